"""Sales that change, and the mart that shows them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from goen.shop.mart.manifest import Manifest, Part
from goen.shop.mart.operations import Refreshed

if TYPE_CHECKING:
    import random
    from pathlib import Path

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)

Sale = tuple[int | None, date, str, int]  # customer, day, kind, amount


def profit_of(sale: Sale) -> int | None:
    """The gross profit that the mart knows of a sale: that of days with an even number."""
    return sale[3] // 4 if sale[1].day % 2 == 0 else None


class Books:
    """Sales, and their mart: only months that changed get another file."""

    columns = "*"  # what the mart has of each sale

    def __init__(self, place: Path) -> None:
        self.place, self._count = place, 0
        self.sales: list[Sale] = []
        self._files: dict[str, tuple[Part, list[Sale]]] = {}
        (place / "mart").mkdir()
        (place / "portfolio").mkdir()

    def mart(self) -> Refreshed:
        """The mart as it shows the sales now."""
        months: dict[str, list[Sale]] = defaultdict(list)
        for sale in sorted(self.sales, key=str):
            months[f"{sale[1]:%Y-%m}"].append(sale)
        for month in self._files.keys() - months:
            del self._files[month]
        for month, sales in months.items():
            if month not in self._files or self._files[month][1] != sales:
                self._count += 1
                name = f"sales-{self._count}-{month}.parquet"
                _write(self.place / "mart" / name, sales, self.columns)
                self._files[month] = Part(name, len(sales)), sales
        parts = {month: part for month, (part, _sales) in self._files.items()}
        return Refreshed(Manifest(str(self._count), parts), self.place / "mart", 0)

    def change(self, chance: random.Random) -> None:
        """Take some sales out and enter some."""
        chance.shuffle(self.sales)
        del self.sales[: chance.randrange(4)]
        self.enter(chance, chance.randrange(5))

    def enter(self, chance: random.Random, count: int) -> None:
        """Enter sales: returns, cancelled ones, walk-ins and nothing but tax among them."""
        days = (LAST - FIRST).days
        self.sales += [
            (
                chance.choice([None, *range(1, 12)]),
                FIRST + timedelta(days=chance.randrange(days)),
                chance.choice(["SALE", "SALE", "SALE", "RETURN", "CANCEL"]),
                chance.choice([-500, 0, 300, 1000, 40_000]),
            )
            for _ in range(count)
        ]

    def counting(self) -> list[tuple[int, date, int]]:
        """The sales that the analysis counts: customer, day, amount."""
        return [(who, day, net) for who, day, kind, net in self.sales if who and kind != "CANCEL"]

    def telling(self) -> list[tuple[int, date, int, int | None]]:
        """The same with the gross profit."""
        return [
            (sale[0], sale[1], sale[3], profit_of(sale))
            for sale in self.sales
            if sale[0] and sale[2] != "CANCEL"
        ]

    def profits(self, *, after: date, until: date) -> dict[int, int]:
        """Customer → gross profit of a span, of those who have a sale that tells it."""
        found: dict[int, int] = defaultdict(int)
        for sale in self.sales:
            profit = profit_of(sale)
            if sale[0] and sale[2] != "CANCEL" and after < sale[1] <= until and profit is not None:
                found[sale[0]] += profit
        return dict(found)

    def days(self) -> dict[int, dict[date, int]]:
        """Customer → day → net amount."""
        found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for who, day, amount in self.counting():
            found[who][day] += amount
        return {who: dict(days) for who, days in found.items()}


def _write(path: Path, sales: list[Sale], columns: str) -> None:
    connection = _writer()
    connection.execute(
        "CREATE OR REPLACE TABLE s"
        " (customer_id BIGINT, day DATE, kind VARCHAR, amount BIGINT, profit BIGINT)"
    )
    rows = [(*sale, profit_of(sale)) for sale in sales]
    connection.executemany("INSERT INTO s VALUES (?, ?, ?, ?, ?)", rows)
    connection.table("s").project(columns).write_parquet(str(path))


@cache
def _writer() -> duckdb.DuckDBPyConnection:
    """One for all files: it takes longer to open than a month takes to write."""
    return duckdb.connect(config={"threads": 1})
