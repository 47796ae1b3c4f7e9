"""The schemas for editors: made from the shapes, described, and true of the demonstration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from certpress import schemas

CONTENT = Path(__file__).resolve().parent.parent / "content"
MADE = dict(schemas.files())


def schema(name: str) -> dict[str, Any]:
    """A schema as an editor reads it."""
    found = json.loads(MADE[f".schemas/{name}.json"])
    assert isinstance(found, dict)
    return found


class Typed(yaml.SafeLoader):
    """YAML as editors read it: its second version, in which `yes` is a text and so is a day."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # the base class's name
        first: [(tag, form) for tag, form in pairs if not tag.endswith((":timestamp", ":bool"))]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def faults(name: str, text: str) -> list[str]:
    """What an editor would underline in a file."""
    validator = jsonschema.Draft202012Validator(schema(name))
    read = yaml.load(text, Loader=Typed)  # a kind of SafeLoader
    return [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(read)]


def front(path: Path) -> str:
    """The front matter of a Markdown file."""
    return path.read_text(encoding="utf-8").split("---\n")[1]


def test_the_schemas_beside_the_content_are_those_of_the_shapes() -> None:
    """A shape that changes changes its schema: `certpress new schemas` writes them anew."""
    assert {p.name for p in (CONTENT / ".schemas").iterdir()} == {Path(n).name for n in MADE}
    for name, data in MADE.items():
        assert (CONTENT / name).read_bytes() == data, name


@pytest.mark.parametrize("name", sorted(schemas.SHAPES))
def test_a_schema_is_one(name: str) -> None:
    """Every file is a valid JSON Schema that closes its objects."""
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["additionalProperties"] is False


@pytest.mark.parametrize("name", sorted(schemas.SHAPES))
def test_every_field_is_described(name: str) -> None:
    """An editor shows what each field is for."""
    found = schema(name)
    for part in (found, *found.get("$defs", {}).values()):
        silent = [field for field, value in part["properties"].items() if not value["description"]]
        assert silent == []


def test_the_body_of_the_demonstration_is_accepted() -> None:
    """An editor underlines nothing in body.yml."""
    assert faults("body", (CONTENT / "body.yml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(CONTENT.glob("schemes/*/*/scheme.yml")), ids=str)
def test_the_schemes_of_the_demonstration_are_accepted(path: Path) -> None:
    """An editor underlines nothing in a scheme."""
    assert faults("scheme", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(CONTENT.glob("pages/*.md")), ids=lambda path: path.stem)
def test_the_pages_of_the_demonstration_are_accepted(path: Path) -> None:
    """An editor underlines nothing in a front matter."""
    assert faults(path.stem if path.stem in schemas.SHAPES else "page", front(path)) == []


def test_the_impartiality_statement_is_accepted() -> None:
    """Its three elements and its signature are known to the editor."""
    assert faults("impartiality", front(CONTENT / "impartiality.md")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("timezone:", "time_zone:"),
        ("telephone: +44 1632 960417", "telephone: 01632"),
        ('colour: "#0b4f6c"', "colour: blue"),
        ("paper: a4", "paper: a5"),
        ("since: 2014-05-01", "since: May 2014"),
        ("demonstration: yes", "demonstration: perhaps"),
    ],
)
def test_an_editor_sees_what_the_shape_refuses(old: str, new: str) -> None:
    """A wrong field, form or word is underlined while it is typed."""
    text = (CONTENT / "body.yml").read_text(encoding="utf-8")
    assert faults("body", text.replace(old, new, 1))


@pytest.mark.parametrize("path", [CONTENT / "body.yml", *CONTENT.glob("schemes/*/*/scheme.yml")])
def test_a_file_names_its_schema(path: Path) -> None:
    """The first line leads the editor to a schema that is there."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    address = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / address).resolve().is_relative_to((CONTENT / ".schemas").resolve())
    assert (path.parent / address).is_file()
    name = "body" if path.name == "body.yml" else "scheme"
    depth = len(path.relative_to(CONTENT).parts) - 1
    assert first == schemas.line(name, depth)
