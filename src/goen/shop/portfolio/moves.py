"""How one customer moved through the ranks, worked out from its own days of purchase.

The rules are those of `moves` in goen.analysis, by the limits that counted on each day; a test
holds the answer against the ledger for every customer.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goen.shop.portfolio.ledger import reign_on
from goen.shop.portfolio.ledger.counting import reigns_of
from goen.shop.portfolio.place import scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from goen.analysis.schemes import Rank
    from goen.shop.portfolio.ledger import Reign

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stand:
    """A rank, active or lapsed; its place in the scheme tells whether a move went up."""

    rank: Rank
    place: int
    lapsed: bool

    @property
    def segment(self) -> str:
        """How the ledger calls it."""
        return f"{self.rank.key}/{'lapsed' if self.lapsed else 'active'}"


@dataclass(frozen=True, slots=True)
class Move:
    """A customer stands elsewhere from this day on; `was` is None before the first purchase."""

    day: date
    was: Stand | None
    now: Stand
    cause: str
    reign: Reign  # whose limits say so


@dataclass(frozen=True, slots=True)
class _State:
    """The customer at the end of a day with sales, until the next such day."""

    day: date
    occasion: bool
    n: int
    first: date | None
    last: date | None
    amount: int


def moves_of(
    *, days: Sequence[tuple[date, int]], reigns: Sequence[Reign], today: date
) -> list[Move]:
    """All moves until today of the customer with these days and net amounts, oldest first."""
    states = list(_states(sorted(one for one in days if one[0] <= today)))
    if not states or not reigns:
        return []
    start = states[0].day
    found: list[Move] = []
    before = reign_on(reigns, start)
    for reign, first, last in reigns_of(reigns, start=start, end=today):
        if reign.limits != before.limits:
            found += _by_scheme(states, first, before, reign)
        moved = [one for one in _moves(states, reign, today) if first <= one.day <= last]
        found += sorted(moved, key=lambda one: one.day)
        before = reign
    return found


def _states(days: Sequence[tuple[date, int]]) -> Iterator[_State]:
    n, total = 0, 0
    first: date | None = None
    last: date | None = None
    for day, net in days:
        total += net
        if net > 0:
            n, first, last = n + 1, first or day, day
        yield _State(day, net > 0, n, first, last, total)


def _stand(state: _State, day: date, reign: Reign) -> Stand | None:
    """Where somebody in this state stands at the end of a day; None without a purchase."""
    if state.first is None or state.last is None:
        return None
    scheme, tenure = scheme_of(reign.limits), (state.last - state.first).days
    key = scheme.rank_of(n=state.n, tenure=tenure, amount=state.amount)
    place = next(place for place, rank in enumerate(scheme.ranks) if rank.key == key)
    return Stand(scheme.ranks[place], place, (day - state.last).days >= reign.limits.lapse_days)


def _moves(states: Sequence[_State], reign: Reign, today: date) -> Iterator[Move]:
    """The moves as if these limits had counted all the time."""
    ends = [*(state.day for state in states[1:]), today + _DAY]
    was: _State | None = None
    for state, end in zip(states, ends, strict=True):
        yield from _dealt(was, state, reign)
        yield from _silent(state, end, reign)
        was = state


def _dealt(before: _State | None, state: _State, reign: Reign) -> Iterator[Move]:
    """The move of the day itself."""
    was = _stand(before, state.day - _DAY, reign) if before else None
    now = _stand(state, state.day, reign)
    if now is None or (was and was.segment == now.segment):
        return
    cause = "time"
    if was is None:
        cause = "first"
    elif state.occasion:
        cause = "purchase"
    elif was.place != now.place:
        cause = "return"
    yield Move(state.day, was, now, cause, reign)


def _silent(state: _State, until: date, reign: Reign) -> Iterator[Move]:
    """The move of the day on which silence reaches the limit, if nothing comes before it."""
    now = _stand(state, state.day, reign)
    if state.last is None or now is None or now.lapsed:
        return
    day = state.last + timedelta(days=reign.limits.lapse_days)
    if day < until:
        yield Move(day, now, Stand(now.rank, now.place, lapsed=True), "time", reign)


def _by_scheme(states: Sequence[_State], day: date, old: Reign, new: Reign) -> Iterator[Move]:
    """The move of the day on which other limits begin to count."""
    place = bisect_right([state.day for state in states], day - _DAY) - 1
    if place < 0:
        return
    was, now = (_stand(states[place], day - _DAY, reign) for reign in (old, new))
    if was and now and was.segment != now.segment:
        yield Move(day, was, now, "scheme", new)
