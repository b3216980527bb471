"""Dates as Japanese companies write them → one calendar date, or the reason why not.

Read: 2025/4/1, 2025-04-01, 2025.4.1, 20250401, 2025年4月1日, 二〇二五年四月一日, 令和7年4月1日,
令和元年5月1日, R7.4.1, R07/04/01, R070401, ㋿7.4.1, 1 Apr 2025, April 1, 2025; each with an
optional weekday and an optional time, which is dropped (hours up to 29 as registers print them:
25:30 belongs to the day it is written under). A time with an offset (Z, +09:00, -0500) is a moment:
its date is the one in Asia/Tokyo. Workbook cells: date, datetime, Excel serial 20000-79999
(1954-2119).

Refused unless the caller says how: two-digit years (`years`), month or day first (`style`),
year-months (`style="ym"`, the last day of the month), serials written as text (`serials`).
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from goen.japanese import _date_forms as forms
from goen.japanese._date_parts import TOKYO, DateReading, Reading, plausible
from goen.japanese._text import Text, plain, unwrapped
from goen.japanese._unreadable import UnreadableDate

DATE_STYLES = ("ymd", "mdy", "dmy", "ym")
# Cells whose meaning needs no Python: what a SQL fast path may read by itself (syntax of RE2). The
# day must still exist and its year lie in FIRST_YEAR..LAST_YEAR. Not with a strptime style.
CLEAN_DATE_PATTERN = (
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{8})"
    r"(?:[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)?"
)

_COMMON = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_LONGEST = 80
_SERIAL_TEXT = re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?")
_SERIALS = range(20_000, 80_000)
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)

_ANY_CENTURY = (1950, 2049)

_EMPTY = Text("日付が空です", "The date is empty")
_NOT_A_DATE = Text("日付として読めません", "This cannot be read as a date")
_NUMBER = Text(
    "日付ではなく、ただの数のようです",
    "This looks like a plain number, not a date",
)


def parse_date(
    value: object,
    *,
    style: str | None = None,
    years: tuple[int, int] | None = None,
    serials: bool = False,
    epoch_1904: bool = False,
) -> date:
    """The date in a cell.

    `style`: "ymd", "mdy" or "dmy" allow that order, "ym" year-months (their last day); a text with
    "%" is a strptime format and then the only form read from text. `years`: the hundred years in
    which a two-digit year lies, such as (1950, 2049). `serials`: "45748" as text is an Excel
    serial. `epoch_1904`: the workbook counts days from 1904. Raises UnreadableDate.

    >>> parse_date("令和7年4月1日（火）"), parse_date("3/14/11", style="mdy", years=(1950, 2049))
    (datetime.date(2025, 4, 1), datetime.date(2011, 3, 14))
    """
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise UnreadableDate(_NOT_A_DATE)
        found = _from_text(value, Reading(style, years, serials, epoch_1904))
    elif isinstance(value, date):
        found = _from_date(value, style)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _from_number(value, Reading(style, years, serials, epoch_1904))
    else:
        found = _EMPTY if value is None else _NOT_A_DATE
    if isinstance(found, Text):
        raise UnreadableDate(found)
    return found


def is_date_style(text: str) -> bool:
    """Whether `text` may be given to parse_date as `style`."""
    if text in DATE_STYLES:
        return True
    if not re.search(r"%[YyGcxsDF]", text):
        return False
    try:
        moment = datetime(2025, 4, 1, tzinfo=TOKYO)
        datetime.strptime(moment.strftime(text), text)  # noqa: DTZ007 - only its form is tried
    except ValueError:
        return False
    return True


def date_readings(value: object) -> tuple[DateReading, ...]:
    """The ways in which a cell can be read as a date, for telling what a column holds.

    One reading of style "" when parse_date reads it as it is; else each style and, for two-digit
    years and serials written as text, what else would be needed. Empty: it is no date.

    >>> [reading.style for reading in date_readings("3/14/11")]
    ['mdy']
    """
    refusal = _refusal(value)
    if refusal is None:
        return (DateReading(""),)
    if refusal in (_NOT_A_DATE, _EMPTY, _NUMBER):
        serial = isinstance(value, str) and _SERIAL_TEXT.fullmatch(value.strip())
        return (DateReading("serial"),) if serial else ()
    if _refusal(value, None, _ANY_CENTURY) is None:
        return (DateReading("", short_year=True),)
    found = [
        DateReading(style, short_year=years is not None)
        for years in (None, _ANY_CENTURY)
        for style in DATE_STYLES
        if _refusal(value, style, years) is None
    ]
    styles = {reading.style for reading in found if not reading.short_year}
    return tuple(one for one in found if not one.short_year or one.style not in styles)


def _refusal(
    value: object, style: str | None = None, years: tuple[int, int] | None = None
) -> Text | None:
    try:
        parse_date(value, style=style, years=years)
    except UnreadableDate as refused:
        return refused.reason
    return None


@lru_cache(maxsize=1 << 16)
def _from_text(text: str, reading: Reading) -> date | Text:
    if not (reading.style and "%" in reading.style) and (common := _COMMON.fullmatch(text)):
        return plausible(int(common[1]), int(common[3]), int(common[4]))
    written = unwrapped(plain(text))
    if not written:
        return _EMPTY
    if reading.style and "%" in reading.style:
        return forms.by_format(written, reading)
    if reading.serials and _SERIAL_TEXT.fullmatch(written):
        return _from_serial(float(written), reading)
    return forms.by_forms(written, reading) or _NOT_A_DATE


def _from_date(value: date, style: str | None) -> date | Text:
    if isinstance(value, datetime):
        value = (value.astimezone(TOKYO) if value.tzinfo else value).date()
    # Excel keeps "2025/04" as the first of April; where the user says that the column holds
    # year-months, such a cell means the month.
    day = None if style == "ym" and value.day == 1 else value.day
    return plausible(value.year, value.month, day)


def _from_number(value: float, reading: Reading) -> date | Text:
    if not math.isfinite(value):
        return _NOT_A_DATE
    if int(value) in _SERIALS:
        return _from_serial(value, reading)
    if value >= 100_000 and value == int(value):
        return _from_text(str(int(value)), reading)
    return _NUMBER


def _from_serial(value: float, reading: Reading) -> date | Text:
    epoch = _EPOCH_1904 if reading.epoch_1904 else _EPOCH_1900
    return _from_date(epoch + timedelta(days=int(value)), reading.style)
