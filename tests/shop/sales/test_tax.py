from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.shop.sales.tax import sums

LINES = st.lists(st.tuples(st.sampled_from([10, 8, 0]), st.integers(-(10**9), 10**9)), max_size=20)
ROUNDINGS = ["FLOOR", "CEILING", "HALF_UP"]


def test_three_lines_of_105_yen_make_31_yen_of_tax():
    # National Tax Agency, Q&A on the invoice system, question 57: not 10 yen three times.
    assert sums(lines=[(10, 105)] * 3, included=False, rounding="FLOOR").tax == 31


@pytest.mark.parametrize(("rounding", "tax"), [("FLOOR", 10), ("CEILING", 11), ("HALF_UP", 10)])
def test_a_part_of_a_yen_goes_as_the_company_decided(rounding: str, tax: int):
    assert sums(lines=[(10, 104)], included=False, rounding=rounding).tax == tax


def test_half_a_yen_is_rounded_up():
    assert sums(lines=[(10, 105)], included=False, rounding="HALF_UP").tax == 11


def test_prices_with_tax_contain_ten_of_110():
    found = sums(lines=[(10, 1100), (8, 1080)], included=True, rounding="FLOOR")
    assert (found.net, found.tax, found.total) == (2000, 180, 2180)
    assert found.taxes == {10: 100, 8: 80}


def test_a_refund_is_rounded_as_the_sale_was():
    sale = sums(lines=[(10, 109)], included=False, rounding="FLOOR")
    refund = sums(lines=[(10, -109)], included=False, rounding="FLOOR")
    assert (refund.net, refund.tax, refund.total) == (-sale.net, -sale.tax, -sale.total)


def test_nothing_comes_to_nothing():
    assert sums(lines=[], included=False, rounding="FLOOR").total == 0


@given(lines=LINES, included=st.booleans(), rounding=st.sampled_from(ROUNDINGS))
def test_the_sums_agree_and_each_rate_is_less_than_a_yen_off(lines, included, rounding):
    found = sums(lines=lines, included=included, rounding=rounding)
    assert found.net + found.tax == found.total
    assert sum(found.taxes.values()) == found.tax
    assert (found.total if included else found.net) == sum(amount for _rate, amount in lines)
    for rate, tax in found.taxes.items():
        amount = sum(amount for each, amount in lines if each == rate)
        exact = Fraction(amount * rate, 100 + rate if included else 100)
        assert abs(exact - tax) < 1
