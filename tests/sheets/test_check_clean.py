"""Cells called clean mean to DuckDB, by SQL alone, what they mean to RowChecker."""

from __future__ import annotations

import re
from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.japanese import (
    CLEAN_DATE_PATTERN,
    FIRST_YEAR,
    LARGEST_AMOUNT,
    LAST_YEAR,
    UnreadableDate,
    UnreadableMoney,
    clean_money_pattern,
    parse_date,
    parse_money,
)
from goen.sheets._check import CLEAN_TEXT_PATTERN
from goen.sheets._check_cells import customer_number, words

AMOUNT_TEXT = st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{0,4})?", fullmatch=True) | st.text(
    alphabet="0123456789.,-", max_size=12
)
DATE_TEXT = (
    st.dates(date(1890, 1, 1), date(2210, 12, 31)).map(date.isoformat)
    | st.from_regex(
        r"[12][0-9]{3}[/-][01]?[0-9][/-][0-3]?[0-9]( [0-2]?[0-9]:[0-5][0-9])?", fullmatch=True
    )
    | st.from_regex(r"(19|20)[0-9]{2}[01][0-9][0-3][0-9]", fullmatch=True)
)
CELL_TEXT = st.text(max_size=8) | st.text(alphabet="0aあ髙=#' \"　\t\n\x00Ａｱ・", max_size=8)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _matches(connection: duckdb.DuckDBPyConnection, text: str, pattern: str) -> bool:
    found = connection.execute("SELECT regexp_full_match($1, $2)", [text, pattern]).fetchone()
    assert found is not None
    return bool(found[0])


@given(AMOUNT_TEXT, st.sampled_from([0, 2]))
def test_clean_amounts(connection: duckdb.DuckDBPyConnection, text: str, digits: int) -> None:
    pattern = clean_money_pattern(digits=digits)
    clean = _matches(connection, text, pattern)
    assert clean == bool(re.fullmatch(pattern, text))
    if not clean:
        return
    sql = f"SELECT CAST(CAST($1 AS DECIMAL(38, 4)) * {10**digits} AS BIGINT)"
    (by_sql,) = connection.execute(sql, [text]).fetchone() or (None,)
    try:
        assert parse_money(text, digits=digits) == by_sql
    except UnreadableMoney:
        assert abs(by_sql) > LARGEST_AMOUNT


@given(DATE_TEXT, st.sampled_from([None, "ymd", "mdy", "dmy", "ym"]))
def test_clean_dates(connection: duckdb.DuckDBPyConnection, text: str, style: str | None) -> None:
    clean = _matches(connection, text, CLEAN_DATE_PATTERN)
    assert clean == bool(re.fullmatch(CLEAN_DATE_PATTERN, text))
    if not clean:
        return
    numbers = re.match(r"(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})", text)
    assert numbers is not None
    year, month, day = map(int, numbers.groups())
    try:
        by_calendar = date(year, month, day)
    except ValueError:
        by_calendar = None
    try:
        found = parse_date(text, style=style, years=(1950, 2049))
        if by_calendar is None:  # SQL has no such day, so Python reads it: the year stands last
            assert style in ("mdy", "dmy")
            assert text == f"{found:%d%m%Y}" or text == f"{found:%m%d%Y}"
        else:
            assert found == by_calendar
    except UnreadableDate:
        assert by_calendar is None or not FIRST_YEAR <= year <= LAST_YEAR


@given(CELL_TEXT)
def test_clean_words(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    if "\ud800" <= max(text, default="") <= "\udfff":
        return
    clean = _matches(connection, text, CLEAN_TEXT_PATTERN)
    assert clean == bool(re.fullmatch(CLEAN_TEXT_PATTERN, text))
    if clean:
        assert customer_number(text) == text
        assert words(text) == text


@pytest.mark.parametrize(
    "text", ["0012", "C-12", "山田　太郎", "ｱ", "c_26", "a b", "Ａ１", "(株)山田", "x" * 200]
)
def test_common_customers_are_clean(text: str) -> None:
    assert re.fullmatch(CLEAN_TEXT_PATTERN, text)


@pytest.mark.parametrize(
    "text", ["", " a", "a ", "　a", '="1"', "#N/A", "a\nb", "x" * 201, "\u200ba"]
)
def test_other_customers_take_the_slow_path(text: str) -> None:
    assert not re.fullmatch(CLEAN_TEXT_PATTERN, text)
