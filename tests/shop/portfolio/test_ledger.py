"""The ledger of ranks balances, whatever becomes known and whichever limits hold."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.analysis import preset
from goen.analysis.calendar import month_end, month_index
from goen.shop.portfolio import history
from goen.shop.portfolio.ledger import (
    Reign,
    lines_of_month,
    make_restated,
    months_to_close,
    reign_on,
    standings_at,
)
from tests.shop.portfolio.books import Books

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = replace(
    preset(name="mail_order"), toddler_days=20, loyal_days=60, loyal_amount=30_000, lapse_days=40
)
OTHERS = replace(LIMITS, loyal_amount=900, lapse_days=55, scheme_key="eight")
REIGNS = [Reign(date(2025, 1, 1), LIMITS), Reign(date(2025, 7, 10), OTHERS)]
REIGNS += [Reign(date(2025, 10, 1), LIMITS)]


class Publisher:
    """Closes each month once, and writes down what becomes known later."""

    def __init__(self, books: Books) -> None:
        self.books, self.history = books, None
        self.published: dict[date, Counter[str]] = {}
        self.restated: dict[date, Counter[str]] = {}
        self.fresh: Counter[str] = Counter()  # of the month closed last, since then
        self.lines: dict[date, list[dict[str, Any]]] = {}

    def update(self, today: date) -> None:
        with duckdb.connect() as connection:
            self.history = history.follow(
                connection,
                mart=self.books.mart(),
                before=self.history,
                place=self.books.place / "portfolio",
            )
            closed = sorted(self.published)
            make_restated(connection, closed=closed, reigns=REIGNS)
            for month, was, now in connection.execute(
                "SELECT month, was, now FROM restated"
            ).fetchall():
                change = Counter({now: 1})
                change.subtract({was: 1})
                self.restated.setdefault(month, Counter()).update(change)
                if month == closed[-1]:
                    self.fresh.update(change)
            last = closed[-1] if closed else None
            for month in months_to_close(begun=date(2025, 3, 5), closed=last, today=today):
                self.close(connection, month)

    def close(self, connection: Any, month: date) -> None:
        before = self.published[max(self.published)] if self.published else None
        lines = lines_of_month(
            connection,
            table="after",
            month=month,
            reigns=REIGNS,
            published=before,
            restated=self.fresh,
        )
        self.lines[month], self.fresh = lines, Counter()
        self.published[month] = Counter({one["segment"]: one["closing"] for one in lines})

    def known(self, month: date) -> Counter[str]:
        """The closing as it is known today."""
        end = month_end(month_index(month))
        with duckdb.connect() as connection:
            history.show(connection, self.history, table="after")
            return standings_at(connection, table="after", day=end, reign=reign_on(REIGNS, end))


def _some(counts: Counter[str]) -> dict[str, int]:
    return {segment: count for segment, count in counts.items() if count and segment}


@pytest.mark.parametrize("seed", range(2))
def test_what_was_published_and_restated_is_what_is_known(tmp_path: Path, seed: int) -> None:
    chance, publisher = random.Random(seed), Publisher(Books(tmp_path))
    publisher.books.enter(chance, 150)
    day = date(2025, 3, 5)
    while day < date(2026, 1, 10):
        publisher.update(day)
        if publisher.published:
            _holds(publisher, chance.choice(sorted(publisher.published)))
        day += timedelta(days=chance.randrange(5, 45))
        publisher.books.change(chance)
        publisher.books.enter(chance, 3)
    publisher.update(date(2026, 1, 31))
    assert [f"{month:%m}" for month in publisher.published] == [f"{m:02}" for m in range(3, 13)]
    for month in publisher.published:
        _holds(publisher, month)
    assert any(publisher.restated.values())
    assert any(one["in_scheme"] for one in publisher.lines[date(2025, 7, 1)])
    assert any(one["out_scheme"] for one in publisher.lines[date(2025, 10, 1)])


def _holds(publisher: Publisher, month: date) -> None:
    restated = Counter(publisher.published[month])
    restated.update(publisher.restated.get(month, {}))
    assert _some(restated) == _some(publisher.known(month))


def test_every_line_begins_where_the_one_before_ended(tmp_path: Path) -> None:
    publisher = Publisher(Books(tmp_path))
    publisher.books.enter(random.Random(3), 200)
    publisher.update(date(2026, 1, 1))
    for month, lines in publisher.lines.items():
        for line in lines:
            moved = sum(count for name, count in line.items() if name.startswith("in_"))
            moved -= sum(count for name, count in line.items() if name.startswith("out_"))
            assert line["opening"] + line["restated"] + moved == line["closing"] >= 0
        if month > date(2025, 3, 1):
            before = publisher.published[date(month.year, month.month - 1, 1)]
            assert {one["segment"]: one["opening"] for one in lines if one["opening"]} == _some(
                before
            )
