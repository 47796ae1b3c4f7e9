"""Decisions replayed: where a certification stands, and the status bits of its certificates.

Rules:
1. A state is what a number's decisions add up to, in order. A decision that was annulled on appeal
   is left out, as if it had never been taken.
2. Bits follow the table of the credential profile. Revocation and refresh are never taken back;
   suspension can be. So an annulled withdrawal or reduction calls for a new certificate, and the
   ones that the withdrawal revoked then read "replaced", no longer "withdrawn".
3. Suspending and reinstating act on every unrevoked certificate of the number; withdrawing and
   ending revoke every one of them; a certificate made while the number is suspended is suspended.
4. A decision can be annulled while it has effect: a suspension that was not lifted, a withdrawal
   or an end, a reduction after which nobody decided on recertification.
5. Between a recertification and its first day two periods are certified: the one that runs and the
   one that comes. What changes both is two decisions, the second a recertification that carries
   the coming period over (`is_carried`); it stands and falls with the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from certpress.errors import ConfigurationError
from certpress.model import Bits, Kind
from certpress.register.values import CERTIFYING, ENDING, FIRST, Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a certification stands in its newest period; `running` is the one before it."""

    number: str
    person: str
    person_version: int
    scheme: str
    edition: str
    scope: tuple[str, ...]
    conditions: str
    valid_from: date
    valid_until: date
    running: State | None
    suspended: bool
    ended: Kind | None

    @property
    def runs_until(self) -> date | None:
        """The end of the period before the newest one; None when there was none."""
        return self.running.valid_until if self.running is not None else None

    def running_on(self, day: date) -> State | None:
        """The period that still runs while the newest has not begun, or None."""
        between = self.running is not None and day < self.valid_from
        return self.running if between and day <= (self.runs_until or day) else None


def replay(history: Sequence[Decision]) -> State | None:
    """The state after a number's decisions, oldest first; None when there are none."""
    void = _void(history)
    state: State | None = None
    for decision in history:
        if decision.kind is Kind.ANNUL and decision.certifies and state is not None:
            state = _certified(state, decision)
        elif decision.kind is not Kind.ANNUL and decision.seq not in void:
            state = after(state, decision)
    return state


def is_carried(decision: Decision, previous: Decision) -> bool:
    """True for the recertification that carries a coming period over (rule 5)."""
    return (
        decision.kind is Kind.RECERTIFY
        and previous.kind in (Kind.REDUCE, Kind.CORRECT, Kind.ANNUL)
        and previous.certifies
        and decision.seq == previous.seq + 1
        and decision.source == previous.source
    )


def _void(history: Sequence[Decision]) -> set[int]:
    """The decisions that were annulled, with what they carried over."""
    void = {decision.annuls for decision in history if decision.annuls is not None}
    carried = {
        decision.seq
        for previous, decision in pairwise(history)
        if previous.seq in void and is_carried(decision, previous)
    }
    return void | carried


def without(history: Sequence[Decision], target: Decision) -> tuple[Decision, ...]:
    """The decisions without one of them and what it carried over."""
    left = [decision for decision in history if decision.seq != target.seq]
    return tuple(decision for decision in left if not is_carried(decision, target))


def after(state: State | None, decision: Decision) -> State:
    """The state after one more decision, which is any but an annulment."""
    if state is None or decision.kind in FIRST:
        return _first(decision)
    match decision.kind:
        case Kind.SUSPEND:
            return replace(state, suspended=True)
        case Kind.REINSTATE:
            return replace(state, suspended=False)
        case Kind.WITHDRAW | Kind.END | Kind.DIED:
            return replace(state, ended=decision.kind)
        case Kind.RECERTIFY:
            before = replace(state, running=None)
            return replace(_first(decision), suspended=state.suspended, running=before)
        case _:  # expand, reduce, correct
            return _certified(state, decision)


def broken(decision: Decision) -> ConfigurationError:
    """The error for a decision that the register could never have recorded."""
    problem = f"decision {decision.seq} makes no sense for {decision.number}"
    hint = "check the register, and restore it from a backup"
    return ConfigurationError(decision.source, problem, hint)


def _first(decision: Decision) -> State:
    if decision.valid_from is None or decision.valid_until is None:
        raise broken(decision)
    return State(
        number=decision.number,
        person=decision.person,
        person_version=decision.person_version,
        scheme=decision.scheme,
        edition=decision.edition,
        scope=decision.items,
        conditions=decision.conditions,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
        running=None,
        suspended=False,
        ended=None,
    )


def _certified(state: State, decision: Decision) -> State:
    """An expansion, reduction, correction or annulment: the end of its period stays.

    The end also tells which period it is of: the newest one, or the one that runs before it.
    """
    if decision.valid_from is None:
        raise broken(decision)
    period = state
    if state.running is not None and decision.valid_until == state.runs_until:
        period = state.running
    return replace(
        period,
        person_version=decision.person_version,
        scope=_scope(period, decision),
        conditions=decision.conditions,
        valid_from=decision.valid_from,
        suspended=state.suspended,
    )


def _scope(period: State, decision: Decision) -> tuple[str, ...]:
    """The scope after a decision: what it adds or takes away counts, for an earlier one may be
    annulled later."""
    if decision.kind is Kind.EXPAND:
        return period.scope + tuple(i for i in decision.items if i not in period.scope)
    if decision.kind is Kind.REDUCE:
        return tuple(item for item in period.scope if item not in decision.items)
    return period.scope


def voidable(history: Sequence[Decision]) -> Decision | None:
    """The latest decision against the person that still has effect (rule 4), or None."""
    void = _void(history)
    carried = {later.seq for earlier, later in pairwise(history) if is_carried(later, earlier)}
    lifted = renewed = False
    for decision in reversed(history):
        if decision.kind is Kind.DIED:
            return None
        if decision.seq in void or decision.seq in carried:
            continue
        if decision.kind in ENDING or (decision.kind is Kind.REDUCE and not renewed):
            return decision
        if decision.kind is Kind.SUSPEND and not lifted:
            return decision
        lifted = (lifted or decision.kind is Kind.REINSTATE) and decision.kind is not Kind.SUSPEND
        renewed = renewed or decision.kind is Kind.RECERTIFY
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """As much of a decision as the status bits follow from."""

    seq: int
    kind: Kind
    certifies: bool
    annuls: int | None


def bits(steps: Iterable[Step]) -> dict[int, Bits]:
    """The bits of each certificate of one number, by the decision that calls for it (rule 2)."""
    found: dict[int, Bits] = {}
    suspended = False
    for step in steps:
        if step.kind in (Kind.SUSPEND, Kind.REINSTATE):
            suspended = step.kind is Kind.SUSPEND
        elif step.kind is Kind.ANNUL and not step.certifies:
            suspended = False
        for seq, old in found.items():
            found[seq] = _moved(old, step, suspended=suspended)
        if step.certifies:
            found[step.seq] = Bits(suspension=suspended)
    return found


def _moved(old: Bits, step: Step, *, suspended: bool) -> Bits:
    """The bits of an older certificate after one more decision of its number."""
    if old.revocation:
        restored = step.kind is Kind.ANNUL and step.certifies and old.suspension
        return Bits(revocation=True, refresh=True) if restored else old
    if step.kind in ENDING:
        return Bits(revocation=True, suspension=True, refresh=old.refresh)
    if step.kind in (Kind.REDUCE, Kind.CORRECT):
        return Bits(revocation=True, refresh=True)
    return Bits(
        suspension=suspended,
        refresh=old.refresh
        or step.kind in CERTIFYING
        or (step.kind is Kind.ANNUL and step.certifies),
    )
