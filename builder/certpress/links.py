"""Links in the body's texts: whether each leads to a page, an anchor or a file of the site.

Rules:
1. A link in Markdown is read as MkDocs reads it: from the page's file; one in HTML as a browser
   does, from the page's address.
2. Anchors are those of the planned pages: given by hand, of headings, of sections and scope items.
3. Links to other sites are not followed: nothing here has a network.
"""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from certpress.clauses import Fault, Weight, passages
from certpress.clauses.passages import Passage
from certpress.content import Content
from certpress.errors import CertpressError

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|\bhref\s*=\s*[\"']([^\"']+)")
_ID = re.compile(r"\{[^{}\n]*#([\w-]+)|\bid=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_CODE = re.compile(r"^(```|~~~).*?^\1[`~]*\s*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALIKE = 0.8  # of two paths; what ends in .md alone is more alike than difflib's own 0.6
_BESIDE = (
    "v/",
    "holder/",
    "directory/",
    "status/",
    "qr/",
    "schemes/editions.json",
)  # what the site holds beside its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """The planned pages of one language: the anchors of each, and the other files."""

    anchors: dict[str, set[str]]  # by path of the Markdown: "fees.md"
    files: set[str]
    unread: frozenset[str] = frozenset()  # paths of texts that are there, and could not be read


def broken(
    content: Content, planned: Iterable[tuple[str, bytes]], problems: Iterable[CertpressError] = ()
) -> Iterator[Fault]:
    """A finding for every link of a text that leads nowhere; `planned` are the files of `pages`.

    A link to a text that is there and could not be read (`problems`) is none: once the text is
    mended it leads somewhere.
    """
    files = dict(planned)
    first = content.body.languages[0]
    unread = {_file(problem.where) for problem in problems}
    made = {
        language: _pages(files, "docs/" if language == first else f"docs.{language}/")
        for language in content.body.languages
    }
    for passage in passages.everything(content):
        if passage.long and passage.language in made:
            own = made[passage.language]
            yield from _of(passage, replace(own, unread=frozenset(unread)))


def _file(where: str) -> str:
    """The planned file that a text would have become: `content/pages/fees.md:3` is `fees.md`."""
    path = where.partition(":")[0].partition("/")[2]
    folder, _, _ = path.rpartition("/")
    return f"{folder}/index.md" if folder.startswith("schemes/") else path.removeprefix("pages/")


def _of(passage: Passage, pages: _Pages) -> Iterator[Fault]:
    page = _page(passage)
    plain = _CODE.sub(lambda code: "\n" * code.group().count("\n"), passage.text)
    for match in _LINK.finditer(plain):
        problem = _problem(pages, page, match[1] or match[2], html=match[1] is None)
        if problem:
            yield Fault(
                code="link.broken",
                weight=Weight.STOP,
                where=f"{passage.source}:{passage.line + plain.count(chr(10), 0, match.start())}",
                problem=problem[0],
                wanted=problem[1],
            )


def _page(passage: Passage) -> str:
    """The planned file in which a passage stands: `fees.md`, `schemes/ndt/2017-1/index.md`."""
    parts = passage.source.split("/")[1:]
    if passage.language in parts[:-1]:
        parts.remove(passage.language)
    if parts[0] == "pages":
        return "index.md" if parts[1] == "home.md" else parts[1]
    return "/".join((*parts[:-1], "index.md")) if parts[0] == "schemes" else parts[0]


def _problem(pages: _Pages, page: str, link: str, *, html: bool) -> tuple[str, str] | None:
    """What is the matter with a link, and what is wanted; None when it leads somewhere."""
    if _ELSEWHERE.match(link):
        return None
    target, _, anchor = link.partition("#")
    found = _found(pages, page, target.partition("?")[0], html=html)
    if found is None:
        folder = posixpath.dirname(page)
        meant = posixpath.normpath(posixpath.join(folder, target))
        plain = re.sub(r"^(\.\./)+", "", target)
        near = difflib.get_close_matches(plain, pages.anchors, 1, cutoff=_ALIKE)
        wanted = "the file of a page, such as fees.md"
        if near:
            wanted = f"did you mean {posixpath.relpath(near[0], folder or '.')}?"
        return None if meant in pages.unread else (f"the link {link} leads to no page", wanted)
    if anchor and found in pages.anchors and anchor not in pages.anchors[found]:
        near = difflib.get_close_matches(anchor, pages.anchors[found], 1)
        some = ", ".join(f"#{one}" for one in sorted(pages.anchors[found])[:5]) or "none"
        wanted = f"did you mean #{near[0]}?" if near else f"one of its anchors, such as {some}"
        return f"the link {link} leads to no anchor of that page", wanted
    return None


def _found(pages: _Pages, page: str, target: str, *, html: bool) -> str | None:
    """The planned file that a link leads to, or an address beside the pages; None for nowhere."""
    if not target:
        return page
    folder = posixpath.dirname(page)
    written = posixpath.normpath(posixpath.join(folder, target))
    if not html and (written in pages.anchors or written in pages.files):
        return written
    address = page.removesuffix("index.md").replace(".md", "/")
    reached = posixpath.normpath(posixpath.join(address, target))
    if target.endswith(".md") or reached.startswith(".."):
        return None
    for path in (f"{reached}/index.md", f"{reached}.md", "index.md" if reached == "." else ""):
        if path.removeprefix("./") in pages.anchors:
            return path.removeprefix("./")
    known = reached in pages.files or f"{reached}/".startswith(_BESIDE) or reached in _BESIDE
    return reached if known or reached.endswith("/scheme.json") else None


def _pages(files: dict[str, bytes], folder: str) -> _Pages:
    own = {
        path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)
    }
    texts = {path: data.decode("utf-8") for path, data in own.items() if path.endswith(".md")}
    return _Pages(
        anchors={path: set(_anchors(text)) for path, text in texts.items()},
        files=set(own) - set(texts),
    )


def _anchors(text: str) -> Iterator[str]:
    """The anchors of a page: given ones, and those that MkDocs makes of headings."""
    yield from (match[1] or match[2] for match in _ID.finditer(text))
    seen: dict[str, int] = {}
    for heading in _HEADING.finditer(text):
        slug = _slug(re.sub(r"\]\([^)]*\)|<[^>]*>|\{[^{}]*\}|&#\d+;", "", heading[1]))
        count = seen[slug] = seen.get(slug, -1) + 1
        yield f"{slug}_{count}" if count else slug


def _slug(heading: str) -> str:
    """A heading as the anchor that Python-Markdown makes of it."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
