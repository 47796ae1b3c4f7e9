"""The files of a content folder, read one by one, with every problem gathered.

A file that cannot be read counts as a problem and as absent, so that the others are still read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from certpress import model
from certpress.content import body, explain, promises, public, scheme, shapes, source
from certpress.content.values import KINDS, Checks, Impartiality, Page, Places, SchemeText
from certpress.errors import CertpressError, Refused

_S = TypeVar("_S", bound=BaseModel)

_SHAPES: dict[str, type[shapes.PageShape]] = {
    "artificial-intelligence": shapes.IntelligenceShape,
}
PAGES = (  # the pages that certpress knows, in the order of the navigation
    "home",
    "check",
    "ask",
    "accreditation",
    "fees",
    "changes",
    "use-of-certificates",
    "artificial-intelligence",
    "appeals",
    "complaints",
    "privacy",
)
_REQUIRED = {"home": "", "ask": "Ask us"}  # with the titles that stand in while they are missing
Files = dict[str, scheme.SectionFile]
_GENERATED = frozenset(
    {
        "index",
        "impartiality",
        "schemes",
        "v",
        "status",
        "qr",
        "assets",
        "search",
        "pictures",
        "public-information",
        "b",
        "badges",
        "directory",
        "holder",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFile:
    """body.yml, with what `model.Body` has no place for."""

    body: model.Body
    hours: str
    people: tuple[model.Signatory, ...]
    logo: bytes
    checks: Checks
    promises: tuple[promises.Promise, ...]
    source: source.Source


class Reader:
    """Reads a content folder and gathers the problems that it meets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[CertpressError] = []
        self.editions: dict[str, tuple[shapes.SchemeShape, Files, source.Source]] = {}
        self._languages: tuple[str, ...] = ()
        self._promises: promises.Promises = {}
        self._own: dict[str, promises.Promises] = {}  # of an edition, by its folder
        self._fields: dict[str, dict[source.Place, int]] = {}
        self._texts: dict[str, int] = {}

    def body(self, base_url: str | None) -> BodyFile | None:
        """body.yml, or None when it cannot be used."""
        if not (self.folder / "body.yml").is_file():
            hint = "run this in the folder of a body, or make one with: certpress init"
            raise CertpressError(f"{self.folder.name}/body.yml", "this file is missing", hint)
        read = self.values("body.yml")
        shape = self.shape(read, shapes.BodyShape)
        if read is None or shape is None:
            return None
        address = explain.base_url(base_url) or shape.base_url
        self._languages = tuple(shape.languages)
        self._promises = promises.listed(shape.promises, shape.languages[0], read.name)
        self._check_symbols(shape, read)
        return BodyFile(
            body=body.made(shape, address),
            hours=shape.hours,
            people=tuple(model.Signatory(name=p.name, role=p.role) for p in shape.people),
            logo=self._logo(shape.logo, read),
            checks=body.checks(shape.checks),
            promises=tuple(self._promises.values()),
            source=read,
        )

    def page_file(self, path: str, shape: type[_S]) -> tuple[_S, str, str] | None:
        """A Markdown file: its front matter, its text and its name; None when it cannot be used."""
        read = self._page(path, required=True)
        checked = self.shape(read, shape)
        if read is None or checked is None:
            return None
        self.problems += public.problems(read, highest=2)
        return checked, read.text, read.name

    def pages(self, body_file: BodyFile | None) -> tuple[Page, ...]:
        """All pages, in the order of the navigation, the body's first language first."""
        languages = body_file.body.languages if body_file else ("",)
        found = []
        for path in sorted((self.folder / "pages").rglob("*")):
            relative = path.relative_to(self.folder / "pages")
            name = f"{self.folder.name}/pages/{relative.as_posix()}"
            if path.is_dir() or of_the_system(path):
                continue
            language = languages[0] if len(relative.parts) == 1 else relative.parts[0]
            if path.suffix != ".md" or len(relative.parts) > 2 or path.stem in _GENERATED:
                hint = "pages are Markdown files: pages/fees.md, pages/de/fees.md"
                self.problems.append(CertpressError(name, "this cannot be a page", hint))
            elif body_file is not None and language not in languages:
                hint = f"add {language} to languages in body.yml, or move the page"
                self.problems.append(CertpressError(name, f"{language} is no language", hint))
            else:
                page = self._one_page(f"pages/{relative.as_posix()}", path.stem, language)
                found += [page] if page else []
        there = {page.slug for page in found if page.language == languages[0]}
        for slug, title in _REQUIRED.items():
            if body_file is not None and slug not in there:
                found.append(self._unwritten(slug, title or body_file.body.name, languages[0]))
        return tuple(sorted(found, key=lambda page: _page_order(page, languages)))

    def impartiality(self, language: str) -> Impartiality:
        """Top management's statement; empty where there is none yet."""
        read = None
        if (self.folder / "impartiality.md").is_file():
            read = self.page_file("impartiality.md", shapes.ImpartialityShape)
        if read is None:
            page = self._unwritten("impartiality", "Impartiality", language)
            page = replace(page, source=f"{self.folder.name}/impartiality.md")
            return body.statement(shapes.ImpartialityShape(title=page.title), page)
        shape, text, name = read
        page = Page(
            slug="impartiality",
            language=language,
            title=shape.title,
            approval=scheme.approval(shape),
            text=text,
            source=name,
            description=shape.description or "",
            steps=scheme.steps(shape.steps),
        )
        return body.statement(shape, page)

    def pictures(self) -> tuple[tuple[str, bytes], ...]:
        """The files of `pictures/`, by name, for texts to show: `![A weld](pictures/weld.png)`."""
        found = []
        for path in sorted((self.folder / "pictures").glob("*")):
            if of_the_system(path):
                continue
            data = public.picture(self.folder, f"pictures/{path.name}")
            if data is None:
                name = f"{self.folder.name}/pictures/{path.name}"
                hint = f"pictures are plain files: {', '.join(sorted(public.PICTURES))}"
                self.problems.append(CertpressError(name, "this cannot be a picture", hint))
            else:
                found.append((path.name, data))
        return tuple(found)

    def has_directory(self) -> bool:
        """True when there are words to agree to the directory by."""
        return any((self.folder / "consents").glob("directory.*.md"))

    def badges(self) -> tuple[tuple[str, bytes], ...]:
        """The body's own pictures of badges, by name, as far as they can be pictures."""
        found = sorted((self.folder / "badges").glob("*"))
        read = ((path.name, public.picture(self.folder, f"badges/{path.name}")) for path in found)
        return tuple((name, data) for name, data in read if data is not None)

    def schemes(self, body_file: BodyFile | None) -> tuple[SchemeText, ...]:
        """All scheme editions, by id, then by the day they take effect."""
        texts = []
        for path in sorted((self.folder / "schemes").glob("*/*")):
            if path.is_dir():
                text = self._edition(f"schemes/{path.parent.name}/{path.name}", body_file)
                texts += [text] if text else []
        return tuple(sorted(texts, key=lambda t: (t.scheme.id, t.scheme.effective, t.source)))

    def check(self, body_file: BodyFile | None, texts: Sequence[SchemeText]) -> None:
        """What the files say that does not fit together."""
        if body_file is None or self.problems:
            return  # a reference to what could not be read would be refused without reason
        ids = {text.scheme.id for text in texts}
        for number, accreditation in enumerate(body_file.body.accreditations):
            for place, scheme_id in enumerate(accreditation.schemes):
                if scheme_id not in ids:
                    where = body_file.source.where(("accreditations", number, "schemes", place))
                    self.problems.append(_no_scheme(where, scheme_id, ids))
        self.problems += scheme.successions(texts)
        codes: dict[str, str] = {}
        for text in texts:
            other = codes.setdefault(text.scheme.code, text.scheme.id)
            if other != text.scheme.id:
                problem = f"the code {text.scheme.code} is already that of the scheme {other}"
                hint = "certificate numbers begin with it: choose another"
                self.problems.append(CertpressError(text.source, problem, hint))

    def _unwritten(self, slug: str, title: str, language: str) -> Page:
        """A page that every site needs, empty, while the body has none."""
        return Page(
            slug=slug,
            language=language,
            title=title,
            approval=scheme.approval(shapes.ApprovalShape()),
            text="",
            source=f"{self.folder.name}/pages/{slug}.md",
        )

    def _one_page(self, path: str, slug: str, language: str) -> Page | None:
        if not re.fullmatch("[a-z][a-z0-9-]{0,40}", slug):
            hint = "the name becomes an address: small letters, digits and hyphens"
            name = f"{self.folder.name}/{path}"
            self.problems.append(CertpressError(name, "this cannot be a page's name", hint))
            return None
        read = self.page_file(path, _SHAPES.get(slug, shapes.PageShape))
        if read is None:
            return None
        shape, text, name = read
        return Page(
            slug=slug,
            language=language,
            title=shape.title,
            approval=scheme.approval(shape),
            text=text,
            source=name,
            description=shape.description or "",
            steps=scheme.steps(shape.steps),
            used=shape.used if isinstance(shape, shapes.IntelligenceShape) else None,
        )

    def _edition(self, path: str, body_file: BodyFile | None) -> SchemeText | None:
        read = self.values(f"{path}/scheme.yml")
        shape = self.shape(read, shapes.SchemeShape)
        files = self.sections(path)
        if read is None or shape is None or body_file is None:
            return None
        if path != f"schemes/{shape.id}/{shape.edition}":
            where, hint = read.where(("edition",)), f"the folder is {path}: rename it, or mend this"
            problem = f"this is the scheme {shape.id}, edition {shape.edition}"
            self.problems.append(CertpressError(where, problem, hint))
        found = list(scheme.problems(shape, files, read))
        self.problems += found
        self.editions[path] = (shape, files, read)
        return None if found else scheme.build(shape, files, read, body_file.body)

    def sections(self, path: str) -> Files:
        """The Markdown files of an edition, by anchor; `path` is its folder, or a language's."""
        files = {}
        known = [kind.anchor for kind in KINDS]
        for file in sorted((self.folder / path).iterdir()):
            name = f"{self.folder.name}/{path}/{file.name}"
            if file.name == "scheme.yml" or of_the_system(file) or file.is_dir():
                continue  # a folder is a language's
            if file.suffix != ".md" or file.stem not in known:
                near = difflib.get_close_matches(file.stem, known, 1)
                hint = f"did you mean {near[0]}.md?" if near else f"sections: {', '.join(known)}"
                self.problems.append(CertpressError(name, "this is no section of a scheme", hint))
                continue
            read = self._page(f"{path}/{file.name}", required=False)
            shape = self.shape(read, shapes.SectionShape)
            if read is None or shape is None:
                continue
            self.problems += public.problems(read, highest=3)
            files[file.stem] = scheme.SectionFile(
                text=read.text.strip("\n"),
                public=shape.public,
                source=name,
                anchors=tuple(public.anchors(read)),
            )
        return files

    def _check_symbols(self, shape: shapes.BodyShape, read: source.Source) -> None:
        for number, entry in enumerate(shape.accreditations):
            path = f"pictures/{entry.symbol}"
            if entry.symbol and public.picture(self.folder, path) is None:
                where = read.where(("accreditations", number, "symbol"))
                hint = f"put the picture into {self.folder.name}/pictures/ and write its name here"
                problem = f"symbol: there is no picture {entry.symbol}"
                self.problems.append(CertpressError(where, problem, hint))

    def _logo(self, path: str | None, read: source.Source) -> bytes:
        if path is None:
            return b""
        data = public.svg(self.folder, path)
        if data is None:
            hint = "put a plain SVG, without scripts and links, into content/, at most 2 MB"
            where = read.where(("logo",))
            self.problems.append(CertpressError(where, "logo: expected an SVG file", hint))
        elif fault := public.broken(data):
            where = f"{self.folder.name}/{path}:{fault[0]}"
            hint = "open it in a drawing program and save it again"
            problem = f"logo: this drawing is broken: {fault[1]}"
            self.problems.append(CertpressError(where, problem, hint))
        return data or b""

    def values(self, path: str) -> source.Source | None:
        """A YAML file, or None when it cannot be read."""
        try:
            return self._known(source.read(self.folder / path, f"{self.folder.name}/{path}"), path)
        except Refused as refused:
            self.problems += refused.problems
        except CertpressError as error:
            self.problems.append(error)
        return None

    def _known(self, read: source.Source, path: str) -> source.Source:
        """A file that was read, with its place remembered and its promises filled in."""
        self._fields[read.name] = read.lines
        self._texts[read.name] = read.text_line
        folders = path.split("/")[:-1]
        language = next((one for one in self._languages[1:] if one in folders), None)
        edition = "/".join(one for one in folders if one != language)
        first = self._languages[0] if self._languages else ""
        if path.endswith("/scheme.yml") and language is None:
            self._own[edition] = promises.written(read, first)
        known = {**self._promises, **self._own.get(edition, {})}
        filled, problems = promises.fill(read, known, language or first)
        whole = not edition.startswith("schemes/") or edition in self._own
        if whole and (self._languages or path == "body.yml"):  # else not all promises are known
            self.problems += problems
        return filled

    def places(self) -> Places:
        """On which line everything stands that was read."""
        return Places(fields=dict(self._fields), texts=dict(self._texts))

    def _page(self, path: str, *, required: bool) -> source.Source | None:
        name = f"{self.folder.name}/{path}"
        try:
            return self._known(source.read_page(self.folder / path, name, required=required), path)
        except Refused as refused:
            self.problems += refused.problems
        except CertpressError as error:
            self.problems.append(error)
        return None

    def shape(self, read: source.Source | None, shape: type[_S]) -> _S | None:
        """What was read, in its shape; None when it does not fit."""
        if read is None:
            return None
        try:
            return shape.model_validate(read.values)
        except ValidationError as error:
            details = error.errors(include_url=False)
            self.problems += [explain.problem(read, shape, detail) for detail in details]
            return None


def of_the_system(path: Path) -> bool:
    """True for files that operating systems leave in folders: .DS_Store, Thumbs.db."""
    return path.name.startswith(".") or path.name in {"Thumbs.db", "desktop.ini"}


def _page_order(page: Page, languages: Sequence[str]) -> tuple[int, int, str]:
    known = PAGES.index(page.slug) if page.slug in PAGES else len(PAGES)
    place = languages.index(page.language) if page.language in languages else len(languages)
    return (place, known, page.slug)


def _no_scheme(where: str, name: str, known: set[str]) -> CertpressError:
    hint = f"known are: {', '.join(sorted(known)) or 'none'}"
    return CertpressError(where, f"there is no scheme {name}", hint)
