from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.analysis.decompose import (
    Totals,
    decompose,
    largest_remainder,
    lmdi,
    shapley,
    split_people,
)

BEFORE = Totals(sales=10_000_000, occasions=2_000, customers=1_000)
AFTER = Totals(sales=10_868_000, occasions=2_090, customers=950)


@st.composite
def totals(draw: st.DrawFn, *, lowest: int = -(10**9)) -> Totals:
    customers = draw(st.integers(0, 10**6))
    occasions = customers + draw(st.integers(0, 10**6)) if customers else 0
    return Totals(draw(st.integers(lowest, 10**13)), occasions, customers)


@st.composite
def selling(draw: st.DrawFn) -> Totals:
    """A year with customers and more than no sales."""
    customers = draw(st.integers(1, 10**6))
    occasions = customers + draw(st.integers(0, 10**6))
    return Totals(draw(st.integers(1, 10**13)), occasions, customers)


@st.composite
def kinds(draw: st.DrawFn) -> tuple[Totals, Totals, dict[str, int], dict[str, int]]:
    """Two years, with the kinds of customers and their changes of sales that make them up."""
    heads = {kind: draw(st.integers(0, 50)) for kind in ("new", "kept", "revived", "lost")}
    sales = {kind: draw(st.integers(-(10**5), 10**6)) for kind in heads}
    before, after = heads["kept"] + heads["lost"], heads["kept"] + heads["new"] + heads["revived"]
    year = st.integers(-(10**6), 10**7)
    return (
        Totals(draw(year), 2 * before, before),
        Totals(draw(year), 3 * after, after),
        heads,
        sales,
    )


def in_yen(parts: list[Fraction]) -> list[float]:
    return [round(float(part), 2) for part in parts]


def test_the_factors_are_unit_price_frequency_and_customers() -> None:
    assert BEFORE.factors == (5000, 2, 1000)
    assert AFTER.factors == (5200, Fraction(22, 10), 950)


def test_lmdi_gives_the_published_parts() -> None:
    parts = lmdi(before=BEFORE.factors, after=AFTER.factors)
    assert in_yen(parts) == [408_992.81, 993_892.63, -534_885.44]


def test_shapley_gives_the_published_parts() -> None:
    parts = shapley(before=BEFORE.factors, after=AFTER.factors)
    assert in_yen(parts) == [409_333.33, 994_333.33, -535_666.67]
    assert sum(parts) == 868_000


def test_whole_yen_sum_to_the_change() -> None:
    change = decompose(before=BEFORE, after=AFTER)
    assert change.method == "lmdi"
    assert (change.unit_price, change.frequency, change.customers) == (408_993, 993_893, -534_886)
    assert change.delta == 868_000  # -534,885.44 has the smallest remainder above -534,886


@given(before=totals(), after=totals())
def test_parts_sum_to_the_change_whatever_the_totals(before: Totals, after: Totals) -> None:
    change = decompose(before=before, after=after)
    assert change.delta == after.sales - before.sales
    assert change.unit_price + change.frequency + change.customers == change.delta


@given(before=selling(), after=selling())
def test_lmdi_read_backwards_is_the_same_with_the_sign_turned(
    before: Totals, after: Totals
) -> None:
    forwards = lmdi(before=before.factors, after=after.factors)
    backwards = lmdi(before=after.factors, after=before.factors)
    for there, back in zip(forwards, backwards, strict=True):
        assert abs(there + back) < Fraction(1, 10**20)


@given(before=selling(), sales=st.integers(1, 10**13), times=st.integers(1, 9))
def test_a_factor_that_did_not_change_has_no_part(before: Totals, sales: int, times: int) -> None:
    after = Totals(sales, before.occasions * times, before.customers * times)
    for method in (lmdi, shapley):
        assert method(before=before.factors, after=after.factors)[1] == 0


@given(
    before=st.tuples(*[st.fractions(-1000, 1000)] * 3),
    after=st.tuples(*[st.fractions(-1000, 1000)] * 3),
)
def test_shapley_is_exact_for_any_sign_and_any_zero(
    before: tuple[Fraction, ...], after: tuple[Fraction, ...]
) -> None:
    change = after[0] * after[1] * after[2] - before[0] * before[1] * before[2]
    assert sum(shapley(before=before, after=after)) == change


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        (Totals(0, 0, 0), Totals(90_000, 30, 20), 90_000),  # a new line
        (Totals(90_000, 30, 20), Totals(0, 0, 0), -90_000),  # a vanished one
        (Totals(0, 5, 5), Totals(1000, 5, 5), 1000),  # bought and sent everything back
        (Totals(-500, 0, 0), Totals(1000, 5, 5), 1500),  # returns only
        (Totals(0, 0, 0), Totals(0, 0, 0), 0),
    ],
)
def test_a_year_without_sales_or_customers_gives_all_to_the_customers(
    before: Totals, after: Totals, part: int
) -> None:
    change = decompose(before=before, after=after)
    assert (change.unit_price, change.frequency, change.customers) == (0, 0, part)


def test_a_year_of_more_returns_than_sales_is_shared_by_shapley() -> None:
    change = decompose(before=Totals(-1000, 10, 10), after=Totals(3000, 30, 10))
    assert change.method == "shapley"
    # price -100 to 100, frequency 1 to 3, ten customers: 200 x 2 x 10 and 0 x 2 x 10
    assert (change.unit_price, change.frequency, change.customers) == (4000, 0, 0)


@given(parts=st.lists(st.fractions(-1000, 1000), min_size=1, max_size=9))
def test_rounding_keeps_the_sum_and_moves_no_part_by_a_unit(parts: list[Fraction]) -> None:
    total = round(sum(parts))
    parts[0] += total - sum(parts)
    whole = largest_remainder(parts=parts, total=total)
    assert sum(whole) == total
    assert all(abs(one - part) < 1 for one, part in zip(whole, parts, strict=True))


def test_units_left_over_go_to_the_largest_remainders_the_first_of_equals_first() -> None:
    thirds = [Fraction(10, 3)] * 3
    assert largest_remainder(parts=thirds, total=10) == [4, 3, 3]
    assert largest_remainder(parts=[Fraction(-5, 2), Fraction(5, 2)], total=0) == [-2, 2]


def test_parts_that_do_not_sum_to_the_total_are_refused() -> None:
    with pytest.raises(ValueError, match="not to 9"):
        largest_remainder(parts=[Fraction(1), Fraction(2)], total=9)


@given(case=kinds())
def test_people_sum_to_the_customers_part(
    case: tuple[Totals, Totals, dict[str, int], dict[str, int]],
) -> None:
    before, after, heads, sales = case
    change = decompose(before=before, after=after)
    split = split_people(change=change, heads=heads, sales=sales)
    assert sum(split.values()) == change.customers
    if change.per_customer is not None:
        assert split["kept"] == 0
        assert all(split[kind] == 0 for kind in ("new", "revived", "lost") if not heads[kind])


def test_people_are_worth_the_same_each() -> None:
    # 950 = 1000 + 120 new + 30 revived - 200 lost; a customer is worth 534,885.44 / 50 yen
    change = decompose(before=BEFORE, after=AFTER)
    heads = {"new": 120, "kept": 800, "revived": 30, "lost": 200}
    split = split_people(change=change, heads=heads, sales=dict.fromkeys(heads, 0))
    assert split == {"new": 1_283_725, "revived": 320_931, "lost": -2_139_542, "kept": 0}


def test_as_many_customers_as_before_still_come_and_go() -> None:
    change = decompose(before=Totals(1000, 10, 10), after=Totals(1000, 10, 10))
    heads = {"new": 3, "kept": 6, "revived": 1, "lost": 4}
    split = split_people(change=change, heads=heads, sales=dict.fromkeys(heads, 0))
    assert split == {"new": 300, "revived": 100, "lost": -400, "kept": 0}
