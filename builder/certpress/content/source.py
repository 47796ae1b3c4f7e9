"""Text files of a body, read as plain values that know the line they stand on.

Rules:
1. Files are UTF-8; line ends of any system read as LF, a byte order mark is dropped.
2. Every scalar in YAML is text. What it means (a date, a number, yes or no) is for the field that
   takes it, so that `NO`, `0042` and `2026-02-31` reach it as they were written.
3. A key written twice, an alias, or a tag is refused: one place, one value.
4. Markdown pages open with a front matter between two lines of `---`.

Source of the YAML subset: YAML 1.2, https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from certpress.errors import CertpressError, Refused

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Place: TypeAlias = tuple[str | int, ...]

LARGEST = 1_000_000  # bytes of one file; a text of a hundred pages has a quarter of that
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it was read: its values, the line of each, and the Markdown below them."""

    name: str  # as people write it: "content/body.yml"
    values: dict[str, Value]
    lines: dict[Place, int]
    text: str = ""
    text_line: int = 1

    def where(self, place: Place) -> str:
        """The file and the line of a field, or of the closest field around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.name}:{self.lines.get(place, 1)}"


def read(path: Path, name: str) -> Source:
    """A YAML file. Raises CertpressError where it cannot be read, Refused for several problems."""
    return _parse(text(path, name), name, first_line=1)


def read_page(path: Path, name: str, *, required: bool = True) -> Source:
    """A Markdown file with its front matter; without `required` the front matter may be absent."""
    whole = text(path, name)
    lines = whole.split("\n")
    if lines[0].rstrip() != "---":
        if required:
            raise CertpressError(
                f"{name}:1",
                "expected a front matter between two lines of ---",
                "begin the file with ---, the fields title, owner, approved, review_by, and ---",
            )
        return Source(name=name, values={}, lines={}, text=whole.strip("\n") + "\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise CertpressError(f"{name}:1", "the front matter has no end", "close it with ---")
    head = _parse("\n".join(lines[1:end]), name, first_line=2)
    begin = next((n for n in range(end + 1, len(lines)) if lines[n].strip()), end + 1)
    below = "\n".join(lines[begin:]).rstrip("\n") + "\n"
    return Source(name=name, values=head.values, lines=head.lines, text=below, text_line=begin + 1)


def text(path: Path, name: str) -> str:
    """A text file, with LF at the end of each line. Raises CertpressError naming the file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CertpressError(name, "this file is missing", "create it, or take it back") from None
    except OSError as error:
        raise CertpressError(name, f"cannot be read: {error.strerror}", "check the file") from error
    if len(data) > LARGEST:
        size, most = len(data) / 1_000_000, LARGEST // 1_000_000
        problem = f"this file has {size:.1f} MB, a text has at most {most} MB"
        raise CertpressError(name, problem, "split it, and put pictures into content/pictures/")
    try:
        found = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8"
        raise CertpressError(f"{name}:{line}", "expected UTF-8 text", hint) from error
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _parse(text: str, name: str, *, first_line: int) -> Source:
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        if mark and "\t" in text.split("\n")[mark.line][: mark.column + 1]:
            problem, hint = "a tab stands here", "indent with spaces, two for each step"
            raise CertpressError(f"{name}:{line}", problem, hint) from error
        hint = "check the indentation and quotes of this line and of the line above"
        raise CertpressError(f"{name}:{line}", f"{error.problem}", hint) from error
    except yaml.YAMLError as error:
        raise CertpressError(name, "cannot be read as YAML", f"{error}") from error
    walk = _Walk(name, first_line)
    values = walk.value(node, ()) if node is not None else {}
    if not isinstance(values, dict):
        problem, hint = "expected fields", "write each as name: value, one a line"
        raise CertpressError(f"{name}:{first_line}", problem, hint)
    if walk.problems:
        raise Refused(walk.problems)
    return Source(name=name, values=values, lines=walk.lines)


class _Walk:
    """From YAML nodes to values, with the line of each place, gathering what is refused."""

    def __init__(self, name: str, first_line: int) -> None:
        self.name = name
        self.first_line = first_line
        self.lines: dict[Place, int] = {}
        self.problems: list[CertpressError] = []
        self._seen: set[int] = set()

    def refuse(self, node: yaml.Node, problem: str, hint: str) -> None:
        """Notes a problem at the line of a node."""
        where = f"{self.name}:{node.start_mark.line + self.first_line}"
        self.problems.append(CertpressError(where, problem, hint))

    def value(self, node: yaml.Node, place: Place) -> Value:
        """The node as text, list or mapping; a refused node reads as empty text."""
        self.lines.setdefault(place, node.start_mark.line + self.first_line)
        if id(node) in self._seen:
            self.refuse(node, "an alias (&, *) is not used here", "write the value out")
            return ""
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.refuse(node, f"the tag {node.tag} is not used here", "leave the tag out")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*place, n)) for n, child in enumerate(node.value)]
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(key_node, "expected the name of a field", "write name: value")
                continue
            if key in values:
                self.refuse(key_node, f"{key} is written twice", "keep one of the two")
                continue
            self.lines[(*place, key)] = key_node.start_mark.line + self.first_line
            values[key] = self.value(child, (*place, key))
        return values
