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
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from certpress.errors import ConfigurationError
from certpress.model import Bits, Kind
from certpress.register.values import CERTIFYING, ENDING, FIRST, Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a certification stands; `runs_until` is the end of a period before the newest one."""

    number: str
    person: str
    person_version: int
    scheme: str
    edition: str
    scope: tuple[str, ...]
    conditions: str
    valid_from: date
    valid_until: date
    runs_until: date | None
    suspended: bool
    ended: Kind | None

    def start_of_replacement(self, on: date) -> date:
        """The first day of a certificate that takes the place of all others of the number.

        While the period before a recertification still runs, that is the day of the decision:
        otherwise the person would hold nothing until the new period begins.
        """
        gapless = self.runs_until is not None and (
            on <= self.runs_until and self.valid_from <= self.runs_until + timedelta(days=1)
        )
        return min(self.valid_from, on) if gapless else self.valid_from


def replay(history: Sequence[Decision]) -> State | None:
    """The state after a number's decisions, oldest first; None when there are none."""
    void = {decision.annuls for decision in history if decision.annuls is not None}
    state: State | None = None
    for decision in history:
        if decision.kind is Kind.ANNUL and decision.certifies and state is not None:
            state = _certified(state, decision, state.scope)
        elif decision.kind is not Kind.ANNUL and decision.seq not in void:
            state = after(state, decision)
    return state


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
            return replace(
                _first(decision), suspended=state.suspended, runs_until=state.valid_until
            )
        case Kind.EXPAND:
            added = tuple(item for item in decision.items if item not in state.scope)
            return _certified(state, decision, state.scope + added)
        case Kind.REDUCE:
            kept = tuple(item for item in state.scope if item not in decision.items)
            return _certified(state, decision, kept)
        case _:
            return _certified(state, decision, state.scope)


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
        runs_until=None,
        suspended=False,
        ended=None,
    )


def _certified(state: State, decision: Decision, scope: tuple[str, ...]) -> State:
    """An expansion, reduction or correction: the same end, whatever else it changes."""
    if decision.valid_from is None:
        raise broken(decision)
    return replace(
        state,
        person_version=decision.person_version,
        scope=scope,
        conditions=decision.conditions,
        valid_from=decision.valid_from,
        runs_until=state.runs_until if decision.valid_from == state.valid_from else None,
    )


def voidable(history: Sequence[Decision]) -> Decision | None:
    """The latest decision against the person that still has effect (rule 4), or None."""
    void = {decision.annuls for decision in history if decision.annuls is not None}
    lifted = renewed = False
    for decision in reversed(history):
        if decision.kind is Kind.DIED:
            return None
        if decision.seq in void:
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
