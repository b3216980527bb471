from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.decompose import Totals
from goen.analysis.simulate import (
    Rise,
    simulate,
    simulate_segments,
    together,
    year_by_segment,
)
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, people, shops
from tests.analysis._worked import tables, whole

PERCENTS = st.decimals(-100, 300, places=1)
RISES = st.builds(Rise, PERCENTS, PERCENTS, PERCENTS)
TOTALS = st.builds(
    lambda sales, customers, more: Totals(sales, customers + more, customers),
    st.integers(-(10**6), 10**12),
    st.integers(1, 10**5),
    st.integers(0, 10**6),
)


@given(TOTALS, RISES)
@settings(max_examples=150)
def test_sales_are_the_product_and_the_parts_sum_to_the_change(before, rise):
    found = simulate(before=before, rise=rise)
    exact = Fraction(before.sales)
    for percent in (rise.unit_price, rise.frequency, rise.customers):
        exact *= 1 + Fraction(percent) / 100
    assert abs(found.sales - exact) <= Fraction(1, 2)
    parts = found.unit_price_part, found.frequency_part, found.customers_part
    assert sum(parts) == found.delta == found.sales - before.sales
    if rise.unit_price == rise.frequency:
        assert abs(parts[0] - parts[1]) <= 1
    for part, percent in zip(parts, (rise.unit_price, rise.frequency, rise.customers), strict=True):
        assert percent or abs(part) <= 1


@given(TOTALS, PERCENTS)
@settings(max_examples=40)
def test_one_factor_alone_brings_its_per_cent(before, percent):
    for rise in (Rise(unit_price=percent), Rise(frequency=percent), Rise(customers=percent)):
        found = simulate(before=before, rise=rise)
        assert abs(found.delta - before.sales * Fraction(percent) / 100) <= Fraction(1, 2)


@given(TOTALS, RISES, RISES)
@settings(max_examples=40)
def test_segments_sum_to_the_whole(before, rise, other):
    start = {("loyal", "active"): before, ("steady", "active"): before}
    found = simulate_segments(
        before={**start, ("toddler", "active"): before},
        rises={("loyal", "active"): rise, ("steady", "active"): other},
    )
    assert found["toddler", "active"].delta == 0
    total = together(outcomes=[*found.values()])
    assert total.before.sales == 3 * before.sales
    assert total.delta == sum(one.delta for one in found.values())
    assert total.more_customers == sum(one.more_customers for one in found.values())
    assert total.delta == total.unit_price_part + total.frequency_part + total.customers_part


def test_a_year_without_purchases_stays_as_it_is():
    nobody = Totals(0, 0, 0)
    found = simulate(before=nobody, rise=Rise(10, 10, 10))
    assert (found.sales, found.delta, found.customers) == (0, 0, 0)
    refund = simulate(before=Totals(-500, 0, 0), rise=Rise(10, 10, 10))
    assert (refund.sales, refund.delta) == (-500, 0)


def test_nothing_falls_below_nothing():
    gone = simulate(before=Totals(1000, 4, 2), rise=Rise(customers=-100))
    assert (gone.sales, gone.customers, gone.occasions) == (0, 0, 0)
    with pytest.raises(ValueError, match="100 %"):
        simulate(before=Totals(1000, 4, 2), rise=Rise(frequency=-101))


@given(shops())
@settings(max_examples=15)
def test_the_year_is_that_of_each_customer(sales):
    engine = ask(sales)
    found = year_by_segment(engine=engine, as_of=AS_OF, scheme=MAIL_ORDER.scheme())
    expected = {}
    start = AS_OF.replace(year=AS_OF.year - 1)
    for person in people(sales):
        days = [day for day in person.occasions if day > start]
        if not any(day > start for day in person.nets):
            continue
        was = expected.get(person.segment, Totals(0, 0, 0))
        expected[person.segment] = Totals(
            was.sales + person.between(start, AS_OF),
            was.occasions + len(days),
            was.customers + bool(days),
        )
    assert found == expected


def test_the_worked_example(checkout):
    _, rows = tables(checkout / "docs" / "methods" / "simulate.md")
    before, asked = Totals(10_000_000, 2_000, 1_000), ("price", "times", "people")
    for row in rows:
        told = {key: value.replace("−", "-").removesuffix(" %") for key, value in row.items()}
        rise = Rise(*(Decimal(told[key]) for key in asked))
        found = simulate(before=before, rise=rise)
        assert {
            "sales": found.sales,
            "more": found.delta,
            "by price": found.unit_price_part,
            "by times": found.frequency_part,
            "by people": found.customers_part,
            "customers": found.customers,
        } == {key: whole(value) for key, value in told.items() if key not in asked}
