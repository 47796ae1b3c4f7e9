"""What a review finds beside the clauses: texts of no clause, translations, the demonstration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from certpress.clauses import invented, marks, passages, quality, unanswered
from certpress.clauses.case import Inputs
from certpress.clauses.values import Entry, Fault, Weight
from certpress.content import Lack, gaps

_LACKS = {
    Lack.MISSING: ("it is not translated; readers see the original, marked", "a translation"),
    Lack.OLDER: ("the original was approved after it", "the translation looked at again"),
    Lack.NUMBERS: ("its numbers differ from the original's", "the same numbers, in digits alike"),
}


_PRINTED = frozenset({"name", "short_name", "people"})


def all_of(inputs: Inputs, entries: Iterable[Entry]) -> tuple[Fault, ...]:
    """All remarks, what stops a build first."""
    told = {fault.where for entry in entries for fault in entry.findings}
    return (
        *invented.check(inputs),
        *unanswered.check(inputs),
        *_home(inputs),
        *_placeholders(inputs, told),
        *marks.check(inputs),
        *_translations(inputs),
    )


def _home(inputs: Inputs) -> Iterator[Fault]:
    """Without a home page there is no site, though no clause asks for one."""
    page = inputs.page("home")
    if page is not None and not page.text:
        yield Fault(
            code="site.home",
            weight=Weight.STOP,
            where=page.source,
            problem="the home page is missing",
            wanted="who the body is and whom it certifies, in a few sentences",
            example="We certify that persons are competent for their work: those who test welds.",
        )


def _placeholders(inputs: Inputs, told: set[str]) -> Iterator[Fault]:
    """Placeholders in texts that no clause names; names stand on certificates, so they stop."""
    for passage in (*passages.of_body(inputs.content), *inputs.passages):
        found = quality.placeholder(passage.text)
        if found is None:
            continue
        line, words = found
        where = f"{passage.source}:{passage.line + (line if passage.long else 0)}"
        printed = passage.part in _PRINTED and passage.source.endswith(".yml")
        if where not in told:
            yield Fault(
                code="text.placeholder",
                weight=Weight.STOP if printed else Weight.REPORT,
                where=where,
                problem=words,
                wanted="certificates print it: the true words" if printed else "the text itself",
            )


def _translations(inputs: Inputs) -> Iterator[Fault]:
    for gap in gaps(inputs.content):
        if inputs.unreadable(gap.file.removesuffix("/scheme.yml")):
            continue  # it is there; what keeps it from being read is told
        problem, wanted = _LACKS[gap.lack]
        yield Fault(
            code=f"translation.{gap.lack.name.lower()}",
            weight=Weight.NOTE,
            where=gap.file,
            problem=problem,
            wanted=f"{wanted} of {gap.original}",
        )
