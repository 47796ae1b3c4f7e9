"""The certification mark: what keeps it from being given to certified persons.

Rules:
1. The words that people sign are whole, and of one version in every language.
2. The page with the rules names the version that people undertake to keep.
3. None of this is owed to the public: it is reported and stops no build.

ISO/IEC 17024 (use of certificates, logos and marks).
"""

from __future__ import annotations

from collections.abc import Iterator

from certpress.clauses import quality
from certpress.clauses.case import Inputs
from certpress.clauses.values import Fault, Weight

_RULES = "use-of-certificates"
_CLAUSE = "certificate.use"


def check(inputs: Inputs) -> Iterator[Fault]:
    """A fault for each thing that is open or differs."""
    mark, content = inputs.content.mark, inputs.content
    folder = content.impartiality.page.source.rpartition("/")[0] + "/mark"
    if mark.files and not mark.undertakings and not inputs.unreadable(folder):
        language = content.body.languages[0]
        yield _fault(
            "mark.undertaking",
            folder,
            "there is a mark, and nothing that people undertake before they are given it",
            f"the words that they sign, in undertaking.{language}.md",
        )
    for one in mark.undertakings:
        found = quality.placeholder(one.text)
        if found is not None:
            where = f"{one.source}:{one.line + found[0]}"
            yield _fault("text.placeholder", where, found[1], "the text itself")
        if one.version != mark.version:
            first = mark.undertakings[0]
            problem = f"this is version {one.version}, and {first.source} is {first.version}"
            yield _fault("mark.version", one.source, problem, "the same version in each language")
    for page in content.pages:
        if page.slug == _RULES and mark.version and mark.version not in page.text:
            problem = f"people undertake version {mark.version} of these rules; they do not name it"
            wanted = "the version of the rules, as the undertaking has it"
            where = f"{page.source}:{content.places.text(page.source)}"
            example = f"This is version {mark.version}."
            yield _fault("mark.rules", where, problem, wanted, example)


def _fault(code: str, where: str, problem: str, wanted: str, example: str = "") -> Fault:
    return Fault(
        code=code,
        weight=Weight.REPORT,
        where=where,
        problem=problem,
        wanted=wanted,
        example=example,
        clause=_CLAUSE,
    )
