"""Every form of a date a sales file may hold, and the forms that are refused with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from goen.japanese import DateReading, UnreadableDate, date_readings, is_date_style, parse_date

APRIL_FIRST = date(2025, 4, 1)
YEARS = (1950, 2049)


@pytest.mark.parametrize(
    "written",
    [
        "2025/4/1",
        "2025/04/01",
        "2025-04-01",
        "2025-4-1",
        "2025.4.1",
        "2025. 4. 1",
        "2025/ 4/ 1",
        "20250401",
        "2025年4月1日",
        "2025年 4月 1日",
        "2025年04月01日",
        "二〇二五年四月一日",
        "二千二十五年四月一日",
        "令和7年4月1日",
        "令和 7年 4月 1日",
        "令和七年四月一日",
        "令和7/4/1",
        "令7.4.1",
        "R7.4.1",
        "r7.4.1",
        "R07/04/01",
        "R7-4-1",
        "R070401",
        "㋿7.4.1",
        "㋿7年4月1日",
        "２０２５／４／１",
        "２０２５年４月１日",
        "Ｒ７．４．１",
        "２０２５−０４−０１",
        "2025‐04‐01",
        "2025/4/1（火）",
        "2025/4/1(火)",
        "2025/4/1 火",
        "2025年4月1日火曜日",
        "2025-04-01 (Tue)",
        "2025/4/1 10:30",
        "2025/04/01 1:05:09",
        "2025/4/1(火) 10:30",
        "2025-04-01T10:00:00",
        "2025-04-01T10:00:00.123456",
        "2025-04-01T00:00:00Z",
        "2025-04-01T10:00:00+09:00",
        "2025-04-01 23:59:59 +0900",
        "2025-04-01 23:59:59 JST",
        "2025年4月1日 午前10時",
        "2025年4月1日午後3時30分",
        "2025年4月1日 15時30分20秒",
        "2025/04/01 10:00 AM",
        "2025/04/01 25:30",
        "20250401 103000",
        "20250401103000",
        "202504011030",
        "20250401T103000",
        "1-Apr-2025",
        "1 April 2025",
        "01 Apr, 2025",
        "Apr 1, 2025",
        "April 1st, 2025",
        "2025-Apr-01",
        "Tue, 01 Apr 2025 10:00:00 +0900",
        "Tue Apr 01 2025 10:00:00 GMT+0900",
        "　2025/4/1　",
        "2025/4/1\n",
        "'2025/4/1",
        '="2025/4/1"',
    ],
)
def test_each_written_form_is_read(written: str) -> None:
    assert parse_date(written) == APRIL_FIRST


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2025, 4, 1), APRIL_FIRST),
        (datetime(2025, 4, 1, 23, 59), APRIL_FIRST),  # noqa: DTZ001 - workbooks know no time zone
        (45748, APRIL_FIRST),
        (45748.0, APRIL_FIRST),
        (45748.75, APRIL_FIRST),
        (20250401, APRIL_FIRST),
        (20250401.0, APRIL_FIRST),
        (20250401103000.0, APRIL_FIRST),
        (20000, date(1954, 10, 3)),
        (79999, date(2119, 1, 10)),
    ],
)
def test_cells_of_workbooks_are_read(cell: object, day: date) -> None:
    assert parse_date(cell) == day


def test_a_1904_workbook_counts_from_1904() -> None:
    assert parse_date(45748 - 1462, epoch_1904=True) == APRIL_FIRST


def test_a_moment_has_the_date_it_had_in_tokyo() -> None:
    evening = datetime(2025, 3, 31, 15, 0, tzinfo=UTC)
    assert parse_date(evening) == APRIL_FIRST
    assert parse_date("2025-03-31T15:00:00Z") == APRIL_FIRST
    assert parse_date("2025-03-31T14:59:59Z") == date(2025, 3, 31)
    assert parse_date("2025-03-31 10:00:00-0500") == APRIL_FIRST
    assert parse_date("2025-04-01 08:00 +12:00") == APRIL_FIRST
    assert parse_date("2025-04-01 02:00 +12:00") == date(2025, 3, 31)
    assert parse_date(datetime(2025, 4, 1, tzinfo=timezone(timedelta(hours=9)))) == APRIL_FIRST


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("明治45-07-29", date(1912, 7, 29)),
        ("大正1-07-30", date(1912, 7, 30)),
        ("大正15-12-24", date(1926, 12, 24)),
        ("昭和1-12-25", date(1926, 12, 25)),
        ("昭和64-01-07", date(1989, 1, 7)),
        ("S64.1.7", date(1989, 1, 7)),
        ("平成1-01-08", date(1989, 1, 8)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31-04-30", date(2019, 4, 30)),
        ("H31.4.30", date(2019, 4, 30)),
        ("令和1-05-01", date(2019, 5, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("㍻31.4.30", date(2019, 4, 30)),
        ("㍼64.1.7", date(1989, 1, 7)),
        ("㍽15.12.24", date(1926, 12, 24)),
        ("㍾45.7.29", date(1912, 7, 29)),
    ],
)
def test_the_first_and_last_day_of_each_era(written: str, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("昭和64-01-08", "平成元年1月8日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("昭和65年4月1日", "平成2年4月1日"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("平成32年4月1日", "令和2年4月1日"),
        ("H31.5.1", "令和元年5月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("大正15-12-25", "昭和元年12月25日"),
        ("昭和1-12-24", "大正15年12月24日"),
        ("明治45-07-30", "大正元年7月30日"),
        ("大正1-07-29", "明治45年7月29日"),
    ],
)
def test_a_day_outside_its_era_is_refused_and_the_right_one_offered(
    written: str, offered: str
) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(written)
    assert offered in refused.value.reason.ja


def test_the_end_of_an_era_is_told_in_both_languages() -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date("昭和64年1月8日")
    reason = refused.value.reason
    assert reason.ja == "昭和は64年1月7日までです。平成元年1月8日ではありませんか"
    assert reason.en == "Showa ended on 64-1-7; perhaps Heisei 1-1-8 is meant"


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("2025-02-29", "28日まで"),
        ("2025/4/31", "30日まで"),
        ("2025/13/1", "13月"),
        ("2025/0/1", "0月"),
        ("2025/4/0", "30日まで"),
        ("20250230", "28日まで"),
        ("令和7年2月29日", "28日まで"),
        ("R0.4.1", "0年"),
        ("1899-12-31", "1900年から2200年"),
        ("2201-01-01", "1900年から2200年"),
        ("0000-00-00", "1900年から2200年"),
        ("明治5年1月1日", "1900年から2200年"),
        (date(1899, 12, 31), "1900年から2200年"),
        ("", "空"),
        ("　 ", "空"),
        (None, "空"),
        ("未定", "読めません"),
        ("2025-04-01abc", "読めません"),
        ("2025/4/1〜4/3", "読めません"),
        ("2025-04-01-02", "読めません"),
        ("2025/04/01 10:61", "読めません"),
        ("2025/04/01 31:00", "読めません"),
        ("#N/A", "読めません"),
        ("x" * 5000, "読めません"),
        (float("nan"), "読めません"),
        (float("inf"), "読めません"),
        (True, "読めません"),
        (7, "ただの数"),
        (2025, "ただの数"),
        (12.5, "ただの数"),
        (-45748, "ただの数"),
        (b"2025-04-01", "読めません"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(cell: object, part: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(cell)
    assert part in refused.value.reason.ja
    assert refused.value.reason.en


@pytest.mark.parametrize("written", ["25/4/1", "25-04-01", "7.4.1", "250401", "4/1/25"])
def test_two_digit_years_are_refused_and_the_options_named(written: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(written)
    for text in (refused.value.reason.ja, refused.value.reason.en):
        assert "--date-format ymd" in text
        assert "--years 1950-2049" in text


@pytest.mark.parametrize("written", ["4/1/2025", "01-04-2025", "13/1/2025", "1.13.2025"])
def test_day_first_and_month_first_are_refused_and_the_options_named(written: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(written)
    assert "--date-format mdy" in refused.value.reason.ja
    assert "dmy" in refused.value.reason.ja


@pytest.mark.parametrize(
    "written",
    ["2025/04", "2025-4", "202504", "2025年4月", "令和7年4月", "R7.4", "04/2025", "Apr 2025"],
)
def test_year_months_are_refused_without_the_option(written: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(written)
    assert "--date-format ym" in refused.value.reason.ja
    assert parse_date(written, style="ym") == date(2025, 4, 30)


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2024/02", date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 28)),
        (202412, date(2024, 12, 31)),
        (202412.0, date(2024, 12, 31)),
        ("平成31年4月", date(2019, 4, 30)),
        ("令和元年5月", date(2019, 5, 31)),
        ("昭和64年1月", date(1989, 1, 31)),
        ("平成元年1月", date(1989, 1, 31)),
        (date(2025, 4, 1), date(2025, 4, 30)),
    ],
)
def test_a_year_month_is_its_last_day(written: object, last: date) -> None:
    assert parse_date(written, style="ym") == last


def test_a_full_date_in_a_column_of_year_months_keeps_its_day() -> None:
    assert parse_date("2025-04-15", style="ym") == date(2025, 4, 15)
    assert parse_date(date(2025, 4, 15), style="ym") == date(2025, 4, 15)


@pytest.mark.parametrize("written", ["令和31年13月", "平成32年4月"])
def test_impossible_year_months_are_refused(written: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_date(written, style="ym")


@pytest.mark.parametrize(
    ("written", "style", "day"),
    [
        ("25/4/1", "ymd", APRIL_FIRST),
        ("25-04-01", "ymd", APRIL_FIRST),
        ("250401", "ymd", APRIL_FIRST),
        ("４/１/２５", "mdy", APRIL_FIRST),
        ("04/01/2025", "mdy", APRIL_FIRST),
        ("04012025", "mdy", APRIL_FIRST),
        ("1/4/2025", "dmy", APRIL_FIRST),
        ("01.04.25", "dmy", APRIL_FIRST),
        ("12/1/2010 8:26", "mdy", date(2010, 12, 1)),
        ("9/7/11", "mdy", date(2011, 9, 7)),
        ("50/1/1", "ymd", date(1950, 1, 1)),
        ("49/12/31", "ymd", date(2049, 12, 31)),
        ("2025/4/1", "mdy", APRIL_FIRST),
        ("20250401", "dmy", APRIL_FIRST),
        ("R7.4.1", "mdy", APRIL_FIRST),
        ("11-Feb-13", None, date(2013, 2, 11)),
        ("25年4月1日", None, APRIL_FIRST),
    ],
)
def test_the_options_say_how_unclear_dates_are_read(
    written: str, style: str | None, day: date
) -> None:
    assert parse_date(written, style=style, years=YEARS) == day


@pytest.mark.parametrize(
    ("written", "style"),
    [("25/4/1", "ymd"), ("4/1/25", "mdy"), ("11-Feb-13", None), ("25年4月1日", None)],
)
def test_a_two_digit_year_needs_its_century(written: str, style: str | None) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(written, style=style)
    assert "--years 1950-2049" in refused.value.reason.ja


def test_a_span_longer_than_a_century_does_not_settle_the_year() -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date("25/4/1", style="ymd", years=(1900, 2049))
    assert "ひとつに決まりません" in refused.value.reason.ja


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("13/1/2025", "mdy"),
        ("1/13/2025", "dmy"),
        ("1/4/2025", "ymd"),
        ("7/4/1", "ymd"),
        ("4/1/5", "mdy"),
    ],
)
def test_a_date_that_contradicts_the_option_is_refused(written: str, style: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_date(written, style=style, years=YEARS)


@pytest.mark.parametrize(
    ("written", "style", "day"),
    [
        ("01.04.2025", "%d.%m.%Y", APRIL_FIRST),
        ("2025/1/4", "%Y/%d/%m", APRIL_FIRST),
        ("2025-04-01T15:00:00+0000", "%Y-%m-%dT%H:%M:%S%z", date(2025, 4, 2)),
        ("250401", "%y%m%d", APRIL_FIRST),
        ("２０２５年０４月", "%Y年%m月", date(2025, 4, 30)),
    ],
)
def test_a_strptime_format_is_the_only_form_read(written: str, style: str, day: date) -> None:
    assert parse_date(written, style=style, years=YEARS) == day
    with pytest.raises(UnreadableDate) as refused:
        parse_date("2025年4月1日 10:00", style=style)
    assert style in refused.value.reason.ja


def test_a_two_digit_year_of_a_format_needs_its_century_too() -> None:
    with pytest.raises(UnreadableDate):
        parse_date("250401", style="%y%m%d")


@pytest.mark.parametrize("style", ["ymd", "mdy", "dmy", "ym", "%d.%m.%Y", "%Y年%m月%d日", "%y%m%d"])
def test_known_styles(style: str) -> None:
    assert is_date_style(style)


@pytest.mark.parametrize("style", ["", "ydm", "YYYY/MM/DD", "%", "%Q%Y", "%H:%M", "%m/%d"])
def test_unknown_styles(style: str) -> None:
    assert not is_date_style(style)


def test_a_serial_written_as_text_needs_the_flag() -> None:
    assert parse_date("45748", serials=True) == APRIL_FIRST
    assert parse_date("45748.5", serials=True) == APRIL_FIRST
    assert parse_date("2025-04-01", serials=True) == APRIL_FIRST
    for text in ("45748", "45748.5"):
        with pytest.raises(UnreadableDate):
            parse_date(text)
    with pytest.raises(UnreadableDate):
        parse_date("99999", serials=True)


@pytest.mark.parametrize(
    ("cell", "readings"),
    [
        ("2025-04-01", [("", False)]),
        ("3/14/11", [("mdy", True)]),
        ("14/3/2011", [("dmy", False)]),
        ("4/5/2011", [("mdy", False), ("dmy", False)]),
        ("201704", [("ym", False)]),
        ("11-Feb-13", [("", True)]),
        ("45748", [("serial", False)]),
        ("1,200", []),
        ("12000", []),
        ("S14033", []),
        ("03-1234-5678", []),
        (None, []),
    ],
)
def test_the_ways_a_cell_can_be_read(cell: object, readings: list[tuple[str, bool]]) -> None:
    assert list(date_readings(cell)) == [DateReading(*one) for one in readings]
