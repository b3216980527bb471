from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.sales_change import (
    MOST_GROUPS,
    Years,
    sales_change,
    sales_change_notes,
)
from tests.analysis._duck import own_database
from tests.analysis._oracle import Oracle, insert
from tests.analysis._shops import MAIL_ORDER, day, few_sales, shop

if TYPE_CHECKING:
    from goen.analysis.engine import DuckDBEngine
    from tests.analysis._oracle import History, Sale

KINDS = ("new", "kept", "revived", "lost")
PARTS = ("unit_price", "frequency", "customers")
ALWAYS = 730 + 31  # days after which 24 months of data are there, whatever the day


def answer(engine: DuckDBEngine, oracle: Oracle, **more: Any) -> dict[str, Any]:
    found = sales_change(
        engine=engine,
        as_of=oracle.as_of,
        data_start=oracle.data_start,
        scheme=MAIL_ORDER.scheme(),
        thresholds=MAIL_ORDER,
        **more,
    )
    assert found is not None
    return found


def kind_of(history: History, years: Years) -> str:
    days = history.occasions()
    before = any(years.from_start <= day <= years.from_end for day in days)
    after = any(day >= years.to_start for day in days)
    if before or after:
        came = "new" if after and days[0] >= years.to_start else "revived"
        return ("kept" if after else "lost") if before else came
    return "none"


def sums(histories: list[History], start: date, end: date) -> dict[str, Any]:
    spent = [
        [net for day, net in history.amounts.items() if start <= day <= end]
        for history in histories
    ]
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "sales": sum(map(sum, spent)),
        "customers": sum(any(net > 0 for net in nets) for nets in spent),
        "occasions": sum(net > 0 for nets in spent for net in nets),
    }


@settings(max_examples=60)
@given(sales=few_sales(), cut=st.integers(ALWAYS, 1500))
def test_both_years_and_the_people_are_as_counted_by_hand(sales: list[Sale], cut: int) -> None:
    oracle = Oracle(sales, as_of=day(cut))
    years, everyone = Years(oracle.as_of), list(oracle.histories.values())
    with own_database() as connection:
        found = answer(oracle.load(connection), oracle)
    assert found["from"] == sums(everyone, years.from_start, years.from_end)
    assert found["to"] == sums(everyone, years.to_start, oracle.as_of)
    for kind in KINDS:
        of_kind = [history for history in everyone if kind_of(history, years) == kind]
        assert found["people"][kind]["customers"] == len(of_kind)
        earlier = sums(of_kind, years.from_start, years.from_end)["sales"]
        later = sums(of_kind, years.to_start, oracle.as_of)["sales"]
        assert found["people"][kind]["from_sales"] == earlier
        assert found["people"][kind]["to_sales"] == later


@settings(max_examples=40)
@given(sales=few_sales(), cut=st.integers(ALWAYS, 1500))
def test_every_split_sums_exactly(sales: list[Sale], cut: int) -> None:
    oracle = Oracle(sales, as_of=day(cut))
    with own_database() as connection:
        found = answer(oracle.load(connection), oracle)
    assert found["delta"] == found["to"]["sales"] - found["from"]["sales"]
    assert sum(found[part] for part in PARTS) == found["delta"]
    assert sum(people["sales"] for people in found["people"].values()) == found["customers"]
    segments = found["segments"]
    assert len(segments) == 11
    assert sum(segment["delta"] for segment in segments) == found["delta"]
    for segment in segments:
        assert segment["to"] - segment["from"] == segment["delta"]
        assert sum(segment[part] for part in PARTS) == segment["delta"]


def test_segments_are_where_customers_stood_when_the_later_year_began() -> None:
    oracle = Oracle(shop(), as_of=day(1500))
    years, names = Years(oracle.as_of), ("first_time", "toddler", "steady", "burst", "loyal")
    expected: dict[tuple[str, str | None], int] = {}
    for history in oracle.histories.values():
        place = oracle.standing_at(history, years.from_end)
        key = (names[place[0] - 1], ("active", "lapsed")[place[1]]) if place else ("none", None)
        later = sum(net for day, net in history.amounts.items() if day >= years.to_start)
        expected[key] = expected.get(key, 0) + later
    with own_database() as connection:
        found = answer(oracle.load(connection), oracle)
    shown = {(item["rank"], item["status"]): item["to"] for item in found["segments"]}
    assert {key: sales for key, sales in shown.items() if sales} == {
        key: sales for key, sales in expected.items() if sales
    }


# Two full years: 2 customers, 4 occasions, 20,000 yen; then 3 customers, 9 occasions, 54,000 yen.
BY_HAND = [
    ("a", date(2023, 1, 1), 5000),
    ("a", date(2023, 7, 1), 5000),
    ("b", date(2023, 3, 1), 5000),
    ("b", date(2023, 9, 1), 5000),
    *[("a", date(2024, month, 5), 6000) for month in (1, 2, 3)],
    *[("c", date(2024, month, 5), 6000) for month in (4, 5, 6)],
    *[("d", date(2024, month, 5), 6000) for month in (7, 8, 9)],
]


def test_a_small_shop_by_hand(engine: DuckDBEngine) -> None:
    # p 5000 to 6000, f 2 to 3, c 2 to 3; L = 34000 / ln 2.7 = 34,230.97
    oracle = Oracle(BY_HAND, as_of=date(2024, 12, 31))
    found = answer(oracle.load(engine.connection), oracle)
    assert found["method"] == "lmdi"
    assert [found[part] for part in PARTS] == [6241, 13_880, 13_879]
    assert found["delta"] == 34_000
    # one more customer is worth 13,879: c and d are new, b is lost
    assert {kind: (item["customers"], item["sales"]) for kind, item in found["people"].items()} == {
        "new": (2, 27_759),
        "kept": (1, 0),
        "revived": (0, 0),
        "lost": (1, -13_880),
    }


def test_a_revived_customer_came_before_both_years() -> None:
    sales = [
        ("a", date(2021, 1, 1), 100),
        ("b", date(2023, 1, 1), 100),
        ("a", date(2024, 5, 1), 100),
    ]
    oracle = Oracle(sales, as_of=date(2024, 12, 31))
    with own_database() as connection:
        people = answer(oracle.load(connection), oracle)["people"]
    assert {kind: item["customers"] for kind, item in people.items()} == {
        "new": 0,
        "kept": 0,
        "revived": 1,
        "lost": 1,
    }


def test_returns_of_someone_who_did_not_buy_count_in_sales(engine: DuckDBEngine) -> None:
    sales = [*BY_HAND, ("e", date(2022, 12, 1), 9000), ("e", date(2024, 1, 9), -1500)]
    oracle = Oracle(sales, as_of=date(2024, 12, 31))
    found = answer(oracle.load(engine.connection), oracle)
    assert (found["to"]["sales"], found["to"]["customers"]) == (52_500, 3)
    assert sum(found[part] for part in PARTS) == found["delta"] == 32_500


@pytest.mark.parametrize(
    ("start", "as_of", "codes"),
    [
        (date(2023, 1, 31), date(2024, 12, 1), ["last_month_incomplete"]),
        (date(2023, 2, 1), date(2024, 12, 31), ["needs_24_months"]),
        (date(2023, 2, 1), date(2025, 1, 31), []),
    ],
)
def test_24_calendar_months_are_needed(start: date, as_of: date, codes: list[str]) -> None:
    oracle = Oracle([("a", start, 100), ("a", as_of, 100)], as_of=as_of)
    with own_database() as connection:
        found = sales_change(
            engine=oracle.load(connection),
            as_of=as_of,
            data_start=start,
            scheme=MAIL_ORDER.scheme(),
            thresholds=MAIL_ORDER,
        )
    assert (found is None) == ("needs_24_months" in codes)
    notes = sales_change_notes(as_of=as_of, data_start=start)
    assert [note["code"] for note in notes] == codes


def with_shops(engine: DuckDBEngine, sales: list[Sale], shops: list[str | None]) -> None:
    engine.connection.execute(
        "CREATE TABLE sales (customer VARCHAR, day DATE, amount BIGINT, shop VARCHAR)"
    )
    rows = [(*sale, shops[place % len(shops)]) for place, sale in enumerate(sales)]
    insert(engine.connection, "sales", rows)


def test_each_shop_is_the_change_of_its_own_sales(engine: DuckDBEngine) -> None:
    sales, shops = shop(customers=60), ["本店", None, "駅前"]
    oracle = Oracle(sales, as_of=day(1500))
    found_engine = oracle.load(engine.connection)
    with_shops(engine, sales, shops)
    found = answer(found_engine, oracle, by="shop")
    groups = found["groups"]
    assert groups["by"] == "shop"
    assert {row["group"] for row in groups["rows"]} == {"本店", "", "駅前"}
    assert groups["rest"] is None
    for place, name in enumerate(shops):
        alone = Oracle(sales[place::3], as_of=oracle.as_of)
        with own_database() as connection:
            whole = answer(alone.load(connection), alone)
        row = next(row for row in groups["rows"] if row["group"] == (name or ""))
        assert {part: row[part] for part in PARTS} == {part: whole[part] for part in PARTS}
        assert (row["from"], row["to"]) == (whole["from"]["sales"], whole["to"]["sales"])


def test_shops_sum_to_the_whole_change(engine: DuckDBEngine) -> None:
    sales = shop(customers=200)
    oracle = Oracle(sales, as_of=day(1500))
    found_engine = oracle.load(engine.connection)
    with_shops(engine, sales, [f"{number}号店" for number in range(MOST_GROUPS + 3)])
    found = answer(found_engine, oracle, by="shop")
    groups = found["groups"]
    assert len(groups["rows"]) == MOST_GROUPS
    assert groups["rest"]["groups"] == 3
    shown = sum(row["delta"] for row in groups["rows"])
    assert shown + groups["rest"]["delta"] == groups["total"]["delta"] == found["delta"]
    assert sum(groups["total"][part] for part in PARTS) == found["delta"]
    smallest = min(abs(row["delta"]) for row in groups["rows"])
    assert abs(groups["rest"]["delta"]) <= 3 * smallest


def test_categories_are_split_the_same_way(engine: DuckDBEngine) -> None:
    sales = shop(customers=40)
    oracle = Oracle(sales, as_of=day(1500))
    found_engine = oracle.load(engine.connection)
    with_shops(engine, sales, ["茶", "菓子"])
    by_shop = answer(found_engine, oracle, by="shop")["groups"]
    engine.connection.execute("ALTER TABLE sales RENAME COLUMN shop TO category")
    by_category = answer(found_engine, oracle, by="category")["groups"]
    assert by_category == by_shop | {"by": "category"}


@settings(max_examples=30)
@given(
    sales=few_sales(),
    cut=st.integers(ALWAYS, 1500),
    names=st.lists(st.sampled_from(["煎茶", "茶筒", "急須", None]), min_size=1, max_size=5),
)
def test_products_sum_to_the_whole_whatever_is_bought(
    sales: list[Sale], cut: int, names: list[str | None]
) -> None:
    oracle = Oracle(sales, as_of=day(cut))
    with own_database() as connection:
        found_engine = oracle.load(connection)
        with_shops(found_engine, sales, names)
        connection.execute("ALTER TABLE sales RENAME COLUMN shop TO product")
        found = answer(found_engine, oracle, products=True)
    products = found["products"]
    assert products["by"] == "product"
    assert found["groups"] is None
    sums = {key: sum(row[key] for row in products["rows"]) for key in ("from", "to", "delta")}
    assert sums == {
        "from": found["from"]["sales"],
        "to": found["to"]["sales"],
        "delta": found["delta"],
    }
    for row in products["rows"]:
        assert sum(row[part] for part in PARTS) == row["delta"] == row["to"] - row["from"]
        bought = [
            sale for n, sale in enumerate(sales) if (names[n % len(names)] or "") == row["group"]
        ]
        years = Years(oracle.as_of)
        later = sum(s[2] for s in bought if years.to_start <= s[1] <= oracle.as_of)
        assert row["to"] == later


def test_order_of_rows_does_not_matter() -> None:
    sales = shop(customers=60)
    with own_database() as first, own_database() as second:
        there, back = Oracle(sales, day(1500)), Oracle(sales[::-1], day(1500))
        assert answer(there.load(first), there) == answer(back.load(second), back)


def test_the_years_are_calendar_months() -> None:
    years = Years(date(2024, 2, 29))
    assert years.from_start == date(2022, 3, 1)
    assert years.from_end == date(2023, 2, 28)
    assert years.to_start == years.from_end + timedelta(days=1)
