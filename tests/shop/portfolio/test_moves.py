"""The changes of rank on a customer's timeline are the moves of the ledger."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.analysis import entries_of, preset
from goen.shop.customers.models import Customer
from goen.shop.customers.timeline import read_timeline
from goen.shop.portfolio import history
from goen.shop.portfolio.ledger import Reign, make_moved
from goen.shop.portfolio.models import RankScheme
from goen.shop.portfolio.moves import moves_of
from goen.shop.portfolio.timeline import rank_count, rank_entries
from goen.shop.sales.models import Sale
from goen.shop.sales.operations import screen
from goen.shop.ui.clock import now, today
from tests.shop.portfolio.books import FIRST, Books
from tests.shop.portfolio.test_ledger import LIMITS, REIGNS

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 1, 10)


def fresh(customer: Customer) -> Customer:
    """As another page has it in hand."""
    return Customer.objects.get(pk=customer.pk)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("reigns", [REIGNS, [Reign(date(2025, 6, 1), LIMITS)]])
def test_they_are_those_of_the_ledger_for_every_customer(
    tmp_path: Path, seed: int, reigns: list[Reign]
) -> None:
    books, chance = Books(tmp_path), random.Random(seed)
    books.enter(chance, 260)
    returned = [FIRST + timedelta(days=chance.randrange(300)) for _ in range(40)]
    books.sales += [(chance.randrange(1, 12), day, "RETURN", -40_000) for day in returned]
    told: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    with duckdb.connect() as connection:
        mart, place = books.mart(), tmp_path / "portfolio"
        history.follow(connection, mart=mart, before=None, place=place)
        make_moved(connection, table="after", start=FIRST, end=TODAY, reigns=reigns)
        for customer, *move in connection.execute(
            "SELECT customer, day, was, now, cause FROM moved"
        ).fetchall():
            told[customer].append(tuple(move))
    causes = set()
    for customer, days in books.days().items():
        found = moves_of(days=list(days.items()), reigns=reigns, today=TODAY)
        assert [move.day for move in found] == sorted(move.day for move in found)
        mine = [
            (one.day, one.was.segment if one.was else "", one.now.segment, one.cause)
            for one in found
        ]
        assert sorted(mine) == sorted(told[customer])
        causes |= {one.cause for one in found}
    expected = {"first", "purchase", "time", "return", "scheme"}
    assert causes == (expected if len(reigns) > 1 else expected - {"scheme"})


@pytest.mark.django_db
def test_the_timeline_tells_them_page_by_page() -> None:
    customer = Customer.objects.create(name="榊 ことは")
    limits = preset(name="mail_order")
    RankScheme.objects.create(
        name="標準", limits=entries_of(thresholds=limits), effective_on=today(), published_at=now()
    )
    start, source = today() - timedelta(days=4000), screen()
    Sale.objects.bulk_create(
        Sale(customer=customer, on=start + timedelta(days=300 * n), amount=3000, source=source)
        for n in range(12)
    )
    entries = rank_entries(fresh(customer), None, 100)
    assert rank_count(fresh(customer)) == len(entries) > 20
    assert [one.key for one in entries] == sorted((one.key for one in entries), reverse=True)
    last = entries[-1].context["move"]
    assert (last.was, last.now, last.rule) == ("", "初回客", "標準")
    assert last.on == start
    found, before = [], ""
    while True:
        page = read_timeline(customer=fresh(customer), only="ranks", before=before, limit=5)
        found += [one.key for one in page.entries]
        if not page.older:
            break
        before = page.older
    assert found == [one.key for one in entries]


@pytest.mark.django_db
def test_the_longest_history_costs_little() -> None:
    customer = Customer.objects.create(name="毎日のお客様")
    start, source = today() - timedelta(days=900), screen()
    Sale.objects.bulk_create(
        Sale(customer=customer, on=start + timedelta(days=n), amount=3000, source=source)
        for n in range(900)
    )
    rank_entries(fresh(customer), None, 50)
    began = time.process_time()
    rank_entries(fresh(customer), None, 50)
    assert time.process_time() - began < 0.2
