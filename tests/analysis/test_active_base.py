from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from goen.analysis.active_base import active_base, active_base_notes
from tests.analysis._small import AS_OF, ask, people, shops


def base(sales, *, as_of=AS_OF):
    return active_base(engine=ask(sales, as_of=as_of), as_of=as_of, data_start=data_start(sales))


def data_start(sales):
    return min((day for _, day, _ in sales), default=AS_OF)


def month(day):
    return day.year * 12 + day.month - 1


def name(number):
    return f"{number // 12}-{number % 12 + 1:02d}"


def buyers(sales, *, until):
    """Codes of those who bought in the 12 calendar months that end with month number `until`."""
    return {
        person.customer
        for person in people(sales)
        if any(until - 12 < month(day) <= until for day in person.occasions)
    }


def sales_of_year(sales, *, until):
    return sum(
        amount for _, day, amount in sales if until - 12 < month(day) <= until and day <= AS_OF
    )


@given(shops())
@settings(max_examples=30)
def test_bridge_and_months_are_those_of_sets_of_customers(sales):
    found = base(sales)
    if not people(sales):
        assert found is None
        return
    now = month(AS_OF)
    old, new = buyers(sales, until=now - 12), buyers(sales, until=now)
    first = {p.customer for p in people(sales) if month(p.occasions[0]) > now - 12}
    assert found["opening"] == len(old)
    assert found["closing"] == found["buyers_12m"] == len(new)
    assert found["new"] == len(new & first)
    assert found["revived"] == len(new - old - first)
    assert found["dropped"] == len(old - new)
    whole = month(data_start(sales)) <= now - 23
    assert found["retention"]["numerator"] == (len(old & new) if whole else 0)
    assert found["retention"]["denominator"] == (len(old) if whole else 0)
    assert found["sales_12m"] == sales_of_year(sales, until=now)
    for row in found["monthly"]:
        until = int(row["month"][:4]) * 12 + int(row["month"][5:]) - 1
        assert row["buyers_12m"] == len(buyers(sales, until=until))
        assert row["sales_12m"] == sales_of_year(sales, until=until)


@given(shops())
@settings(max_examples=15)
def test_the_bridge_balances(sales):
    found = base(sales)
    if found is not None:
        steps = found["new"] + found["revived"] - found["dropped"]
        assert found["opening"] + steps == found["closing"]


def test_months_begin_when_twelve_of_them_lie_in_the_data():
    found = base([("A", date(2025, 3, 31), 1000), ("B", date(2026, 11, 1), 500)])
    assert [row["month"] for row in found["monthly"]] == [name(m) for m in range(24313, 24323)]
    assert found["monthly"][0] == {"month": "2026-02", "buyers_12m": 1, "sales_12m": 1000}
    assert found["monthly"][1] == {"month": "2026-03", "buyers_12m": 0, "sales_12m": 0}
    assert found["monthly"][-1] == {"month": "2026-11", "buyers_12m": 1, "sales_12m": 500}


def test_a_young_shop_still_has_its_last_month():
    found = base([("A", date(2026, 10, 1), 1000)])
    assert found["monthly"] == [{"month": "2026-11", "buyers_12m": 1, "sales_12m": 1000}]
    assert (found["opening"], found["new"]) == (0, 1)
    assert found["retention"] == {"numerator": 0, "denominator": 0, "share": None}


def test_retention_needs_24_months_of_data():
    bought = [("A", date(2025, 2, 1), 1000), ("A", AS_OF, 1000), ("B", date(2025, 3, 1), 1000)]
    whole = [("C", date(2024, 12, 31), -1), *bought]  # the first of the 24 months
    found = base(bought)
    assert (found["opening"], found["dropped"]) == (2, 1)
    assert found["retention"] == {"numerator": 0, "denominator": 0, "share": None}
    assert base(whole)["retention"] == {"numerator": 1, "denominator": 2, "share": 0.5}
    noted = [
        active_base_notes(as_of=AS_OF, data_start=data_start(sales)) for sales in (bought, whole)
    ]
    assert [[note["answer"] for note in notes] for notes in noted] == [
        ["active_base.retention"],
        [],
    ]


def test_calendar_months_count_whole():
    # 1 December 2025 lies in the year that ends with November 2026, 30 November 2025 does not,
    # although both lie within 365 days and a few hours of 20 November 2026.
    assert base([("A", date(2025, 12, 1), 1)])["buyers_12m"] == 1
    assert base([("A", date(2025, 11, 30), 1)])["buyers_12m"] == 0


def test_yearly_ltv_times_buyers_is_yearly_sales():
    found = base([("A", AS_OF, 1000), ("B", AS_OF, 2001), ("B", date(2020, 1, 1), 9999)])
    assert found["annual_ltv"] == 1501  # 3,001 / 2, half up
    assert (found["sales_12m"], found["buyers_12m"]) == (3001, 2)


def test_returns_count_in_sales_but_make_no_buyer():
    found = base([("A", date(2024, 5, 1), 5000), ("A", AS_OF, -1000)])
    assert (found["buyers_12m"], found["sales_12m"], found["annual_ltv"]) == (0, -1000, None)


def test_nobody_bought():
    assert base([]) is None
    assert base([("A", AS_OF, -5)]) is None
