"""A tea shop that never was: purchases drawn by a fixed seed, and each customer's ranks in time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

AS_OF = date(2026, 11, 20)
START = date(2022, 12, 1)
T1, T2, LOYAL, LAPSE = 90, 210, 70_000, 240
RANKS = ("first_time", "toddler", "steady", "burst", "loyal")
SEASON = (1.0, 0.8, 0.9, 1.0, 1.1, 0.9, 1.2, 0.9, 0.8, 1.0, 1.1, 1.5)

Segment = tuple[str, str]
SEGMENTS = [(rank, status) for rank in RANKS for status in ("active", "lapsed")]


def month_number(day: date) -> int:
    """Months since year 0, so that months can be subtracted."""
    return day.year * 12 + day.month - 1


def month_name(number: int) -> str:
    """2026-11 for the month number of November 2026."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_end(number: int) -> date:
    """The last day of a month, or the as-of day in its month."""
    last = date((number + 1) // 12, (number + 1) % 12 + 1, 1) - timedelta(days=1)
    return min(last, AS_OF)


def months_before(day: date, count: int) -> date:
    """The same day of an earlier month (the days used here exist in every month)."""
    number = month_number(day) - count
    return date(number // 12, number % 12 + 1, day.day)


@dataclass(frozen=True)
class State:
    """A customer at the end of a day with sales."""

    day: date
    n: int
    first: date
    last: date
    amount: int
    rank: str


@dataclass(frozen=True)
class Move:
    """One step of one customer from a segment (None: not yet a customer) to another."""

    day: date
    before: Segment | None
    after: Segment
    cause: str


def rank_of(*, n: int, first: date, last: date, amount: int) -> str:
    """The rank by the published five rules, in order."""
    tenure = (last - first).days
    if n == 1:
        return "first_time"
    if tenure < T1:
        return "toddler"
    if amount < LOYAL:
        return "steady"
    return "burst" if tenure < T2 else "loyal"


@dataclass
class Customer:
    """A customer number and the net amount of each day with sales."""

    number: str
    days: dict[date, int] = field(default_factory=dict)

    @cached_property
    def states(self) -> list[State]:
        found: list[State] = []
        n, total, first, last = 0, 0, AS_OF, AS_OF
        for day, amount in sorted(self.days.items()):
            total += amount
            if amount > 0:
                first, last, n = (first if n else day), day, n + 1
            if n:
                rank = rank_of(n=n, first=first, last=last, amount=total)
                found.append(State(day, n, first, last, total, rank))
        return found

    @cached_property
    def moves(self) -> list[Move]:
        found: list[Move] = []
        before: Segment | None = None
        last = START
        for state in self.states:
            if before and before[1] == "active" and state.day > last + timedelta(days=LAPSE):
                lapsed = (before[0], "lapsed")
                found.append(Move(last + timedelta(days=LAPSE), before, lapsed, "time"))
                before = lapsed
            after = (state.rank, status(state, state.day))
            if after != before:
                bought = state.last == state.day
                cause = "first" if before is None else "purchase" if bought else "return"
                found.append(Move(state.day, before, after, cause))
            before, last = after, state.last
        if before and before[1] == "active" and (AS_OF - last).days >= LAPSE:
            lapsed = (before[0], "lapsed")
            found.append(Move(last + timedelta(days=LAPSE), before, lapsed, "time"))
        return found

    def at(self, day: date) -> State | None:
        """The state on a day; None before the first purchase."""
        place = bisect_right(self.states, day, key=lambda state: state.day)
        return self.states[place - 1] if place else None

    def segment(self, day: date) -> Segment | None:
        """The rank and status on a day; None before the first purchase."""
        state = self.at(day)
        return (state.rank, status(state, day)) if state else None

    def occasions(self, start: date, end: date) -> list[tuple[date, int]]:
        """Days with a positive net amount between two days, both included."""
        return [(d, a) for d, a in sorted(self.days.items()) if a > 0 and start <= d <= end]

    def sales(self, start: date, end: date) -> int:
        """The net amount between two days, both included."""
        return sum(amount for day, amount in self.days.items() if start <= day <= end)


def status(state: State, day: date) -> str:
    """Lapsed when 240 days have gone without a purchase."""
    return "lapsed" if (day - state.last).days >= LAPSE else "active"


def _visits(rng: np.random.Generator, first: date) -> list[date]:
    kind = rng.choice(4, p=[0.52, 0.16, 0.23, 0.09])
    mean, stay = ((0, 1), (24, 70), (62, 700), (40, 1100))[kind]
    days, day = [first], first
    end = first + timedelta(days=int(rng.exponential(stay)))
    while mean:
        day += timedelta(days=max(1, int(rng.gamma(2.2, mean / 2.2))))
        if day > end:
            back = rng.random() < 0.22
            day += timedelta(days=int(rng.integers(200, 420)))
            end = day + timedelta(days=int(rng.exponential(stay / 2)))
            mean = mean if back else 0
        if mean and day <= AS_OF:
            days.append(day)
        elif day > AS_OF:
            break
    return days


def shop(*, customers: int = 3000, seed: int = 20261120) -> list[Customer]:
    """The customers of the shop, in order of their numbers."""
    rng = np.random.default_rng(seed)
    span = (AS_OF - START).days
    weights = np.array([SEASON[(START + timedelta(days=i)).month - 1] for i in range(span + 1)])
    weights *= np.linspace(1.0, 1.25, span + 1)
    starts = np.sort(rng.choice(span + 1, size=customers, p=weights / weights.sum()))
    found = []
    for index, offset in enumerate(starts):
        customer = Customer(f"{index + 1:06d}")
        level = float(rng.lognormal(8.75, 0.45))
        for day in _visits(rng, START + timedelta(days=int(offset))):
            amount = max(540, int(level * rng.lognormal(0, 0.4)) // 10 * 10)
            customer.days[day] = customer.days.get(day, 0) + amount
            back = day + timedelta(days=9)
            if rng.random() < 0.006 and back <= AS_OF and back not in customer.days:
                customer.days[back] = -amount
        found.append(customer)
    return found
