from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.f2 import f2
from tests.analysis._duck import own_database
from tests.analysis._oracle import Oracle
from tests.analysis._shops import MAIL_ORDER, START, day, few_sales, shop

if TYPE_CHECKING:
    from goen.analysis.engine import DuckDBEngine
    from tests.analysis._oracle import History, Sale


def answer(engine: DuckDBEngine, oracle: Oracle) -> list[dict[str, Any]]:
    return f2(
        engine=engine,
        as_of=oracle.as_of,
        data_start=oracle.data_start,
        thresholds=MAIL_ORDER,
    )


def month(day_: date) -> str:
    return f"{day_:%Y-%m}"


def by_hand(oracle: Oracle, cohort: str, window: int) -> dict[str, Any]:
    members: list[History] = []
    for history in oracle.buyers.values():
        first = history.occasions()[0]
        if month(first) == cohort and (oracle.as_of - first).days >= window:
            members.append(history)
    waits = [
        (history.occasions()[1] - history.occasions()[0]).days
        for history in members
        if len(history.occasions()) > 1
    ]
    return {
        "cohort": cohort,
        "window_days": window,
        "customers": len(members),
        "converted": sum(wait <= window for wait in waits),
        "truncated": sum(oracle.truncated(history) for history in members),
    }


@settings(max_examples=50)
@given(sales=few_sales(), cut=st.integers(0, 1500))
def test_every_row_is_as_counted_by_hand(sales: list[Sale], cut: int) -> None:
    oracle = Oracle(sales, as_of=day(cut))
    with own_database() as connection:
        rows = answer(oracle.load(connection), oracle)
    assert rows == [by_hand(oracle, row["cohort"], row["window_days"]) for row in rows]
    assert sum(row["customers"] for row in rows) <= 3 * len(oracle.buyers)


def test_every_month_has_a_row_for_every_window_zeros_included(engine: DuckDBEngine) -> None:
    sales = [("a", date(2023, 11, 30), 100), ("b", date(2024, 2, 1), 100)]
    oracle = Oracle(sales, as_of=date(2024, 4, 1))
    rows = answer(oracle.load(engine.connection), oracle)
    months = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04")
    keys = [(row["cohort"], row["window_days"]) for row in rows]
    assert keys == [(name, window) for name in months for window in (90, 180, 365)]
    assert [row["customers"] for row in rows if row["window_days"] == 90] == [1, 0, 0, 0, 0, 0]


def test_the_window_includes_its_last_day(engine: DuckDBEngine) -> None:
    first = START + timedelta(days=400)
    sales = [("z", START, 100)]
    for wait in (89, 90, 91):
        sales += [(f"c{wait}", first, 100), (f"c{wait}", first + timedelta(days=wait), 100)]
    oracle = Oracle(sales, as_of=first + timedelta(days=90))
    rows = answer(oracle.load(engine.connection), oracle)
    row = next(row for row in rows if row["cohort"] == month(first) and row["window_days"] == 90)
    assert (row["customers"], row["converted"]) == (3, 2)


def test_fresh_customers_change_nothing() -> None:
    sales, as_of = shop(customers=60), day(1500)
    fresh = [(f"new{number}", as_of - timedelta(days=number), 500) for number in range(90)]
    with own_database() as first, own_database() as second:
        before, after = Oracle(sales, as_of), Oracle([*sales, *fresh], as_of)
        rows = answer(before.load(first), before)
        assert rows == answer(after.load(second), after)[: len(rows)]


def test_without_a_purchase_there_are_no_rows(engine: DuckDBEngine) -> None:
    oracle = Oracle([("a", START, -100)], as_of=day(100))
    assert answer(oracle.load(engine.connection), oracle) == []
