"""Samples of certificates: what a layout looks like before anybody is certified by it.

Rules:
1. The persons are invented, and every page says that it is a sample. No key has a part in it, and
   nothing of the register.
2. A sample's code and the file inside its PDF are no certificate: whoever checks them is told so.
3. Together they show what makes a layout difficult: a long name, names in other scripts, every item
   of the scope, conditions, a date of birth.
4. Where a page has no room for every item, it has as many as fit, a quarter less at each try.
5. One that cannot be printed is told and stops no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final

from certpress import compact, pdf, qr
from certpress.errors import CertpressError
from certpress.model import Body, Certificate, Person, Position, Scheme, Signatory
from certpress.register import last_day

NUMBER: Final = "SAMPLE"
CREDENTIAL: Final = (
    json.dumps({"sample": "An invented person, to show a layout. This is not a certificate."})
    + "\n"
).encode()
_CODE: Final = "0" + "27182818284590452353602874713526624977572470936999" * 21  # none begins by 0
_TYPICAL, _LONG = 540, 1_050  # digits of a code
_FEW: Final = 3  # items, as many certificates have
_CONDITIONS: Final = (
    "Under the supervision of a person certified at a higher level.\n"
    "Only with corrected near vision, tested every year."
)
_NOBODY: Final = Signatory(name="Name of who authorises", role="Role")
_BORN: Final = date(1984, 3, 9)
_PEOPLE: Final = {
    "typical": Person(id="", name="Robin Q. Sample"),
    "long-name": Person(
        id="",
        name="Maximiliana Theodora Wolfeschlegelsteinhausenbergerdorff-Papadopoulos-Vandenbroucke "
        "da Silva e Sousa",
    ),
    "arabic": Person(id="", name="محمد عبد الرحمن النموذجي", name_latin="Mohammed Al-Namoudhaji"),
    "chinese": Person(id="", name="样本 欧阳", name_latin="Yangben Ouyang"),
    "vietnamese": Person(id="", name="Nguyễn Thị Ánh Mẫu"),
    "everything": Person(id="", name="Robin Q. Sample", date_of_birth=_BORN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample's files by name, or why it cannot be printed."""

    name: str
    files: tuple[tuple[str, bytes], ...] = ()
    items: int = 0  # of the scope, that it shows
    problem: CertpressError | None = None


def make(
    scheme: Scheme, body: Body, people: Sequence[Signatory], logo: bytes, today: date
) -> Iterator[Sample]:
    """The samples of a scheme edition, one after the other; `people` may authorise certificates.

    Where a picture of a signature is in the layout, its owner authorises them.
    """
    signing = dict(body.layout.signatures)
    by = next((one for one in people if one.name in signing), next(iter(people), _NOBODY))
    made = datetime.combine(today, time(), UTC)
    for name, person in _PEOPLE.items():
        called = f"{scheme.id}-{scheme.edition}-{name}"
        whole = name == "everything"
        one = _certificate(person, scheme, body, by, today, conditions=_CONDITIONS if whole else "")
        one = one if whole else replace(one, scope=one.scope[:_FEW])
        try:
            yield _printed(called, one, body, made, logo)
        except CertpressError as error:
            problem = CertpressError(called, error.problem, error.hint)
            yield Sample(name=called, problem=problem)


def _printed(name: str, one: Certificate, body: Body, made: datetime, logo: bytes) -> Sample:
    while True:
        try:
            files = tuple(_files(name, one, body, made, logo))
        except pdf.NoRoom:
            fewer = one.scope[: len(one.scope) * 3 // 4]
            if not fewer:
                raise
            one = replace(one, scope=fewer)
        else:
            return Sample(name=name, files=files, items=len(one.scope))


def _certificate(
    person: Person, scheme: Scheme, body: Body, by: Signatory, today: date, *, conditions: str
) -> Certificate:
    return Certificate(
        id="",
        number=NUMBER,
        person=person,
        scheme=scheme,
        scope=scheme.items,
        conditions=conditions,
        valid_from=today,
        valid_until=last_day(today, scheme.interval_months),
        authorised_by=by,
        accreditation=body.accreditation(scheme.id, today),
        position=Position(list=1, index=0),
    )


def _files(
    name: str, one: Certificate, body: Body, made: datetime, logo: bytes
) -> Iterator[tuple[str, bytes]]:
    address = compact.address(body.base_url)
    symbol = qr.encode(address, _CODE[: _LONG if one.conditions else _TYPICAL])
    for card in (False, True) if body.layout.card else (False,):
        page, pictures = pdf.sample(
            one,
            body,
            code=symbol,
            address=address.removesuffix("#"),
            card=card,
            credential=CREDENTIAL,
            made=made,
            logo=logo,
        )
        path = f"{name}-card" if card else name
        yield f"{path}.pdf", page
        for number, picture in enumerate(pictures, 1):
            yield (f"{path}.png" if len(pictures) == 1 else f"{path}-{number}.png"), picture
