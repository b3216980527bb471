"""The engine's tables by brute force: plain Python, day by day, written apart from the SQL files.

Tests compare answers with what these loops give; they share no code with `goen.analysis`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from goen.analysis.engine import DuckDBEngine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

Sale = tuple[str, date, int]

RANKS = ("first_time", "toddler", "steady", "burst", "loyal")

COLUMNS = {
    "customers": "customer_id INTEGER, customer VARCHAR",
    "days": "customer_id INTEGER, day DATE, amount BIGINT",
    "states": "customer_id INTEGER, day DATE, next_day DATE, occasion BOOLEAN, n INTEGER, "
    "first_day DATE, last_day DATE, prev_day DATE, amount BIGINT, day_amount BIGINT, rank TINYINT",
    "moves": "day DATE, customer_id INTEGER, from_rank TINYINT, from_lapsed BOOLEAN, "
    "to_rank TINYINT, to_lapsed BOOLEAN, cause VARCHAR",
    "standing": "customer_id INTEGER, first_day DATE, last_day DATE, n INTEGER, amount BIGINT, "
    "tenure INTEGER, silence INTEGER, rank TINYINT, lapsed BOOLEAN, truncated BOOLEAN, "
    "amount_12m BIGINT, amount_previous_12m BIGINT",
}


@dataclass(frozen=True)
class Limits:
    """The thresholds that the published ten segments use."""

    toddler_days: int = 90
    loyal_days: int = 210
    loyal_amount: int = 70_000
    lapse_days: int = 240


def rank_of(*, n: int, tenure: int, amount: int, limits: Limits) -> int:
    """Return the rank's place, 1 for first_time to 5 for loyal (published order of rules)."""
    if n == 1:
        return 1
    if tenure < limits.toddler_days:
        return 2
    if amount < limits.loyal_amount:
        return 3
    return 4 if tenure < limits.loyal_days else 5


def year_before(day: date, *, years: int = 1) -> date:
    """Return the same day of an earlier year, 28 February for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass
class History:
    """One customer's net amount of each day, up to `as_of`."""

    amounts: dict[date, int] = field(default_factory=lambda: defaultdict(int))

    def occasions(self, *, until: date = date.max) -> list[date]:
        """Return the days with a positive net amount up to `until`, in order."""
        return sorted(day for day, net in self.amounts.items() if net > 0 and day <= until)

    def amount(self, *, until: date = date.max) -> int:
        """Return the sum of all net amounts up to `until`."""
        return sum(net for day, net in self.amounts.items() if day <= until)


@dataclass
class Oracle:
    """All tables of the contract for some sales, thresholds and day."""

    sales: Sequence[Sale]
    as_of: date
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def histories(self) -> dict[str, History]:
        """Each customer's history, in the order of the customer's code."""
        found: dict[str, History] = defaultdict(History)
        for customer, day, amount in self.sales:
            if day <= self.as_of:
                found[customer].amounts[day] += amount
        return dict(sorted(found.items()))

    @cached_property
    def data_start(self) -> date:
        """The first date in the data."""
        return min(day for _, day, _ in self.sales)

    @cached_property
    def buyers(self) -> dict[str, History]:
        """The histories of customers with an occasion."""
        return {key: history for key, history in self.histories.items() if history.occasions()}

    def standing_at(self, history: History, day: date) -> tuple[int, bool] | None:
        """Return rank and whether lapsed at the end of `day`, None before the first occasion."""
        occasions = history.occasions(until=day)
        if not occasions:
            return None
        rank = rank_of(
            n=len(occasions),
            tenure=(occasions[-1] - occasions[0]).days,
            amount=history.amount(until=day),
            limits=self.limits,
        )
        return rank, (day - occasions[-1]).days >= self.limits.lapse_days

    def truncated(self, history: History) -> bool:
        """Tell whether the customer may be older than the data."""
        return (history.occasions()[0] - self.data_start).days < self.limits.lapse_days

    def table(self, name: str) -> list[tuple[Any, ...]]:
        """Return the rows of one table in the order of its columns."""
        rows: list[tuple[Any, ...]] = []
        for number, (customer, history) in enumerate(self.histories.items(), start=1):
            if name == "customers":
                rows.append((number, customer))
            elif name == "days":
                rows += [(number, day, net) for day, net in sorted(history.amounts.items())]
            else:
                rows += getattr(self, f"_{name}")(number, history)
        return rows

    def _states(self, number: int, history: History) -> Iterable[tuple[Any, ...]]:
        days = sorted(history.amounts)
        for place, day in enumerate(days):
            seen = history.occasions(until=day)
            standing = self.standing_at(history, day)
            yield (
                number,
                day,
                days[place + 1] if place + 1 < len(days) else None,
                history.amounts[day] > 0,
                len(seen),
                seen[0] if seen else None,
                seen[-1] if seen else None,
                max((past for past in seen if past < day), default=None),
                history.amount(until=day),
                history.amounts[day],
                standing[0] if standing else None,
            )

    def _moves(self, number: int, history: History) -> Iterable[tuple[Any, ...]]:
        if not history.occasions():
            return
        before, day = None, history.occasions()[0]
        while day <= self.as_of:
            after = self.standing_at(history, day)
            if after is not None and after != before:
                known = before or (None, None)
                cause = self._cause(history, day, before, after)
                yield (day, number, *known, *after, cause)
            before, day = after, day + timedelta(days=1)

    def _cause(
        self, history: History, day: date, before: tuple[int, bool] | None, after: tuple[int, bool]
    ) -> str:
        if before is None:
            return "first"
        if history.amounts.get(day, 0) > 0:
            return "purchase"
        return "return" if before[0] != after[0] else "time"

    def _standing(self, number: int, history: History) -> Iterable[tuple[Any, ...]]:
        occasions = history.occasions()
        if not occasions:
            return
        rank, lapsed = self.standing_at(history, self.as_of) or (0, False)
        year, years = year_before(self.as_of), year_before(self.as_of, years=2)
        total = history.amount()
        yield (
            number,
            occasions[0],
            occasions[-1],
            len(occasions),
            total,
            (occasions[-1] - occasions[0]).days,
            (self.as_of - occasions[-1]).days,
            rank,
            lapsed,
            self.truncated(history),
            total - history.amount(until=year),
            history.amount(until=year) - history.amount(until=years),
        )

    def load(self, connection: duckdb.DuckDBPyConnection) -> DuckDBEngine:
        """Write every table into `connection` and return an engine that asks it."""
        for name, columns in COLUMNS.items():
            connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
            insert(connection, name, self.table(name))
        engine = DuckDBEngine(connection)
        engine.define_rank(case=rank_case(self.limits))
        return engine


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert `rows` into `table`, many at a time."""
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        marks = ", ".join(f"({', '.join('?' * len(part[0]))})" for _ in part)
        values = [value for row in part for value in row]
        connection.execute(f"INSERT INTO {table} VALUES {marks}", values)  # noqa: S608


def rank_case(limits: Limits) -> str:
    """Return `rank_of` as SQL, for questions that ask for other thresholds."""
    return (
        f"CASE WHEN n = 1 THEN 1 WHEN tenure < {limits.toddler_days} THEN 2 "
        f"WHEN amount < {limits.loyal_amount} THEN 3 "
        f"WHEN tenure < {limits.loyal_days} THEN 4 ELSE 5 END"
    )
