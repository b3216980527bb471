"""Small shops, and what the analyses say of them in plain Python: slow, obvious, no SQL."""

from __future__ import annotations

import atexit
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
from hypothesis import strategies as st

from goen.analysis.amounts import make_amounts
from goen.analysis.engine import DuckDBEngine
from goen.analysis.presets import preset
from goen.analysis.tables import make_standing, make_states

if TYPE_CHECKING:
    from goen.analysis.thresholds import Thresholds

Sale = tuple[str, date, int]
Segment = tuple[str, str | None]

MAIL_ORDER = preset(name="mail_order")
AS_OF = date(2026, 11, 20)
RANKS = ("first_time", "toddler", "steady", "burst", "loyal")
SEGMENTS = [(rank, status) for rank in RANKS for status in ("active", "lapsed")]


def ask(
    sales: list[Sale],
    *,
    as_of: date = AS_OF,
    thresholds: Thresholds = MAIL_ORDER,
    columns: dict[str, list[Any]] | None = None,
) -> DuckDBEngine:
    """Return an engine that knows these sales; `columns` adds optional ones, values by row.

    All engines share one database, so an engine is good until the next one is asked for.
    """
    engine = DuckDBEngine(_database())
    run = engine.connection.execute
    extra = columns or {}
    types = {name: "BIGINT" if name == "gross_profit" else "VARCHAR" for name in extra}
    names = "".join(f", {name} {kind}" for name, kind in types.items())
    run(f"CREATE OR REPLACE TABLE sales (customer VARCHAR, day DATE, amount BIGINT{names})")
    rows = [(*sale, *(extra[name][place] for name in extra)) for place, sale in enumerate(sales)]
    if rows:
        marks = f"({', '.join('?' * len(rows[0]))})"
        values = [value for row in rows for value in row]
        run(f"INSERT INTO sales VALUES {', '.join([marks] * len(rows))}", values)  # noqa: S608
    start = min((day for _, day, _ in sales), default=as_of)
    make_standing(
        engine=engine,
        scheme=thresholds.scheme(),
        thresholds=thresholds,
        as_of=as_of,
        data_start=start,
    )
    make_states(engine=engine)
    make_amounts(engine=engine)
    return engine


@cache
def _database() -> duckdb.DuckDBPyConnection:
    atexit.register(_database.cache_clear)  # DuckDB complains of connections alive at the very end
    return duckdb.connect()


def shops(*, customers: int = 12, most: int = 40) -> st.SearchStrategy[list[Sale]]:
    """Small shops with ties, same-day slips and returns, over three years before AS_OF."""
    row = st.tuples(
        st.sampled_from([f"C{number:02d}" for number in range(customers)]),
        st.integers(0, 1100).map(lambda ago: AS_OF - timedelta(days=ago)),
        st.sampled_from([-30_000, -1_000, 1_000, 1_000, 2_000, 10_000, 30_000, 70_000]),
    )
    return st.lists(row, max_size=most)


@dataclass
class Person:
    """One customer's net amounts up to a day, and what follows from them."""

    customer: str
    on: date
    nets: dict[date, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def occasions(self) -> list[date]:
        return sorted(day for day, net in self.nets.items() if net > 0)

    @property
    def amount(self) -> int:
        return sum(self.nets.values())

    @property
    def tenure(self) -> int:
        return (self.occasions[-1] - self.occasions[0]).days

    @property
    def silence(self) -> int:
        return (self.on - self.occasions[-1]).days

    @property
    def segment(self) -> Segment:
        status = "lapsed" if self.silence >= MAIL_ORDER.lapse_days else "active"
        if len(self.occasions) == 1:
            return "first_time", status
        if self.tenure < MAIL_ORDER.toddler_days:
            return "toddler", status
        if self.amount < MAIL_ORDER.loyal_amount:
            return "steady", status
        return ("burst" if self.tenure < MAIL_ORDER.loyal_days else "loyal"), status

    def between(self, start: date, end: date) -> int:
        """The net amount of the days after `start` up to `end`."""
        return sum(net for day, net in self.nets.items() if start < day <= end)


def people(sales: list[Sale], *, on: date = AS_OF) -> list[Person]:
    """The customers with an occasion up to `on`, in the order of their codes."""
    found: dict[str, Person] = {}
    for customer, day, amount in sales:
        if day <= on:
            found.setdefault(customer, Person(customer, on)).nets[day] += amount
    return [found[customer] for customer in sorted(found) if found[customer].occasions]


def best_first(everybody: list[Person]) -> list[Person]:
    """Amount, highest first; then the latest purchase; then the code."""
    by_code = sorted(everybody, key=lambda person: person.customer)
    by_day = sorted(by_code, key=lambda person: person.occasions[-1], reverse=True)
    return sorted(by_day, key=lambda person: person.amount, reverse=True)


def shuffled(sales: list[Sale], seed: int) -> list[Sale]:
    """The same sales in another order."""
    return Random(seed).sample(sales, len(sales))
