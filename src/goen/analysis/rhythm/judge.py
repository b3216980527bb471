"""Where every customer stands in the company's rhythm: dates, evidence and one state each.

Method: docs/methods/rhythm.md. Dates are stored; probabilities are of the as-of date and are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from goen.analysis.rhythm.arrays import day_number
from goen.analysis.rhythm.decline import Decline, RateChange, rate_change
from goen.analysis.rhythm.model import CANDIDATE, RhythmModel, Times, times_of
from goen.analysis.rhythm.overdue import NO_PRIOR, silence_at
from goen.analysis.rhythm.rates import above_target

if TYPE_CHECKING:
    from goen.analysis.rhythm.arrays import Bools, Days, Floats, Ints
    from goen.analysis.rhythm.contacts import Contacts

LEVELS = (0.10, 0.05, 0.01)
_NOT_TAKEN_OFF = 0.05
_OWN_RHYTHM = 2  # gaps, from the third contact on


class Level(IntEnum):
    """How late a customer is: 注意 under 10 %, フォロー under 5 %, 疎遠 under 1 %."""

    NONE = 0
    ATTENTION = 1
    FOLLOW_UP = 2
    DISTANT = 3


class State(IntEnum):
    """What a customer's contacts say, the first that fits; 判定不可 when none can be told."""

    UNDECIDED = 0
    DISTANT = 1
    DECLINING = 2
    NEVER_TOOK_OFF = 3
    CANDIDATE = 4
    STABLE = 5


@dataclass(frozen=True, slots=True)
class Rhythms:
    """The rhythm of every customer at the end of `as_of`; arrays have one place per customer.

    Stored: `expected_on` (half of such customers are back by then); the days on which 注意,
    フォロー and 疎遠 begin without a contact (NaT: not within a century, or nothing is known). Of
    the day: `overdue` = P(gap > silence), `alive` = P(alive) where leaving is known, `change` of
    the rate, `above` = P(λ > λ*), `level` and `state`. NaN: cannot be told.
    """

    contacts: Contacts
    model: RhythmModel
    expected_on: Days
    attention_on: Days
    follow_up_on: Days
    distant_on: Days
    overdue: Floats
    alive: Floats
    change: RateChange
    above: Floats
    level: Ints
    state: Ints


def judge(*, contacts: Contacts, model: RhythmModel) -> Rhythms:
    """Return where every customer stands at the end of `contacts.as_of`."""
    times = times_of(contacts=contacts, calendar=model.calendar)
    starts = [_begins(contacts, model, times, p) for p in LEVELS]
    overdue = model.overdue_of(silence=times.silence, gaps=contacts.gaps, total=times.total)
    level = _level(contacts, starts)
    change = _change(contacts, times)
    above = _above(contacts, model, times)
    return Rhythms(
        contacts,
        model,
        expected_on=times.clock.first_day_at(times.at_last + _silence(contacts, model, times, 0.5)),
        attention_on=starts[0],
        follow_up_on=starts[1],
        distant_on=starts[2],
        overdue=overdue,
        alive=_alive(contacts, model, overdue),
        change=change,
        above=above,
        level=level,
        state=_state(contacts, model, level, change, above),
    )


def _silence(contacts: Contacts, model: RhythmModel, times: Times, p: float) -> Floats:
    return silence_at(
        p=p, gaps=contacts.gaps, total=times.total, k=model.k, prior=model.prior or NO_PRIOR
    )


def _begins(contacts: Contacts, model: RhythmModel, times: Times, p: float) -> Days:
    """Return the first day at whose end the overdue probability is under `p`."""
    return times.clock.first_day_after(times.at_last + _silence(contacts, model, times, p))


def _level(contacts: Contacts, starts: list[Days]) -> Ints:
    today = np.datetime64(contacts.as_of, "D")
    found: Ints = np.sum([start <= today for start in starts], axis=0)  # NaT is never reached
    return found


def _alive(contacts: Contacts, model: RhythmModel, overdue: Floats) -> Floats:
    if model.leaving is None:
        return np.full(len(overdue), np.nan)
    return model.leaving.alive(gaps=contacts.gaps, overdue=overdue)


def _change(contacts: Contacts, times: Times) -> RateChange:
    """Return the change of rates, worked out once for customers whose counts are equal.

    The baseline of a customer begins with the first contact when that is later.
    """
    today = day_number(contacts.as_of)
    recent_after = today - contacts.recent_days
    begins = np.clip(contacts.first, recent_after - contacts.baseline_days, recent_after)
    pairs, place = _distinct(begins, contacts.baseline, contacts.recent)
    begins, baseline, recent = pairs
    turn, now = times.clock.at(np.array([recent_after, today]))
    found = rate_change(
        recent=recent,
        recent_time=np.full(len(recent), now - turn),
        baseline=baseline,
        baseline_time=turn - times.clock.at(begins),
    )
    return RateChange(
        **{name: getattr(found, name)[place] for name in RateChange.__dataclass_fields__}
    )


def _distinct(*columns: Ints) -> tuple[list[Ints], Ints]:
    """Return the distinct rows of `columns`, and which of them each row is."""
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        low = int(column.min(initial=0))
        code = code * (int(column.max(initial=0)) - low + 1) + (column - low)
    _, sample, place = np.unique(code, return_index=True, return_inverse=True)
    return [column[sample] for column in columns], place


def _above(contacts: Contacts, model: RhythmModel, times: Times) -> Floats:
    if model.rates is None or model.target is None:
        return np.full(len(contacts.gaps), np.nan)
    return above_target(gaps=contacts.gaps, age=times.age, rates=model.rates, target=model.target)


def _state(
    contacts: Contacts, model: RhythmModel, level: Ints, change: RateChange, above: Floats
) -> Ints:
    """Return the first state that fits.

    判定不可 comes first: no rhythm of the customer's own (fewer than two gaps), and no test that
    goes by what all customers have in common speaks either.
    """
    told: list[tuple[Bools, State]] = [
        (level == Level.DISTANT, State.DISTANT),
        (change.decline == Decline.YES, State.DECLINING),
        (_never_took_off(contacts, model, above), State.NEVER_TOOK_OFF),
        (above >= CANDIDATE, State.CANDIDATE),
    ]
    speaks = np.any([fits for fits, _ in told], axis=0)
    undecided = (contacts.gaps < _OWN_RHYTHM) & ~speaks
    return np.select(
        [undecided, *(fits for fits, _ in told)],
        [State.UNDECIDED, *(state for _, state in told)],
        State.STABLE,
    )


def _never_took_off(contacts: Contacts, model: RhythmModel, above: Floats) -> Bools:
    """Tell who is old enough for a third contact, has had none, and surely comes seldom.

    Whoever has had it took off: seldom but steady customers are not to be given up.
    """
    if model.take_off_days is None:
        return np.zeros(len(above), dtype=bool)
    old = day_number(contacts.as_of) - contacts.first >= model.take_off_days
    found: Bools = old & (contacts.gaps < _OWN_RHYTHM) & (above <= _NOT_TAKEN_OFF)
    return found
