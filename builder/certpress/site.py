"""The site: all it holds beside its pages, planned as paths and bytes; nothing is written here.

Rules:
1. What certificates and badges need stands at addresses that never move: the controller
   document, status lists, dictionaries, pictures, each edition's `scheme.json`.
2. An edition that certificates name is published byte for byte as it was; a change is refused.
3. Every certificate in force or not is verified against the planned files by the function that the
   public uses; a site on which one of them would not be found genuine is not built.
4. Same inputs and time, same bytes.
5. The verifier's page is `v/`, that of certified persons `holder/`. Below a further language
   `holder/` leads there, so that it has an address in each, as all pages have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from certpress import certificate, hosting, keys, proof, refresh, verify
from certpress.audit import Audit, Fault, Sample, Tally
from certpress.errors import CertpressError, ConfigurationError, Refused
from certpress.model import BADGES, Badge, Body, Picture, Purpose, Scheme, StatusBits
from certpress.pages import catalogue
from certpress.register import Edition
from certpress.report import Outcome
from certpress.verify import Site

HOLDER = "holder.html"  # the page of certified persons, in the built verifier
_SHOWN = 5  # certificates named in an error that concerns many


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a site is made of, beside its pages."""

    body: Body
    schemes: Sequence[Scheme]
    logo: bytes
    controller: bytes  # the controller document
    lists: Mapping[str, bytes]  # by path below the site
    dictionaries: Mapping[str, bytes]  # by SHA-256 in hexadecimal
    editions: Sequence[Edition]  # those that certificates name
    verifier: Mapping[str, bytes]  # the built verifier, by path below v/
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # of badges, by the PNG's SHA-256
    pages: Sequence[str] = ()  # the body's own, by name: "appeals"


def plan(inputs: Inputs, now: datetime) -> Iterator[tuple[str, bytes]]:
    """The files of the site beside its pages, as (path, bytes), in a fixed order.

    Raises ConfigurationError when an edition that certificates name has changed or is gone.
    """
    yield keys.controller_path(inputs.body.base_url), inputs.controller
    yield from sorted(inputs.lists.items())
    for name, data in sorted(inputs.dictionaries.items()):
        yield f"qr/{name}", data
    for name, picture in sorted(inputs.pictures.items()):
        yield f"badges/{name}.png", picture.png
        yield f"badges/{name}.svg", picture.svg
    yield from _editions(inputs)
    configuration = _configuration(inputs, now)
    for path, data in sorted(inputs.verifier.items()):
        if path != HOLDER:
            yield f"v/{path}", _branded(path, data, configuration)
    yield from _holder(inputs, configuration)
    yield "v/site.json", _json(configuration)
    if inputs.logo:
        yield "v/logo.svg", inputs.logo
    yield ".nojekyll", b""
    table = headers(inputs.body, inputs.verifier)
    yield "_headers", hosting.netlify(table).encode("ascii")


def headers(body: Body, verifier: Mapping[str, bytes]) -> tuple[hosting.Rule, ...]:
    """What a server has to say beside the files; `verifier` is as in `Inputs`."""
    verifiers, holders = (hosting.policy(verifier[name]) for name in ("index.html", HOLDER))
    return hosting.rules(verifiers, holders, urlsplit(body.base_url).path)


def _holder(inputs: Inputs, configuration: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The page of certified persons, and what leads to it from the body's further languages.

    No record of a check is made there, so it has no time of the build.
    """
    body = inputs.body
    own = {"pages": sorted(inputs.pages), "linkedin": body.linkedin, "built": ""}
    own["logo"] = "../v/logo.svg" if inputs.logo else ""
    yield "holder/index.html", _page(inputs.verifier[HOLDER], {**configuration, **own})
    for language in body.languages[1:]:
        address = f"../../holder/#{language.split('-')[0]}"
        words = catalogue.words(language)
        name = escape(words("holder"))
        yield (
            f"{language}/holder/index.html",
            f'<!doctype html>\n<html lang="{words.language}" dir="{words.direction}">\n'
            '<meta charset="utf-8">\n'
            '<meta name="robots" content="noindex">\n'
            f'<meta http-equiv="refresh" content="0; url={address}">\n<title>{name}</title>\n'
            f'<p><a href="{address}">{name}</a></p>\n</html>\n'.encode(),
        )


def stands_beside(path: str) -> bool:
    """True for a page below the site that is none of MkDocs': the verifier's, the holder's."""
    return path.startswith("v/") or path.endswith("holder/index.html")


def _editions(inputs: Inputs) -> Iterator[tuple[str, bytes]]:
    current = {(scheme.id, scheme.edition): scheme for scheme in inputs.schemes}
    for frozen in inputs.editions:
        if inputs.body.base_url.encode() not in frozen.document:
            raise ConfigurationError(
                "content/body.yml: base_url",
                f"{inputs.body.base_url} is not the address that certificates carry",
                "put back what was there: certificates and codes have it for as long as they live",
            )
        scheme = current.get((frozen.scheme, frozen.edition))
        if scheme is None or scheme.document != frozen.document:
            raise ConfigurationError(
                f"content/schemes/{frozen.scheme}/{frozen.edition}",
                "certificates name this edition, and it is gone"
                if scheme is None
                else "certificates name this edition, and its public text has changed",
                "put back what was there, and publish the change as a new edition",
            )
    listed = {}
    for scheme in inputs.schemes:
        address = certificate.edition_address(inputs.body, scheme)
        listed[f"{address}scheme.json"] = certificate.sri(scheme.document)
        yield f"schemes/{scheme.id}/{scheme.edition}/scheme.json", scheme.document
    yield "schemes/editions.json", _json({"editions": listed})


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _configuration(inputs: Inputs, now: datetime) -> dict[str, Any]:
    """What the verifier has to know of the body; `Config` in `verifier/src/types.ts`."""
    body = inputs.body
    return {
        "base": body.base_url,
        "did": keys.did(body.base_url),
        "name": body.name,
        "telephone": body.telephone,
        "email": body.email,
        "ask": "../ask/",
        "url": body.url,
        "demonstration": body.demonstration,
        "dictionaries": sorted(inputs.dictionaries),
        "lists": _count(inputs, Purpose.SUSPENSION),
        "badge_lists": _count(inputs, BADGES),
        "colour": body.colour,
        "logo": "logo.svg" if inputs.logo else "",
        "languages": list(body.languages),
        "built": proof.stamp(now),
    }


def _count(inputs: Inputs, folder: str) -> int:
    """How many status lists there are in a folder below `status/`."""
    return sum(1 for path in inputs.lists if path.split("/")[1] == folder)


def _branded(path: str, data: bytes, configuration: Mapping[str, Any]) -> bytes:
    """A file of the verifier; the page and the manifest are the body's own."""
    if path == "index.html":
        return _page(data, configuration)
    if path == "manifest.webmanifest":
        named = {"name": configuration["name"], "theme_color": configuration["colour"]}
        return _json({**json.loads(data), **named})
    return data


def _page(page: bytes, configuration: Mapping[str, Any]) -> bytes:
    """The verifier's page with the body's configuration in its data block."""
    block = json.dumps(configuration, ensure_ascii=False, sort_keys=True)
    for character, escaped in _IN_SCRIPT.items():
        block = block.replace(character, escaped)
    return page.replace(b"%CONFIG%", block.encode("utf-8"))


_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}


def judge(kind: str, found: Tally) -> Mapping[Outcome, int]:
    """How many certificates, or badges, had each outcome; `kind` names one in an error.

    Raises Refused when one would be found not genuine, could not be checked, or would read
    otherwise than the register has it.
    """
    if found.faults:
        raise Refused([_refusal(kind, fault) for fault in found.faults[:_SHOWN]])
    return found.counts


def check_badges(
    badges: Iterable[Badge],
    bits: StatusBits,
    body: Body,
    files: Mapping[str, bytes],
    now: datetime,
    sample: Sample,
) -> int:
    """Check every badge against the planned files; how many there are.

    `bits` are what the register says of each place in the lists of badges; `sample` says how many
    are verified in full. Raises Refused as `judge` does, and for a badge whose picture is not
    published.
    """
    load = loader(files, body.base_url)
    audit = Audit(site=described(body, files), loader=load, now=now, bits=bits, sample=sample)
    pictures = {
        name.removeprefix("badges/").removesuffix(".png")
        for name in files
        if name.startswith("badges/") and name.endswith(".png")
    }
    for one in badges:
        audit.check_badge(one, pictures)
    judge("badge", audit.tally)
    return audit.tally.checked


def described(body: Body, files: Mapping[str, bytes]) -> Site:
    """The site as those who check certificates know it."""
    return Site(
        base=body.base_url,
        did=keys.did(body.base_url),
        dictionaries=tuple(name[3:] for name in files if name.startswith("qr/")),
    )


def _refusal(kind: str, fault: Fault) -> CertpressError:
    return CertpressError(
        fault.number,
        f"on this site, {kind} {fault.id} would not verify ({', '.join(fault.codes)})",
        "if the base address or the keys were changed, put them back; if status lists are due: "
        "certpress status refresh; if neither: certpress register check",
    )


def loader(files: Mapping[str, bytes], base_url: str) -> verify.Loader:
    """A loader over planned files, for addresses below the base address."""

    def load(address: str) -> bytes:
        if not address.startswith(base_url):
            raise LookupError(address)
        return files[address.removeprefix(base_url)]

    return load


def until(inputs: Inputs) -> datetime:
    """Until when certificates can be checked on the site."""
    return refresh.until(inputs.lists)
