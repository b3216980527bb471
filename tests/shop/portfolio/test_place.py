"""The rank on the customer page is the one that `goen analyze` gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.analysis import (
    DuckDBEngine,
    make_customer_list,
    make_moves,
    make_standing,
    make_states,
    preset,
)
from goen.sample import generate
from goen.sheets import LoadOptions, load
from goen.shop.customers.models import Customer
from goen.shop.mart.models import StaleMonth
from goen.shop.portfolio.place import Place, place_of
from goen.shop.sales.models import Sale
from goen.shop.sales.operations import record_sales, screen, trash_sales
from goen.shop.sales.queries.purchases import net_days
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.shop.staff.models import Staff

UNTIL = date(2026, 10, 31)


@pytest.mark.django_db
@pytest.mark.parametrize("industry", ["mail_order", "retail"])
@pytest.mark.parametrize("late", [0, 200])
def test_it_is_that_of_the_analysis_for_every_customer(
    tmp_path: Path, industry: str, late: int
) -> None:
    made = generate(out=tmp_path, customers=150, years=3, seed=7, until=UNTIL)
    as_of = UNTIL + timedelta(days=late) if late else date(2025, 6, 30)
    with duckdb.connect() as connection:
        told = _analysed(connection, made.sales, as_of, industry)
        numbers = _entered(connection, made.sales)
    found = {
        code: place_of(days=net_days(customer_id=pk), today=as_of, limits=preset(name=industry))
        for code, pk in numbers.items()
    }
    assert {code: _facts(one) for code, one in found.items() if one} == told
    assert len(told) > 70


def _analysed(
    connection: duckdb.DuckDBPyConnection, path: Path, as_of: date, industry: str
) -> dict[str, tuple[object, ...]]:
    load(connection, [path], options=LoadOptions(), today=as_of, as_of=as_of)
    engine, limits = DuckDBEngine(connection), preset(name=industry)
    make_standing(
        engine=engine, scheme=limits.scheme(), thresholds=limits, as_of=as_of, data_start=as_of
    )
    make_states(engine=engine)
    make_moves(engine=engine, thresholds=limits, as_of=as_of)
    make_customer_list(
        engine=engine, as_of=as_of, scheme=limits.scheme(), thresholds=limits, rfm_mode="fixed"
    )
    question = "SELECT customer, rank, status, occasions, tenure, silence FROM customer_list"
    rows = connection.execute(question).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows if row[1]}


def _facts(one: Place) -> tuple[object, ...]:
    status = "lapsed" if one.lapsed else "active"
    return one.rank.key, status, one.occasions, one.tenure, one.silence


def _entered(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    """All sales of the file, the cancelled ones and those after the day too."""
    load(connection, [path], options=LoadOptions(), today=UNTIL)
    rows = connection.execute("SELECT customer, day, amount FROM sales").fetchall()
    codes = sorted({customer for customer, _day, _amount in rows})
    Customer.objects.bulk_create(Customer(code=code, name=code) for code in codes)
    numbers, source = dict(Customer.objects.values_list("code", "pk")), screen()
    Sale.objects.bulk_create(
        Sale(customer_id=numbers[customer], on=day, amount=amount, source=source)
        for customer, day, amount in rows
    )
    Sale.objects.bulk_create(
        Sale(customer_id=pk, on=UNTIL, amount=9**9, kind=Sale.Kind.CANCEL, source=source)
        for pk in numbers.values()
    )
    return numbers


def test_the_page_shows_it(client_of: Callable[[str], Client], people: dict[str, Staff]) -> None:
    client, by, day = client_of("STAFF"), people["STAFF"], now().date() - timedelta(days=300)
    customer = Customer.objects.create(name="甲")
    assert "購入はまだありません" in client.get(f"/customers/{customer.pk}/").content.decode()
    lines = [{"customer": customer, "on": day, "amount": 5000}]
    (sale,) = record_sales(by=by, lines=lines, today=now().date())  # type: ignore[arg-type]
    page = client.get(f"/customers/{customer.pk}/").content.decode()
    assert "初回客" in page
    assert "離脱・1回" in page
    # Each change of sales makes its month stale, in the same transaction.
    trash_sales(by=by, sale_ids=[sale.pk], now=now())
    assert [row.month for row in StaleMonth.objects.all()] == [day.replace(day=1)] * 2
