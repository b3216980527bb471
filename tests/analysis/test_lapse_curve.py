from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.lapse_curve import FOLLOWUP_DAYS, lapse_curve, lapse_curve_notes
from tests.analysis._duck import own_database
from tests.analysis._oracle import Oracle
from tests.analysis._shops import MAIL_ORDER, START, day, few_sales, shop

if TYPE_CHECKING:
    from tests.analysis._oracle import Sale

Gap = tuple[str, date, int | None]


def curve(sales: list[Sale], as_of: date, *, lapse_days: int = 240) -> dict[str, Any] | None:
    with own_database() as connection:
        return lapse_curve(
            engine=Oracle(sales, as_of).load(connection),
            as_of=as_of,
            thresholds=replace(MAIL_ORDER, lapse_days=lapse_days, inactive_days=lapse_days + 1),
        )


def gaps_of(sales: list[Sale], as_of: date) -> list[Gap]:
    """Every gap: the customer, its first day, its length in days or None while it is open."""
    found: list[Gap] = []
    for customer, history in Oracle(sales, as_of).buyers.items():
        days = history.occasions()
        found += [(customer, a, (b - a).days) for a, b in pairwise(days)]
        found.append((customer, days[-1], None))
    return found


def by_hand(gaps: list[Gap], as_of: date, days: int) -> tuple[list[Gap], list[Gap]]:
    """Gaps that reached `days` and whose outcome is known; those of them that closed in time."""
    known = [gap for gap in gaps if gap[1] <= as_of - timedelta(days=days + FOLLOWUP_DAYS)]
    reach = [gap for gap in known if gap[2] is None or gap[2] >= days]
    return reach, [gap for gap in reach if gap[2] is not None and gap[2] <= days + FOLLOWUP_DAYS]


@settings(max_examples=50)
@given(sales=few_sales(days=2000), cut=st.integers(0, 2000), lapse_days=st.integers(1, 1000))
def test_every_point_is_as_counted_by_hand(sales: list[Sale], cut: int, lapse_days: int) -> None:
    found, gaps = curve(sales, day(cut), lapse_days=lapse_days), gaps_of(sales, day(cut))
    points = {point["days"]: point for point in found["points"]} if found else {}
    for days in {*range(30, 731, 10), lapse_days}:
        reach, returned = by_hand(gaps, day(cut), days)
        assert (days in points) == bool(reach)
        if reach:
            assert points[days]["reach"] == len(reach)
            assert points[days]["returned"] == len(returned)
            assert points[days]["false_lapse"] == len(returned) / len(reach)


def test_every_customer_has_one_vote_in_the_other_share() -> None:
    sales, as_of = shop(), day(1500)
    found, gaps = curve(sales, as_of), gaps_of(sales, as_of)
    assert found is not None
    judged = [gap for gap in gaps if gap[1] <= as_of - timedelta(days=FOLLOWUP_DAYS + 30)]
    per_customer = {gap[0]: sum(other[0] == gap[0] for other in judged) for gap in judged}
    for point in found["points"][::7]:
        reach, returned = by_hand(gaps, as_of, point["days"])
        share = sum(1 / per_customer[gap[0]] for gap in returned) / sum(
            1 / per_customer[gap[0]] for gap in reach
        )
        assert point["false_lapse_by_customer"] == pytest.approx(share)
        assert point["false_lapse"] == len(returned) / len(reach)


def test_gaps_at_the_edges_of_the_pool_and_of_the_follow_up() -> None:
    as_of = day(1000)
    sales = [("z", START, -1)]  # the data begin; not a purchase
    for wait in (239, 240, 240 + FOLLOWUP_DAYS, 241 + FOLLOWUP_DAYS):
        sales += [(f"c{wait}", day(0), 100), (f"c{wait}", day(wait), 100)]
    sales += [("old", as_of - timedelta(days=240 + FOLLOWUP_DAYS), 100)]
    sales += [("young", as_of - timedelta(days=239 + FOLLOWUP_DAYS), 100)]
    found = curve(sales, as_of)
    assert found is not None
    point = next(point for point in found["points"] if point["days"] == 240)
    # reached 240: 240, 605, 606 and old; back within a year of it: 240 and 605.  The gaps that
    # began with the second purchases are open: those of 239 and 240 began long enough ago.
    assert (point["reach"], point["returned"]) == (4 + 2, 2)


def test_the_limit_in_use_has_its_own_point() -> None:
    found = curve(shop(customers=60), day(1500), lapse_days=233)
    assert found is not None
    days = [point["days"] for point in found["points"]]
    assert 233 in days
    assert days == sorted(days)


def test_a_young_company_has_no_curve_yet() -> None:
    days = FOLLOWUP_DAYS + 30
    sales: list[Sale] = [("a", START, 100)]
    assert curve(sales, day(days - 1)) is None
    assert [note["code"] for note in lapse_curve_notes(answer=None)] == ["needs_followup"]
    found = curve(sales, day(days))
    assert found is not None
    assert found["points"] == [
        {
            "days": 30,
            "reach": 1,
            "returned": 0,
            "false_lapse": 0.0,
            "false_lapse_by_customer": 0.0,
        }
    ]
    assert lapse_curve_notes(answer=found) == []


def test_later_sales_than_as_of_do_not_count() -> None:
    sales = shop(customers=60)
    past = [sale for sale in sales if sale[1] <= day(1100)]
    assert curve(sales, day(1100)) == curve(past, day(1100))
