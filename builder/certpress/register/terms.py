"""What an entry amounts to, given the scheme and what the number's decisions have added up to.

Rules:
1. A decision that the state does not allow is refused, with the place and the next step.
2. A period of certification lasts at most the interval of the scheme edition; when no last day is
   given, exactly that.
3. A recertification begins on the day after the period it follows, or when that is past, on the
   day of the decision, unless another day is given.
4. An expansion begins on the day of the decision unless another day is given, and ends with the
   certification. A reduction or correction leaves the dates alone.
5. While one period runs and the next is certified already, a reduction, correction or annulment
   concerns both: it is a decision for each (`state`, rule 5), and no certificate is longer than
   the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from certpress.model import Kind, Scheme
from certpress.register import state as states
from certpress.register.catalogue import DAY, Catalogue, last_day
from certpress.register.state import State
from certpress.register.values import FIRST, Decision, Entry, refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a decision comes to, in the fields of `Decision`; without a `kind` it is the entry's."""

    kind: Kind | None = None
    scheme: str
    edition: str
    items: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    conditions: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    certifies: bool = False
    annuls: int | None = None


def resolve(
    entry: Entry,
    number: str,
    history: Sequence[Decision],
    state: State | None,
    catalogue: Catalogue,
) -> tuple[Terms, ...]:
    """What the entry amounts to: one decision, or two (rule 5).

    `history` are the number's decisions and `state` what they add up to. Raises CertpressError
    when the state or the scheme does not allow the decision.
    """
    if entry.kind in FIRST:
        if state is not None:
            problem = f"{number} is a certification already"
            hint = "use a new number, or one of: recertify, expand, correct"
            raise refusal(entry, "number", problem, hint)
        return (first(entry, catalogue),)
    if state is None:
        problem = f'there is no certification "{number}"'
        hint = "check the number; a new certification begins with grant or take-over"
        raise refusal(entry, "number", problem, hint)
    if entry.decided_on < history[-1].decided_on:
        problem = f"the latest decision on {state.number} is of {history[-1].decided_on}"
        hint = "record decisions in the order of their days; this one cannot come before it"
        raise refusal(entry, "decided_on", problem, hint)
    if entry.kind is Kind.ANNUL:
        return _annul(entry, history, state)
    if state.ended is not None:
        problem = f"{state.number} is no longer in force ({_ENDED[state.ended]})"
        hint = "annul that decision if an appeal succeeded, or grant a new number"
        raise refusal(entry, "number", problem, hint)
    return _while_in_force(entry, state, catalogue)


def _while_in_force(entry: Entry, state: State, catalogue: Catalogue) -> tuple[Terms, ...]:
    match entry.kind:
        case Kind.RECERTIFY:
            return (_recertify(entry, state, catalogue),)
        case Kind.EXPAND:
            return (_expand(entry, state, catalogue),)
        case Kind.REDUCE:
            return _reduce(entry, state)
        case Kind.CORRECT:
            return _both(entry, state, entry.conditions)
        case Kind.SUSPEND:
            return (_suspend(entry, state),)
        case Kind.REINSTATE:
            return (_reinstate(entry, state),)
        case _:  # withdraw, end, died
            return (Terms(scheme=state.scheme, edition=state.edition),)


_ENDED = {
    Kind.WITHDRAW: "withdrawn",
    Kind.END: "ended at the person's request",
    Kind.DIED: "the person died",
}


def _items(entry: Entry, scheme: Scheme) -> tuple[str, ...]:
    """The entry's scope items, every one of them in the edition and named once."""
    for code in entry.items:
        if scheme.item(code) is None:
            problem = f'edition {scheme.edition} of {scheme.id} has no scope item "{code}"'
            known = ", ".join(item.code for item in scheme.items[:8])
            raise refusal(entry, "scope", problem, f"write codes such as: {known}")
    twice = next((code for code in entry.items if entry.items.count(code) > 1), None)
    if twice:
        raise refusal(entry, "scope", f"{twice} is named twice", "name each scope item once")
    return entry.items


def _period(entry: Entry, scheme: Scheme, start: date) -> tuple[date, date]:
    """The first and the last day of a new period (rule 2)."""
    latest = last_day(start, scheme.interval_months)
    end = entry.valid_until or latest
    if end < start:
        raise refusal(
            entry,
            "valid_until",
            f"{end} lies before the first day, {start}",
            f"write a day from {start} to {latest}",
        )
    if end > latest:
        problem = f"{end} is later than the {scheme.interval_months} months of the scheme allow"
        raise refusal(entry, "valid_until", problem, f"write {latest} or an earlier day")
    return start, end


def first(entry: Entry, catalogue: Catalogue) -> Terms:
    start = entry.valid_from or entry.decided_on
    scheme = catalogue.find(entry, entry.scheme, entry.edition, start)
    items = _items(entry, scheme)
    start, end = _period(entry, scheme, start)
    return Terms(
        scheme=scheme.id,
        edition=scheme.edition,
        items=items,
        scope=items,
        conditions=entry.conditions or "",
        valid_from=start,
        valid_until=end,
        certifies=True,
    )


def _recertify(entry: Entry, state: State, catalogue: Catalogue) -> Terms:
    start = entry.valid_from or max(state.valid_until + DAY, entry.decided_on)
    if start <= state.valid_from:
        problem = f"the newest period of {state.number} begins on {state.valid_from}"
        raise refusal(entry, "valid_from", problem, f"write a day after {state.valid_from}")
    scheme = catalogue.find(entry, state.scheme, entry.edition, start)
    items = _items(entry, scheme) or state.scope
    other = next((code for code in items if scheme.item(code) is None), None)
    if other:
        problem = f"edition {scheme.edition} has no scope item {other}, which is held"
        raise refusal(entry, "scope", problem, "name the scope items of the new period")
    new = next((code for code in items if code not in state.scope), None)
    if new and scheme.edition == state.edition:
        problem = f"{new} is not held, so it cannot be recertified"
        raise refusal(entry, "scope", problem, "record an expansion of the scope besides")
    start, end = _period(entry, scheme, start)
    return Terms(
        scheme=scheme.id,
        edition=scheme.edition,
        items=items,
        scope=items,
        conditions=_conditions(entry, state),
        valid_from=start,
        valid_until=end,
        certifies=True,
    )


def _conditions(entry: Entry, state: State) -> str:
    return state.conditions if entry.conditions is None else entry.conditions


def _changed(entry: Entry, state: State, scope: tuple[str, ...], start: date) -> Terms:
    """A certificate that differs from that of a period in scope, conditions or names."""
    return Terms(
        scheme=state.scheme,
        edition=state.edition,
        items=entry.items,
        scope=scope,
        conditions=_conditions(entry, state),
        valid_from=start,
        valid_until=state.valid_until,
        certifies=True,
    )


def _both(entry: Entry, state: State, conditions: str | None) -> tuple[Terms, ...]:
    """A change to the period that runs and to the one that comes (rule 5)."""
    running = state.running_on(entry.decided_on)
    newest = _changed(entry, state, _left(entry, state), state.valid_from)
    newest = replace(newest, conditions=state.conditions if conditions is None else conditions)
    if running is None or not _left(entry, running):
        return (newest,)
    now = _changed(entry, running, _left(entry, running), running.valid_from)
    now = replace(now, conditions=running.conditions if conditions is None else conditions)
    if not newest.scope:
        return (now,)
    return now, replace(newest, kind=Kind.RECERTIFY, items=newest.scope)


def _left(entry: Entry, state: State) -> tuple[str, ...]:
    """The scope of a period without what the entry takes away."""
    return tuple(code for code in state.scope if code not in entry.items)


def _expand(entry: Entry, state: State, catalogue: Catalogue) -> Terms:
    start = entry.valid_from or max(entry.decided_on, state.valid_from)
    if start > state.valid_until:
        problem = f"{state.number} ends on {state.valid_until}"
        raise refusal(entry, "valid_from", problem, "recertify first, then expand the scope")
    if start < state.valid_from:
        problem = f"{state.number} begins on {state.valid_from}"
        raise refusal(entry, "valid_from", problem, "write that day or a later one")
    items = _items(entry, catalogue.find(entry, state.scheme, state.edition, start))
    held = next((code for code in items if code in state.scope), None)
    if held:
        raise refusal(entry, "scope", f"{held} is held already", "name only what is added")
    return _changed(entry, state, state.scope + items, start)


def _reduce(entry: Entry, state: State) -> tuple[Terms, ...]:
    running = state.running_on(entry.decided_on)
    held = state.scope + (running.scope if running is not None else ())
    missing = next((code for code in entry.items if code not in held), None)
    if missing:
        hint = f"name what is taken away, out of: {', '.join(dict.fromkeys(held))}"
        raise refusal(entry, "scope", f"{missing} is not held", hint)
    if all(code in entry.items for code in held):
        problem = "a reduction has to leave at least one scope item"
        raise refusal(entry, "scope", problem, "record a withdrawal, or an end at request")
    return _both(entry, state, entry.conditions)


def _suspend(entry: Entry, state: State) -> Terms:
    if state.suspended:
        problem = f"{state.number} is suspended already"
        raise refusal(entry, "kind", problem, "reinstate or withdraw it")
    return Terms(scheme=state.scheme, edition=state.edition)


def _reinstate(entry: Entry, state: State) -> Terms:
    if not state.suspended:
        problem = f"{state.number} is not suspended, so it cannot be reinstated"
        raise refusal(entry, "kind", problem, "check the number; nothing needs to be done")
    return Terms(scheme=state.scheme, edition=state.edition)


def _annul(entry: Entry, history: Sequence[Decision], state: State) -> tuple[Terms, ...]:
    target = states.voidable(history)
    if target is None:
        problem = f"{state.number} has no decision against the person that could be annulled"
        hint = "only a suspension, reduction, withdrawal or end that still has effect can be"
        raise refusal(entry, "kind", problem, hint)
    if target.kind is Kind.SUSPEND:
        return (Terms(scheme=state.scheme, edition=state.edition, annuls=target.seq),)
    earlier = states.replay(states.without(history, target))
    if earlier is None:
        raise states.broken(target)  # the first decision of a number is never against the person
    restored = _both(replace(entry, items=()), earlier, None)
    return (replace(restored[0], items=(), annuls=target.seq), *restored[1:])
