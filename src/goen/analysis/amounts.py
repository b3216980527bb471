"""Customers in the order of their cumulative amount, as deciles, ABC and Pareto share read them.

The order is: amount, highest first; then the latest purchase; then the customer's code. Sums need
only the amounts, so `amounts` keeps one row for each amount that occurs; an amount that lies across
a boundary is divided here, where whole numbers are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine


@dataclass(frozen=True, slots=True)
class Buyers:
    """All customers with an occasion, their cumulative net sales, the first occasion of all."""

    customers: int
    sales: int
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Tile:
    """One of several groups of customers equal in number, the best first.

    `ties`: how many customers share the amount at which this tile ends and the next begins.
    """

    customers: int
    sales: int
    ties: int


def make_amounts(*, engine: Engine) -> None:
    """Make `amounts` from `standing`: one row per cumulative amount, the highest first."""
    engine.make(table="amounts", question="amounts")


def buyers(*, engine: Engine) -> Buyers:
    """Return how many customers have an occasion, their sales, and the first occasion of all."""
    (row,) = engine.ask(question="buyers")
    return Buyers(row["customers"], row["sales"], row["first_day"])


def tile_ends(*, customers: int, tiles: int) -> list[int]:
    """Return where each tile of NTILE ends: 23 customers in 10 tiles end at 3, 6, 9, 11, …, 23."""
    size, larger = divmod(customers, tiles)
    return list(accumulate(size + (tile < larger) for tile in range(tiles)))


def tiles(*, engine: Engine, customers: int, count: int) -> list[Tile]:
    """Return the customers of `amounts` in `count` tiles, the sizes as SQL's NTILE gives them."""
    size, larger = divmod(customers, count)
    ends = tile_ends(customers=customers, tiles=count)
    members, sales, ties = [0] * count, [0] * count, [0] * count
    for row in engine.ask(question="tiles", size=size, larger=larger):
        amount = row["sales"] // row["customers"]  # exact for the rows that are divided
        first, last = row["first_tile"] - 1, row["last_tile"] - 1
        if first == last:
            members[first] += row["customers"]
            sales[first] += row["sales"]
            continue
        begin, end = row["customers_before"], row["customers_before"] + row["customers"]
        for tile in range(first, last + 1):
            part = min(end, ends[tile]) - max(begin, ends[tile - 1] if tile else 0)
            members[tile] += part
            sales[tile] += part * amount
            ties[tile] = row["customers"] if tile < last else ties[tile]
    return [Tile(*parts) for parts in zip(members, sales, ties, strict=True)]
