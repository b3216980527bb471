"""Every date survives every form in which it can be written."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.japanese import UnreadableDate, date_readings, parse_date
from goen.japanese._eras import ERAS, Era, era_of, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
FULL_WIDTH = str.maketrans("0123456789/.-", "０１２３４５６７８９／．－")
WEEKDAYS = "月火水木金土日"


def _era(day: date, style: str) -> str:
    era = era_of(day)
    year = day.year - era.base
    if style == "kanji":
        return f"{era.kanji}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{era.letter}{year}.{day.month}.{day.day}"


FORMS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "padded slash": lambda day: f"{day:%Y/%m/%d}",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "packed": lambda day: f"{day:%Y%m%d}",
    "kanji": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "full width": lambda day: day.isoformat().translate(FULL_WIDTH),
    "weekday": lambda day: f"{day.year}/{day.month}/{day.day}（{WEEKDAYS[day.weekday()]}）",
    "time": lambda day: f"{day:%Y/%m/%d} 23:59:59",
    "iso time": lambda day: f"{day.isoformat()}T00:00:00.000+09:00",
    "packed time": lambda day: f"{day:%Y%m%d}235959",
    "era": lambda day: _era(day, "kanji"),
    "era letter": lambda day: _era(day, "letter"),
    "month name": lambda day: f"{day.day} {day:%b} {day.year}",
}


@given(st.dates(date(1900, 1, 1), date(2117, 12, 31)), st.sampled_from(sorted(FORMS)))
def test_every_date_is_read_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(FORMS[form](day)) == day


@given(DAYS)
def test_the_options_read_their_own_order(day: date) -> None:
    assert parse_date(f"{day.month}/{day.day}/{day.year}", style="mdy") == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}", style="dmy") == day
    assert parse_date(f"{day:%Y%m}", style="ym").replace(day=1) == day.replace(day=1)


@given(DAYS, st.sampled_from(["mdy", "dmy", "ymd", "ym", None]))
def test_a_full_date_with_the_year_first_means_the_same_under_every_option(
    day: date, style: str | None
) -> None:
    for form in ("iso", "slash", "packed", "time"):
        assert parse_date(FORMS[form](day), style=style) == day


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_two_digit_years_within_their_span(day: date) -> None:
    years = (1950, 2049)
    assert parse_date(f"{day:%y}/{day.month}/{day.day}", style="ymd", years=years) == day
    assert parse_date(f"{day.month}/{day.day}/{day:%y}", style="mdy", years=years) == day


@given(st.integers(20_000, 79_999))
def test_serials_count_the_days_as_excel_does(serial: int) -> None:
    day = date(1899, 12, 30) + timedelta(days=serial)
    assert parse_date(serial) == parse_date(float(serial)) == parse_date(serial + 0.999) == day
    assert parse_date(str(serial), serials=True) == day


@pytest.mark.parametrize(("before", "after"), list(pairwise(ERAS)), ids=lambda era: era.english)
def test_eras_follow_each_other_without_a_gap(before: Era, after: Era) -> None:
    assert before.next_first == after.first
    last = after.first - timedelta(days=1)
    assert parse_date(written(last).ja) == last
    assert parse_date(written(after.first).ja) == after.first


@given(st.text(max_size=30) | st.text(alphabet="0123456789/-.年月日RHS :T令和", max_size=20))
def test_no_text_ends_in_anything_but_a_date_or_a_reason(text: str) -> None:
    for style in (None, "ymd", "mdy", "dmy", "ym"):
        try:
            found = parse_date(text, style=style, years=(1950, 2049))
        except UnreadableDate as refused:
            assert refused.reason.ja
            assert refused.reason.en
        else:
            assert 1900 <= found.year <= 2200
    date_readings(text)


@given(st.floats() | st.integers() | st.booleans() | st.none())
def test_no_number_ends_in_anything_but_a_date_or_a_reason(cell: float | None) -> None:
    try:
        assert 1900 <= parse_date(cell).year <= 2200
    except UnreadableDate as refused:
        assert refused.reason.ja


def test_the_digital_agency_agrees_on_the_eras(shared_data: Path) -> None:
    table = shared_data / "jp_era" / "BaseRegistry" / "元号西暦対応表.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    for row, era in zip(rows, ERAS, strict=True):
        assert row["元号"] == era.kanji
        assert int(row["西暦"]) == era.first.year
        if era.first.year >= 1900:
            assert parse_date(row["元号による最初の日付"]) == era.first
