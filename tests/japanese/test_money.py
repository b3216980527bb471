"""Every form of an amount a sales file may hold, and the forms refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.japanese import (
    LARGEST_AMOUNT,
    UnknownCurrency,
    UnreadableMoney,
    UnreadableQuantity,
    currency_sign,
    minor_digits,
    minor_units,
    parse_money,
    parse_price,
    parse_quantity,
)


@pytest.mark.parametrize(
    "cell",
    [
        "1200",
        "1,200",
        "￥1,200",
        "¥1,200",
        "¥ 1,200",
        "\\1,200",
        "1,200円",
        "1200 円",
        "１，２００",
        "￥１，２００円",
        "1200.0",
        "1,200.00",
        "1200.",
        "+1200",
        "01200",
        "1.2E+03",
        "12e2",
        "1.2千円",
        "0.12万円",
        "金1,200円也",
        "1,200円（税込）",
        "1200 税込",
        "1,200(税込み)",
        "JPY 1,200",
        "1200 jpy",
        "　1,200　",
        '="1200"',
        "'1200",
        1200,
        1200.0,
        1199.9999999999998,
        Decimal("1200.00"),
    ],
)
def test_each_written_form_is_read(cell: object) -> None:
    assert parse_money(cell, digits=0) == 1200


@pytest.mark.parametrize(
    "cell",
    [
        "-1200",
        "−1,200",
        "－１，２００",
        "‐1200",
        "–1200",
        "ー１２００",
        "△1,200",
        "▲1,200",
        "▲ 1,200円",
        "△１，２００",
        "▼1200",
        "(1,200)",
        "（1,200）",
        "（￥1,200）",
        "¥(1,200)",
        "(1,200円)",
        "(1,200)円",
        "-¥1,200",
        "¥-1,200",
        "￥△1,200",
        "1,200-",
        "1200−",
        -1200,
        -1200.0,
    ],
)
def test_each_sign_below_zero_is_read(cell: object) -> None:
    assert parse_money(cell, digits=0) == -1200


@pytest.mark.parametrize("cell", ["0", "¥0", "0円", "-0", "¥-", "￥ －", "\\-", 0, 0.0, "0.00"])
def test_each_zero_is_read(cell: object) -> None:
    assert parse_money(cell, digits=0) == 0


@pytest.mark.parametrize(
    ("cell", "unit", "yen"),
    [
        ("12", 1000, 12_000),
        ("1.5", 1000, 1_500),
        (1.5, 1000, 1_500),
        ("△15", 1000, -15_000),
        ("0.001", 1000, 1),
        ("3", 10_000, 30_000),
        ("2", 1_000_000, 2_000_000),
        ("3千円", 1, 3_000),
        ("3万円", 1, 30_000),
        ("1.5万", 1, 15_000),
        ("2百万円", 1, 2_000_000),
        ("1億円", 1, 100_000_000),
        ("3千円", 1000, 3_000),
        ("3万円", 1000, 30_000),
    ],
)
def test_units_of_the_column_and_of_the_cell(cell: object, unit: int, yen: int) -> None:
    assert parse_money(cell, digits=0, unit=unit) == yen


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("29.33", 2933),
        ("29.3", 2930),
        ("29", 2900),
        ("-29.33", -2933),
        ("$1,234.56", 123456),
        ("USD 1,234.56", 123456),
        ("1,234.56 $", 123456),
        ("(5.50)", -550),
        (".5", 50),
        (29.33, 2933),
        (0.1 + 0.2, 30),
        (1234567.89, 123456789),
        ("29.330", 2933),
    ],
)
def test_a_currency_with_cents(cell: object, cents: int) -> None:
    assert parse_money(cell, digits=2) == cents


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("", "空"),
        ("　", "空"),
        (None, "空"),
        ("abc", "金額として読めません"),
        ("千円", "金額として読めません"),
        ("12 34", "金額として読めません"),
        ("1.2.3", "金額として読めません"),
        ("1/2", "金額として読めません"),
        ("約1000円", "金額として読めません"),
        ("NaN", "金額として読めません"),
        ("inf", "金額として読めません"),
        (float("nan"), "金額として読めません"),
        (float("inf"), "金額として読めません"),
        (True, "金額として読めません"),
        ([], "金額として読めません"),
        ("1" * 5000, "金額として読めません"),
        ("#REF!", "エラー"),
        ("#N/A", "エラー"),
        ("1,23", "カンマ"),
        ("12,34,567", "カンマ"),
        ("1234,567", "カンマ"),
        (",123", "金額として読めません"),
        ("1,200,", "カンマ"),
        ("--5", "符号が2つ"),
        ("-△5", "符号が2つ"),
        ("(-5)", "符号が2つ"),
        ("-5-", "符号が2つ"),
        ("-", "横線"),
        ("―", "横線"),
        ("¥1,000-", "末尾"),
        ("1,000円-", "末尾"),
        ("1200.5", "小数"),
        ("0.5円", "小数"),
        (1200.5, "小数"),
        ("$5", "--currency USD"),
        ("5 €", "--currency USD"),
        ("1e30", "大きすぎます"),
        ("9" * 18, "大きすぎます"),
        ("1E+99", "大きすぎます"),
        (1e300, "大きすぎます"),
    ],
)
def test_what_is_no_amount_in_yen_is_refused_with_its_reason(cell: object, part: str) -> None:
    with pytest.raises(UnreadableMoney) as refused:
        parse_money(cell, digits=0)
    assert part in refused.value.reason.ja
    assert refused.value.reason.en


@pytest.mark.parametrize(
    ("cell", "part"),
    [("29.333", "2けた"), (29.333, "2けた"), ("5円", "--currency JPY"), ("JPY 5", "JPY")],
)
def test_what_is_no_amount_in_dollars_is_refused(cell: object, part: str) -> None:
    with pytest.raises(UnreadableMoney) as refused:
        parse_money(cell, digits=2)
    assert part in refused.value.reason.ja


def test_an_amount_in_thousands_must_still_be_whole_yen() -> None:
    with pytest.raises(UnreadableMoney) as refused:
        parse_money("1.2345", digits=0, unit=1000)
    assert "小数" in refused.value.reason.ja


def test_the_largest_amount() -> None:
    assert parse_money(str(LARGEST_AMOUNT), digits=0) == LARGEST_AMOUNT
    assert parse_money("9007199254740993", digits=0) == 9_007_199_254_740_993
    with pytest.raises(UnreadableMoney):
        parse_money(str(LARGEST_AMOUNT + 1), digits=0)
    with pytest.raises(UnreadableMoney):
        parse_money("999999999999999", digits=2, unit=1000)


@given(st.integers(-(10**15), 10**15))
def test_every_amount_is_read_back_from_every_form(yen: int) -> None:
    size = abs(yen)
    for form in (f"{yen}", f"{yen:,}", f"¥{yen:,}", f"{yen}.00", f"{yen:,}円"):
        assert parse_money(form, digits=0) == yen
    below = f"{size:,}" if yen >= 0 else f"△{size:,}"
    assert parse_money(below, digits=0) == yen
    assert parse_money(f"{size:,}" if yen >= 0 else f"（{size:,}）", digits=0) == yen


@given(st.integers(-(10**12), 10**12))
def test_every_amount_in_cents_is_read_back(cents: int) -> None:
    exact = Decimal(cents) / 100
    assert parse_money(f"{exact:.2f}", digits=2) == cents
    assert parse_money(f"{exact:,.2f}", digits=2) == cents
    assert parse_money(float(exact), digits=2) == cents


@given(st.integers(-(10**14), 10**14))
def test_a_workbook_keeps_whole_yen_exactly(yen: int) -> None:
    assert parse_money(float(yen), digits=0) == yen


@given(
    st.text(max_size=20) | st.text(alphabet="0123456789,.-△()¥円 e万千", max_size=15),
    st.sampled_from([0, 2]),
)
def test_no_text_ends_in_anything_but_an_amount_or_a_reason(text: str, digits: int) -> None:
    try:
        assert abs(parse_money(text, digits=digits)) <= LARGEST_AMOUNT
    except UnreadableMoney as refused:
        assert refused.reason.ja
        assert refused.reason.en


@given(st.floats() | st.integers() | st.decimals() | st.booleans())
def test_no_number_ends_in_anything_but_an_amount_or_a_reason(cell: object) -> None:
    try:
        assert abs(parse_money(cell, digits=0)) <= LARGEST_AMOUNT
    except UnreadableMoney as refused:
        assert refused.reason.ja


def test_a_price_may_be_finer_than_the_minor_unit() -> None:
    assert parse_price("0.5", digits=0) == Fraction(1, 2)
    assert minor_units(parse_price("0.5", digits=0) * 4, digits=0) == 2
    assert minor_units(parse_price(2.55, digits=2) * 6, digits=2) == 1530
    with pytest.raises(UnreadableMoney):
        minor_units(Fraction(1, 2), digits=0)
    with pytest.raises(UnreadableMoney):
        parse_price("1円2", digits=0)


@pytest.mark.parametrize(
    ("amount", "yen"),
    [("0.5", 1), ("-0.5", -1), ("1.4", 1), ("-1.4", -1), ("2.5", 3), ("-2.5", -3)],
)
def test_rounding_goes_half_up_on_both_sides_of_zero(amount: str, yen: int) -> None:
    assert minor_units(Fraction(amount), digits=0, rounded=True) == yen


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("3", Fraction(3)),
        ("３", Fraction(3)),
        ("1,000", Fraction(1000)),
        ("3個", Fraction(3)),
        ("2 本", Fraction(2)),
        ("△1", Fraction(-1)),
        ("-2", Fraction(-2)),
        ("1.5kg", Fraction(3, 2)),
        ("0.5", Fraction(1, 2)),
        ("一式", Fraction(1)),
        ("1式", Fraction(1)),
        ("x2", Fraction(2)),
        ("10 pcs", Fraction(10)),
        (3.0, Fraction(3)),
        (2, Fraction(2)),
    ],
)
def test_quantities(cell: object, count: Fraction) -> None:
    assert parse_quantity(cell) == count


@pytest.mark.parametrize("cell", ["", None, "多数", "1,23", True, float("nan"), "9" * 30, "#N/A"])
def test_what_is_no_quantity_is_refused(cell: object) -> None:
    with pytest.raises(UnreadableQuantity) as refused:
        parse_quantity(cell)
    assert refused.value.reason.ja


def test_currencies() -> None:
    assert [minor_digits(code) for code in ("JPY", "usd", "EUR", "KRW")] == [0, 2, 2, 0]
    assert [currency_sign(code) for code in ("JPY", "USD", "GBP")] == ["¥", "$", "£"]
    with pytest.raises(UnknownCurrency):
        minor_digits("XXX")
