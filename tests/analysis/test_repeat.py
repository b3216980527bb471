from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.active_base import active_base
from goen.analysis.repeat import MOST_POINTS, repeat, repeat_notes
from goen.analysis.sales_change import Years
from tests.analysis._duck import own_database
from tests.analysis._oracle import Oracle
from tests.analysis._shops import MAIL_ORDER, START, day, few_sales, shop

if TYPE_CHECKING:
    from goen.analysis.engine import DuckDBEngine
    from tests.analysis._oracle import History, Sale


def answer(engine: DuckDBEngine, oracle: Oracle) -> dict[str, Any]:
    return repeat(
        engine=engine,
        as_of=oracle.as_of,
        data_start=oracle.data_start,
        thresholds=MAIL_ORDER,
    )


def answers(sales: list[Sale], as_of: date) -> dict[str, Any]:
    oracle = Oracle(sales, as_of)
    with own_database() as connection:
        return answer(oracle.load(connection), oracle)


def known(oracle: Oracle) -> list[list[date]]:
    """The occasions of each customer who cannot be older than the data."""
    return [
        history.occasions() for history in oracle.buyers.values() if not oracle.truncated(history)
    ]


def counts(rate: dict[str, Any]) -> tuple[int, int]:
    return rate["numerator"], rate["denominator"]


def within(customers: list[list[date]], window: int, as_of: date, step: int) -> tuple[int, int]:
    """Customers whose purchase number `step` came within the window, of those watched for it."""
    watched = [
        days for days in customers if len(days) >= step and (as_of - days[step - 1]).days >= window
    ]
    came = [
        days
        for days in watched
        if len(days) > step and (days[step] - days[step - 1]).days <= window
    ]
    return len(came), len(watched)


@settings(max_examples=40)
@given(sales=few_sales(), cut=st.integers(0, 1500))
def test_conversion_is_as_counted_by_hand(sales: list[Sale], cut: int) -> None:
    oracle = Oracle(sales, day(cut))
    found, customers = answers(sales, day(cut)), known(oracle)
    assert counts(found["f2"]) == within(customers, 365, oracle.as_of, 1)
    assert counts(found["f3"]) == within(customers, 365, oracle.as_of, 2)
    for window in found["windows"]:
        days = window["window_days"]
        assert counts(window["rate"]) == within(customers, days, oracle.as_of, 1)


def rates_by_hand(oracle: Oracle) -> dict[str, tuple[int, int]]:
    years, everyone = Years(oracle.as_of), [h.occasions() for h in oracle.buyers.values()]
    buyers = [days for days in everyone if days[-1] >= years.to_start]
    before = [
        days for days in everyone if any(years.from_start <= d <= years.from_end for d in days)
    ]
    again = [days for days in everyone if any(d >= years.to_start for d in days[1:])]
    new = [days for days in everyone if days[0] >= years.to_start]
    end = oracle.as_of - timedelta(days=90)
    start = end.replace(year=end.year - 1)  # no leap day in these tests
    visits = [
        (place == 0, place + 1 < len(days) and (days[place + 1] - visit).days <= 90)
        for days in everyone
        for place, visit in enumerate(days)
        if start < visit <= end
    ]
    first = [back for is_first, back in visits if is_first]
    later = [back for is_first, back in visits if not is_first]
    return {
        "of_all_customers": (len(again), len(everyone)),
        "of_new_customers": (len(again), len(new)),
        "of_buyers": (len(again), len(buyers)),
        "revisit": (sum(first) + sum(later), len(visits)),
        "revisit_first": (sum(first), len(first)),
        "revisit_later": (sum(later), len(later)),
        "retention": (sum(days[-1] >= years.to_start for days in before), len(before)),
    }


@settings(max_examples=60)
@given(sales=few_sales(), cut=st.integers(761, 1500).filter(lambda cut: day(cut - 90).month != 2))
def test_every_named_rate_is_as_counted_by_hand(sales: list[Sale], cut: int) -> None:
    found = answers(sales, day(cut))["rates"]
    shown = {item["key"]: counts(item["rate"]) for item in found}
    assert shown == rates_by_hand(Oracle(sales, day(cut)))


def test_rates_that_go_by_one_name_are_told_apart() -> None:
    rates = answers(shop(), day(1500))["rates"]
    assert len({item["name"]["ja"] for item in rates}) == len(rates) == 7
    assert all(item["definition"]["ja"] and item["definition"]["en"] for item in rates)
    assert all(item["rate"]["share"] > 0 for item in rates)


def test_retention_is_that_of_the_active_base() -> None:
    oracle = Oracle(shop(customers=120), day(1500))
    with own_database() as connection:
        engine = oracle.load(connection)
        base = active_base(engine=engine, as_of=oracle.as_of, data_start=START)
        rates = {item["key"]: item["rate"] for item in answer(engine, oracle)["rates"]}
    assert base is not None
    assert rates["retention"] == base["retention"]
    assert rates["of_buyers"]["denominator"] == base["buyers_12m"]
    assert rates["of_new_customers"]["denominator"] == base["new"]


def survival_by_hand(customers: list[list[date]], as_of: date, upto: int) -> tuple[float, int]:
    """Share with a second purchase after so many days, and customers still waiting that day."""
    times = [
        ((days[1] - days[0]).days, True) if len(days) > 1 else ((as_of - days[0]).days, False)
        for days in customers
    ]
    waiting = 1.0
    for days in range(upto + 1):
        at_risk = sum(time >= days for time, _ in times)
        done = sum(time == days and bought for time, bought in times)
        waiting *= 1 - done / at_risk if at_risk else 1
    return 1 - waiting, sum(time >= upto for time, _ in times)


@settings(max_examples=25)
@given(sales=few_sales(), cut=st.integers(241, 1500))
def test_the_curve_is_kaplan_meier_by_brute_force(sales: list[Sale], cut: int) -> None:
    customers = known(Oracle(sales, day(cut)))
    points = answers(sales, day(cut))["survival"]
    assert bool(points) == bool(customers)
    for point in points[:: max(1, len(points) // 9)]:
        share, at_risk = survival_by_hand(customers, day(cut), point["days"])
        assert point["share"] == pytest.approx(share)
        assert point["at_risk"] == at_risk


def test_a_long_curve_is_thinned_at_chosen_days() -> None:
    oracle = Oracle(shop(), day(1500))
    points = answers(list(oracle.sales), day(1500))["survival"]
    days = [point["days"] for point in points]
    assert 100 < len(points) <= MOST_POINTS
    assert days == sorted(set(days))
    assert {0, 90, 180, 365} <= set(days)
    for point in points:
        share, at_risk = survival_by_hand(known(oracle), day(1500), point["days"])
        assert point["share"] == pytest.approx(share)
        assert point["at_risk"] == at_risk


def months_since(first: date, then: date) -> int:
    return (then.year - first.year) * 12 + then.month - first.month


def cell_by_hand(members: list[History], since: int) -> tuple[int, int, int]:
    """Active in that month, ever returned by its end, and sales by its end."""
    active = returned = sales = 0
    for history in members:
        days = history.occasions()
        active += any(months_since(days[0], d) == since for d in days)
        returned += any(months_since(days[0], d) <= since for d in days[1:])
        sales += sum(net for d, net in history.amounts.items() if months_since(days[0], d) <= since)
    return active, returned, sales


@settings(max_examples=30)
@given(sales=few_sales(days=800), cut=st.integers(0, 800))
def test_every_cohort_cell_is_as_counted_by_hand(sales: list[Sale], cut: int) -> None:
    oracle = Oracle(sales, day(cut))
    for row in answers(sales, day(cut))["cohorts"]:
        members = [
            history
            for history in oracle.buyers.values()
            if f"{history.occasions()[0]:%Y-%m}" == row["cohort"]
        ]
        assert row["size"] == len(members) > 0
        assert row["truncated"] == any(oracle.truncated(history) for history in members)
        for cell in row["cells"]:
            year, place = divmod(
                members[0].occasions()[0].year * 12
                + members[0].occasions()[0].month
                + cell["month"],
                12,
            )
            over = date(year, place + 1, 1) <= oracle.as_of + timedelta(days=1)
            assert (cell["active"] is not None) == over
            if over:
                active, returned, sales_ = cell_by_hand(members, cell["month"])
                assert counts(cell["active"]) == (active, len(members))
                assert counts(cell["returned"]) == (returned, len(members))
                assert abs(cell["sales_per_head"] - sales_ / len(members)) <= 0.5


def test_the_newest_36_cohorts_and_24_months_are_shown() -> None:
    found = answers(shop(), day(1500))
    assert len(found["cohorts"]) == 36
    assert found["cohorts"][-1]["cohort"] == f"{day(1500):%Y-%m}"
    assert {len(row["cells"]) for row in found["cohorts"]} == {24}
    assert found["cohorts"][-1]["cells"][0]["active"] is None  # its month is not over


def test_the_total_of_cohorts_is_over_those_whose_month_is_over() -> None:
    sales = [
        ("z", START, 100),
        ("a", date(2022, 1, 10), 1000),
        ("a", date(2022, 2, 10), 500),
        ("b", date(2022, 2, 10), 3000),
        ("b", date(2022, 3, 1), 700),
    ]
    total = answers(sales, date(2022, 3, 10))["cohort_total"]
    assert total["size"] == 2
    assert [counts(cell["active"]) for cell in total["cells"][:2]] == [(2, 2), (1, 1)]
    assert [counts(cell["returned"]) for cell in total["cells"][:2]] == [(0, 2), (1, 1)]
    assert [cell["sales_per_head"] for cell in total["cells"]] == [2000, 1500, None]


def test_the_first_purchase_brings_along_returns_before_it() -> None:
    sales = [("a", START, -300), ("a", day(9), 1000), ("a", day(10), -200)]
    found = answers(sales, day(100))
    assert found["cohorts"][0]["cells"][0]["sales_per_head"] == 500
    assert found["period_ltv"] == {
        "start": START.isoformat(),
        "end": day(100).isoformat(),
        "customers": 1,
        "sales": 500,
        "average": 500,
    }


def test_fresh_customers_change_no_conversion() -> None:
    sales, as_of = shop(customers=60), day(1500)
    fresh = [(f"new{number}", as_of - timedelta(days=number), 500) for number in range(90)]
    before, after = answers(sales, as_of), answers([*sales, *fresh], as_of)
    for key in ("f2", "f3", "windows"):
        assert before[key] == after[key]


def test_order_of_rows_does_not_matter() -> None:
    sales = shop(customers=60)
    assert answers(sales, day(1500)) == answers(sales[::-1], day(1500))


def test_what_cannot_be_said_is_named() -> None:
    sales = [("a", START, 100), ("a", day(100), 100)]
    found = answers(sales, day(400))
    notes = repeat_notes(answer=found, as_of=day(400), data_start=START)
    assert [note["code"] for note in notes] == ["all_truncated", "retention_needs_24_months"]
    assert found["f2"] == {"numerator": 0, "denominator": 0, "share": None}
    retention = next(item for item in found["rates"] if item["key"] == "retention")["rate"]
    assert retention == {"numerator": 0, "denominator": 0, "share": None}
    assert found["survival"] == []
    assert found["cohort_total"] == {"size": 0, "cells": []}
    assert repeat_notes(answer=answers(shop(), day(1500)), as_of=day(1500), data_start=START) == []


def test_without_a_purchase_everything_is_empty() -> None:
    found = answers([("a", START, -100)], day(900))
    assert found["cohorts"] == []
    assert found["period_ltv"]["average"] is None
    assert all(item["rate"]["denominator"] == 0 for item in found["rates"])


def test_gaps_between_purchases_of_the_made_up_shop_are_of_all_kinds() -> None:
    # the properties above would prove little on a shop where nobody returns, or everybody
    everyone = known(Oracle(shop(), day(1500)))
    gaps = [(b - a).days for days in everyone for a, b in pairwise(days)]
    assert min(gaps) <= 3
    assert max(gaps) > 300
    assert 0.3 < sum(len(days) == 1 for days in everyone) / len(everyone) < 0.6
