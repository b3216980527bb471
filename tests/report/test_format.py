from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.report import _format as f


@pytest.mark.parametrize(
    ("value", "whole", "total"),
    [
        (None, "—", "—"),
        (0, "0円", "0円"),
        (18_150, "18,150円", "1.82万円"),
        (9_999, "9,999円", "9,999円"),
        (170_000, "170,000円", "17.0万円"),
        (99_960, "99,960円", "10.0万円"),
        (14_190_000, "14,190,000円", "1,419万円"),
        (99_995_000, "99,995,000円", "1.00億円"),
        (155_000_000, "155,000,000円", "1.55億円"),
        (12_345_600_000, "12,345,600,000円", "123.46億円"),
        (-3_240, "−3,240円", "−3,240円"),
        (-61_200_000, "−61,200,000円", "−6,120万円"),
    ],
)
def test_yen_in_japanese(value: int | None, whole: str, total: str) -> None:
    assert f.money(value, currency="JPY", lang="ja") == whole
    assert f.money(value, currency="JPY", lang="ja", total=True) == total


@pytest.mark.parametrize(
    ("value", "currency", "lang", "total", "text"),
    [
        (18_150, "JPY", "en", True, "¥18,150"),
        (155_000_000, "JPY", "en", True, "¥155,000,000"),
        (-3_240, "JPY", "en", False, "−¥3,240"),
        (123_456, "USD", "en", False, "$1,234.56"),
        (99_999, "USD", "en", True, "$999.99"),
        (123_456, "USD", "en", True, "$1,235"),
        (5, "USD", "en", False, "$0.05"),
        (123_456, "USD", "ja", False, "1,234.56ドル"),
        (155_000_000, "USD", "ja", True, "155万ドル"),
        (1_234, "SEK", "en", False, "kr 12.34"),
        (1_234, "SEK", "ja", False, "12.34 SEK"),
        (1_234, "KRW", "en", False, "₩1,234"),
    ],
)
def test_money_in_each_currency_and_language(
    value: int, currency: str, lang: str, *, total: bool, text: str
) -> None:
    assert f.money(value, currency=currency, lang=lang, total=total) == text


@given(st.integers(min_value=10_000, max_value=10**15))
def test_a_total_shows_at_least_three_figures_and_is_near_the_amount(value: int) -> None:
    text = f.money(value, currency="JPY", lang="ja", total=True)
    unit = 10_000 if "万" in text else 100_000_000
    figure = text.rstrip("円").rstrip("万億").replace(",", "")
    assert len(figure.replace(".", "")) >= 3
    assert abs(float(figure) * unit - value) <= value / 190  # half of the third figure


@given(st.integers(-(10**12), 10**12))
def test_a_whole_amount_can_be_read_back(value: int) -> None:
    text = f.money(value, currency="JPY", lang="ja")
    assert int(text.rstrip("円").replace(",", "").replace("−", "-")) == value
    cents = f.money(value, currency="USD", lang="en")
    assert int("".join(c for c in cents if c in "0123456789")) == abs(value)


def test_counts_and_differences() -> None:
    assert f.count(10_948) == "10,948"
    assert f.count(-3) == "−3"
    assert f.count(None) == "—"
    assert [f.signed(n) for n in (21, -1_206, 0, None)] == ["+21", "−1,206", "±0", "—"]
    assert [f.delta(n) for n in (21, -6, 0, None)] == ["▲21", "▼6", "±0", "—"]
    assert f.people(412, lang="ja") == "412人"
    assert [f.people(n, lang="en") for n in (1, 412)] == ["1 customer", "412 customers"]
    assert f.people(None, lang="ja") == "—"


def test_signed_money() -> None:
    found = [f.signed_money(n, currency="JPY", lang="ja") for n in (1_200, -300, 0, None)]
    assert found == ["+1,200円", "−300円", "±0円", "—"]
    assert f.signed_money(1_200, currency="JPY", lang="en") == "+¥1,200"


def test_shares_have_one_decimal_and_nothing_over_zero_is_a_dash() -> None:
    rate = {"numerator": 198, "denominator": 516, "share": 198 / 516}
    assert f.share(rate, lang="ja") == "38.4%"
    assert f.rate(rate, lang="ja") == "38.4%（198 ÷ 516）"
    assert f.rate(rate, lang="en") == "38.4% (198 ÷ 516)"
    assert f.share({"numerator": 0, "denominator": 0, "share": None}, lang="ja") == "—"
    assert f.share(None, lang="en") == "—"
    assert f.rate(None, lang="en") == "—"
    assert f.share(0.0625, lang="ja") == "6.3%"
    assert f.share(1, lang="ja") == "100.0%"


def test_a_half_tenth_of_a_percent_is_rounded_up_whatever_the_float_says() -> None:
    assert f.share({"numerator": 5, "denominator": 10_000, "share": 0.0005}, lang="ja") == "0.1%"
    assert f.share({"share": 0.0005}, lang="ja") == "0.1%"


def test_relative_changes_are_signed() -> None:
    found = [f.signed_share(x, lang="ja") for x in (0.042, -0.003, 0.0, None)]
    assert found == ["+4.2%", "−0.3%", "±0.0%", "—"]


def test_days_and_months() -> None:
    assert f.day("2026-11-20", lang="ja") == "2026/11/20"
    assert f.day("2026-11-20", lang="en") == "2026-11-20"
    assert f.day("2026-11-20", lang="ja", long=True) == "2026年11月20日（金）"
    assert f.day("2026-11-20", lang="en", long=True) == "20 November 2026 (Fri)"
    assert f.day(None, lang="ja") == "—"
    assert f.month("2026-01", lang="ja") == "2026年1月"
    assert f.month("2026-01", lang="en", short=True) == "Jan 2026"
    assert f.month("2026-04", lang="ja", short=True) == "4月"
    assert f.month("2026-04", lang="en", short=True) == "Apr"
    assert f.month(None, lang="ja") == "—"


def test_minor_units_become_cell_numbers() -> None:
    assert f.major(18_150, digits=0) == 18_150
    assert f.major(123_456, digits=2) == 1_234.56
    assert f.major(None, digits=2) is None
