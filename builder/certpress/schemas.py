"""JSON Schemas of the content files, for editors that complete and check what is typed.

Rules:
1. They are made from the shapes that `content` itself checks with, so the two cannot drift.
2. The text below a field in `content.shapes` is its description.
3. A schema knows one file alone, and no more than its form: `certpress check` knows the rest.

Source: https://json-schema.org/draft/2020-12/schema; how an editor finds the schema of a YAML file:
https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

import ast
import inspect
import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from certpress.content import shapes

FOLDER = ".schemas"  # below content/, where `content` does not look
SHAPES: dict[str, type[BaseModel]] = {
    "body": shapes.BodyShape,
    "layout": shapes.LayoutShape,
    "scheme": shapes.SchemeShape,
    "section": shapes.SectionShape,
    "page": shapes.PageShape,
    "artificial-intelligence": shapes.IntelligenceShape,
    "undertaking": shapes.UndertakingShape,
    "impartiality": shapes.ImpartialityShape,
}


def files() -> tuple[tuple[str, bytes], ...]:
    """Every schema as (path below content/, bytes): `.schemas/body.json` and its like."""
    return tuple((f"{FOLDER}/{name}.json", dump(shape)) for name, shape in SHAPES.items())


def line(name: str, depth: int = 0) -> str:
    """The comment that names a schema to editors, in a file `depth` folders below content/."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{name}.json"


def dump(shape: type[BaseModel]) -> bytes:
    """The JSON Schema of a shape, as the bytes of a file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made(shape)}
    return (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def made(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a shape, every field of it and of the shapes in it described."""
    schema = shape.model_json_schema()
    inner = schema.pop("$defs", {})
    named = {name: _described(name, value) for name, value in sorted(inner.items())}
    return {**_described(shape.__name__, schema), **({"$defs": named} if named else {})}


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of one shape, with its descriptions in place of the titles that pydantic makes."""
    lineage = [kind.__name__ for kind in getattr(shapes, name).__mro__]
    texts = {k: v for kind in reversed(lineage) for k, v in descriptions().get(kind, {}).items()}
    fields = {
        field: {**_bare(value), "description": texts.get(field, "")}
        for field, value in schema["properties"].items()
    }
    return {**{k: v for k, v in schema.items() if k != "title"}, "properties": fields}


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without what only Python says of it: title, default, and None for absent."""
    for choice in value.get("anyOf", ()):
        if {"type": "null"} in value["anyOf"] and choice != {"type": "null"}:
            return dict(choice)
    return {name: part for name, part in value.items() if name not in ("title", "default")}


@cache
def descriptions() -> dict[str, dict[str, str]]:
    """The text below each field of each class of `content.shapes`, by class and field."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(shapes)).body:
        if isinstance(node, ast.ClassDef):
            pairs = zip(node.body, node.body[1:], strict=False)
            found[node.name] = {
                field.target.id: inspect.cleandoc(text.value.value)
                for field, text in pairs
                if isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            }
    return found
