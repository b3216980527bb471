"""The portfolio computed day by day in plain Python: slow, obvious, and independent of the SQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.analysis.engine import DuckDBEngine
    from goen.analysis.schemes import Scheme

Sale = tuple[str, date, int]


@dataclass(frozen=True)
class Place:
    """One customer's standing at the end of a day."""

    n: int
    first: date
    last: date
    amount: int
    rank: str
    lapsed: bool


def load_sales(engine: DuckDBEngine, sales: Iterable[Sale]) -> None:
    """Make the table `sales` of these rows."""
    engine.connection.execute(
        "CREATE OR REPLACE TABLE sales (customer VARCHAR, day DATE, amount BIGINT)"
    )
    rows = list(sales)
    if rows:
        marks = ", ".join(["(?, ?, ?)"] * len(rows))  # at once: one at a time takes far longer
        values = [value for row in rows for value in row]
        engine.connection.execute(f"INSERT INTO sales VALUES {marks}", values)  # noqa: S608


def places(sales: Iterable[Sale], *, on: date, scheme: Scheme, lapse_days: int) -> dict[str, Place]:
    """The standing of every customer with an occasion, from the rows up to `on`."""
    nets: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for customer, day, amount in sales:
        if day <= on:
            nets[customer][day] += amount
    found = {}
    for customer, days in nets.items():
        occasions = sorted(day for day, net in days.items() if net > 0)
        if occasions:
            first, last, amount = occasions[0], occasions[-1], sum(days.values())
            rank = scheme.rank_of(n=len(occasions), tenure=(last - first).days, amount=amount)
            lapsed = (on - last).days >= lapse_days
            found[customer] = Place(len(occasions), first, last, amount, rank, lapsed)
    return found


def moves(
    sales: list[Sale], *, as_of: date, scheme: Scheme, lapse_days: int
) -> list[tuple[date, str, tuple[str, bool] | None, tuple[str, bool]]]:
    """Every change between the evenings of consecutive days, found by looking at every day."""
    found = []
    before: dict[str, tuple[str, bool]] = {}
    day = min((day for _, day, _ in sales), default=as_of)
    while day <= as_of:
        now = {
            customer: (place.rank, place.lapsed)
            for customer, place in places(
                sales, on=day, scheme=scheme, lapse_days=lapse_days
            ).items()
        }
        for customer, standing in now.items():
            if before.get(customer) != standing:
                found.append((day, customer, before.get(customer), standing))
        before = now
        day += timedelta(days=1)
    return found
