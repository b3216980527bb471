from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.analysis.lapse_curve import lapse_curve
from goen.analysis.schemes import Rank, Rule
from goen.analysis.suggest import customers_changed, median, suggestions, suggestions_notes
from goen.japanese import Text
from tests.analysis._duck import own_database
from tests.analysis._oracle import Limits, Oracle
from tests.analysis._shops import MAIL_ORDER, START, day, shop

if TYPE_CHECKING:
    from goen.analysis.engine import DuckDBEngine
    from goen.analysis.thresholds import Thresholds
    from tests.analysis._oracle import Sale

AS_OF = day(1500)


def suggested(
    sales: list[Sale], *, thresholds: Thresholds = MAIL_ORDER, curve: dict[str, Any] | None = None
) -> dict[str, Any]:
    with own_database() as connection:
        engine = Oracle(sales, AS_OF).load(connection)
        return suggestions(engine=engine, thresholds=thresholds, lapse_curve=curve)


def points(*shares: float) -> dict[str, Any]:
    return {
        "points": [
            {
                "days": 30 + 10 * place,
                "reach": 100,
                "returned": int(100 * share),
                "false_lapse": share,
            }
            for place, share in enumerate(shares)
        ]
    }


def monthly(amount: int, *, orders: int = 12) -> list[Sale]:
    """One customer who buys every 30 days."""
    return [("a", START + timedelta(days=30 * place), amount) for place in range(orders)]


def test_the_published_limits_follow_from_a_cycle_of_30_days_and_10000_yen() -> None:
    found = suggested(monthly(10_000))
    assert found["cycle_days"] == 30
    assert found["order_value"] == {"mean": 10_000, "sales": 120_000, "occasions": 12}
    assert found["toddler_days"] == MAIL_ORDER.toddler_days == 90
    assert found["loyal_days"] == MAIL_ORDER.loyal_days == 210
    assert found["loyal_amount"] == MAIL_ORDER.loyal_amount == 70_000
    assert found["lapse_days_by_cycle"] == MAIL_ORDER.lapse_days == 240


def test_the_cycle_is_the_middle_gap_of_all_customers() -> None:
    sales, everyone = shop(), Oracle(shop(), AS_OF).buyers.values()
    gaps = sorted((b - a).days for h in everyone for a, b in pairwise(h.occasions()))
    assert suggested(sales)["cycle_days"] == gaps[(len(gaps) - 1) // 2]


@given(lengths=st.lists(st.integers(1, 400), min_size=1, max_size=50))
def test_the_median_by_rank_is_the_lower_middle_one(lengths: list[int]) -> None:
    rows = [{"days": days, "gaps": lengths.count(days)} for days in set(lengths)]
    assert median(counts=rows) == sorted(lengths)[(len(lengths) - 1) // 2]


def test_the_shortest_limit_wrong_for_at_most_one_in_five() -> None:
    curve = points(0.6, 0.21, 0.2, 0.3, 0.1)
    assert suggested(monthly(100), curve=curve)["lapse_days"] == {
        "value": 50,
        "false_lapse": 0.2,
        "reach": 100,
        "returned": 20,
    }
    assert suggestions_notes(answer=suggested(monthly(100), curve=curve)) == []
    assert suggested(monthly(100), curve=points(0.6, 0.5))["lapse_days"] is None
    assert suggested(monthly(100), curve=None)["lapse_days"] is None


def test_the_suggestion_comes_from_the_curve_of_the_same_data(engine: DuckDBEngine) -> None:
    asked = Oracle(shop(), AS_OF).load(engine.connection)
    curve = lapse_curve(engine=asked, as_of=AS_OF, thresholds=MAIL_ORDER)
    assert curve is not None
    found = suggestions(engine=asked, thresholds=MAIL_ORDER, lapse_curve=curve)["lapse_days"]
    by_days = {point["days"]: point["false_lapse"] for point in curve["points"]}
    assert by_days[found["value"]] <= 0.2
    assert all(share > 0.2 for days, share in by_days.items() if days < found["value"])


def elsewhere_by_hand(sales: list[Sale], limits: Limits) -> int:
    now, then = Oracle(sales, AS_OF), Oracle(sales, AS_OF, limits=limits)
    return sum(
        now.standing_at(history, AS_OF) != then.standing_at(history, AS_OF)
        for history in now.buyers.values()
    )


def test_changes_count_those_who_would_stand_elsewhere() -> None:
    sales = shop(customers=120)
    found = suggested(sales)
    assert {(item["threshold"], item["value"]) for item in found["changes"]} >= {
        ("toddler_days", 60),
        ("toddler_days", 120),
        ("loyal_days", 180),
        ("loyal_days", 240),
        ("loyal_amount", 63_000),
        ("loyal_amount", 77_000),
        ("lapse_days", 210),
        ("lapse_days", 270),
        ("toddler_days", found["toddler_days"]),
        ("loyal_amount", found["loyal_amount"]),
    }
    for item in found["changes"]:
        limits = replace(Limits(), **{item["threshold"]: item["value"]})
        assert item["customers_changed"] == elsewhere_by_hand(sales, limits)
    assert any(item["customers_changed"] for item in found["changes"])


def test_values_that_contradict_another_threshold_are_not_tried() -> None:
    close = replace(MAIL_ORDER, toddler_days=20, loyal_days=40, lapse_days=360)
    tried = {
        (item["threshold"], item["value"])
        for item in suggested(shop(customers=20), thresholds=close)["changes"]
    }
    assert ("toddler_days", -10) not in tried
    assert ("toddler_days", 50) not in tried  # not before loyal_days
    assert ("loyal_days", 10) not in tried
    assert ("lapse_days", 390) in tried  # the year of the active base does not stop it


def test_rank_of_follows_the_present_thresholds_afterwards(engine: DuckDBEngine) -> None:
    asked = Oracle(shop(customers=60), AS_OF).load(engine.connection)
    other = replace(MAIL_ORDER, toddler_days=10, loyal_days=20, loyal_amount=1000)
    assert customers_changed(engine=asked, present=MAIL_ORDER, changed=other) > 0
    assert customers_changed(engine=asked, present=MAIL_ORDER, changed=MAIL_ORDER) == 0


def test_a_company_with_its_own_rules_tries_the_lapse_limit_only() -> None:
    own = replace(
        MAIL_ORDER,
        scheme_key="own",
        own_ranks=(Rank("all", "全", Text("全員", "Everyone")),),
        own_rules=(Rule("all"),),
    )
    found = suggested(shop(customers=20), thresholds=own)
    assert {item["threshold"] for item in found["changes"]} == {"lapse_days"}
    assert found["warnings"] == []


@pytest.mark.parametrize(
    ("amount", "warned"),
    [(5_833, True), (5_834, False), (17_500, False), (17_501, True)],
)
def test_a_loyal_amount_of_4_to_12_average_orders_is_usual(amount: int, *, warned: bool) -> None:
    # 70,000 yen is 12 times 5,833.33 and 4 times 17,500
    warnings = suggested(monthly(amount))["warnings"]
    assert [item["code"] for item in warnings] == ["loyal_amount_unusual"] * warned
    for item in warnings:
        assert item["suggested"] == 7 * amount
        assert item["ja"]
        assert item["en"]


def test_without_a_second_purchase_only_the_order_is_known() -> None:
    found = suggested([("a", START, 9_000)])
    assert found["cycle_days"] is None
    assert found["toddler_days"] is None
    assert found["loyal_amount"] == 63_000


def test_without_any_purchase_nothing_is_suggested() -> None:
    found = suggested([("a", START, -9_000)])
    assert found["order_value"] == {"mean": None, "sales": 0, "occasions": 0}
    codes = [item["code"] for item in suggestions_notes(answer=found)]
    assert codes == ["no_lapse_limit", "no_cycle", "no_order_value"]
    assert found["loyal_amount"] is None
    assert found["warnings"] == []
