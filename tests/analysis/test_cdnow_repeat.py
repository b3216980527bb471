"""Repeat purchases of the CDNOW customers, whose counts are published (Fader and Hardie)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goen.analysis.engine import DuckDBEngine
from goen.analysis.f2 import f2
from goen.analysis.presets import preset
from goen.analysis.repeat import repeat
from goen.analysis.sales_change import sales_change
from goen.analysis.tables import make_standing, make_states
from tests.analysis._duck import own_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

WEEK_39 = date(1997, 9, 30)
WEEK_78 = date(1998, 6, 30)
# The customers are those who came in the first quarter of 1997, all of them new: the shop's data
# began long before, so that nobody counts as truncated.
LONG_BEFORE = date(1996, 1, 1)
IN_CENTS = preset(name="mail_order").in_minor_units(digits=2)

Sales = list[tuple[str, date, int]]


def read(path: Path, *, places: tuple[int, int, int]) -> Sales:
    """Return customer, day and cents of each row; `places` tell the columns."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    rows = [line.split() for line in text.splitlines()]
    customer, day, amount = places
    return [
        (row[customer], date.fromisoformat(row[day]), round(float(row[amount]) * 100))
        for row in rows
        if row and row[day].isdigit()
    ]


def asked(connection: duckdb.DuckDBPyConnection, sales: Sales, as_of: date) -> DuckDBEngine:
    connection.execute("CREATE TABLE given (customer VARCHAR, day VARCHAR, amount BIGINT)")
    for start in range(0, len(sales), 5000):
        part = sales[start : start + 5000]
        columns = [[str(row[place]) for row in part] for place in range(3)]
        connection.execute(
            "INSERT INTO given SELECT unnest($1), unnest($2), CAST(unnest($3) AS BIGINT)", columns
        )
    connection.execute(
        "CREATE TABLE sales AS SELECT customer, CAST(day AS DATE) AS day, amount FROM given "
        "WHERE amount <> 0"
    )
    engine = DuckDBEngine(connection)
    make_standing(
        engine=engine,
        scheme=IN_CENTS.scheme(),
        thresholds=IN_CENTS,
        as_of=as_of,
        data_start=LONG_BEFORE,
    )
    make_states(engine=engine)
    return engine


@pytest.fixture(scope="module")
def master(shared_data: Path) -> Sales:
    return read(shared_data / "cdnow" / "CDNOW_master.txt.gz", places=(0, 1, 3))


@pytest.fixture(scope="module")
def master_engine(master: Sales) -> Iterator[DuckDBEngine]:
    with own_database() as connection:
        yield asked(connection, master, WEEK_78)


@pytest.mark.parametrize(
    ("as_of", "repeats", "repeaters"),
    [(WEEK_39, 2457, 2357 - 1411), (WEEK_78, 2457 + 1882, None)],
)
def test_the_sample_repeats_as_published(
    shared_data: Path, as_of: date, repeats: int, repeaters: int | None
) -> None:
    sales = read(shared_data / "cdnow" / "CDNOW_sample.txt", places=(1, 2, 4))
    with own_database() as connection:
        engine = asked(connection, sales, as_of)
        gaps = engine.ask(question="gaps")
        found = repeat(engine=engine, as_of=as_of, data_start=LONG_BEFORE, thresholds=IN_CENTS)
    assert sum(row["gaps"] for row in gaps) == repeats
    if repeaters is not None:
        assert found["survival"][-1]["converted"] == repeaters


def occasions(sales: Sales) -> dict[str, list[date]]:
    spent: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for customer, day, cents in sales:
        spent[customer][day] += cents
    return {
        customer: sorted(day for day, cents in days.items() if cents > 0)
        for customer, days in spent.items()
    }


def test_every_customer_is_in_a_cohort_but_those_who_paid_nothing(
    master: Sales, master_engine: DuckDBEngine
) -> None:
    found = repeat(engine=master_engine, as_of=WEEK_78, data_start=LONG_BEFORE, thresholds=IN_CENTS)
    paid_nothing = sum(not days for days in occasions(master).values())
    sizes = {row["cohort"]: row["size"] for row in found["cohorts"]}
    assert len({row[0] for row in master}) == sum(sizes.values()) + paid_nothing == 23_570
    # two customers' purchases of the first quarter cost nothing: they begin with the first paid one
    assert sizes == {"1997-01": 7814, "1997-02": 8455, "1997-03": 7231, "1997-11": 2}
    assert found["period_ltv"]["sales"] == 250_031_563


def test_f2_is_as_counted_from_the_rows(master: Sales, master_engine: DuckDBEngine) -> None:
    rows = f2(engine=master_engine, as_of=WEEK_78, data_start=LONG_BEFORE, thresholds=IN_CENTS)
    everyone = [days for days in occasions(master).values() if days]
    for row in [row for row in rows if row["customers"]]:
        window = timedelta(days=row["window_days"])
        cohort = [
            days
            for days in everyone
            if f"{days[0]:%Y-%m}" == row["cohort"] and WEEK_78 - days[0] >= window
        ]
        converted = sum(len(days) > 1 and days[1] - days[0] <= window for days in cohort)
        assert (row["customers"], row["converted"]) == (len(cohort), converted)
        assert row["truncated"] == 0


def test_a_year_and_a_half_is_too_short_for_a_change_of_sales(
    master_engine: DuckDBEngine,
) -> None:
    common: dict[str, Any] = {
        "engine": master_engine,
        "as_of": WEEK_78,
        "scheme": IN_CENTS.scheme(),
        "thresholds": IN_CENTS,
    }
    assert sales_change(data_start=date(1997, 1, 1), **common) is None
