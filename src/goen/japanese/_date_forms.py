"""The written forms of a date, tried in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from goen.japanese._date_parts import (
    ORDER,
    SHORT_YEAR,
    TOKYO,
    YEAR_MONTH,
    Reading,
    full_year,
    plausible,
)
from goen.japanese._date_tail import day_shift
from goen.japanese._eras import ERA_NAMES, era_named, outside
from goen.japanese._kanji_numbers import with_digits
from goen.japanese._text import Text, plain

_Found = re.Match[str]
_Form = Callable[[_Found, Reading], "date | Text"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY_FIRST = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=\w)", re.IGNORECASE)
_FORMAT_HAS_DAY = re.compile(r"%[djcxsDFeuwUWGV]")


def by_forms(written: str, reading: Reading) -> date | Text | None:
    """The date in `written`, a reason why it is refused, or None when no form fits."""
    if "年" in written:
        written = with_digits(written)
    written = _WEEKDAY_FIRST.sub("", written, count=1)
    for pattern, read in _FORMS:
        found = pattern.match(written)
        if found is None:
            continue
        shift = day_shift(written[found.end() :])
        if shift is None:
            continue
        day = read(found, reading)
        return day if isinstance(day, Text) or not shift else day + timedelta(days=shift)
    return None


def by_format(written: str, reading: Reading) -> date | Text:
    """The date in `written` by the strptime format `reading.style`; its month end without a day."""
    style = plain(reading.style or "")
    try:
        moment = datetime.strptime(written, style)  # noqa: DTZ007 - an offset is honoured below
    except ValueError:
        return Text(
            ja=f"--date-format {style} の形ではありません",
            en=f"This does not have the form --date-format {style}",
        )
    if moment.tzinfo is not None:
        moment = moment.astimezone(TOKYO)
    year: int | Text = moment.year
    if "%y" in style:
        year = full_year(f"{moment.year % 100:02d}", reading.years)
    if isinstance(year, Text):
        return year
    return plausible(year, moment.month, moment.day if _FORMAT_HAS_DAY.search(style) else None)


def _year_first(found: _Found, _: Reading) -> date | Text:
    return plausible(int(found["y"]), int(found["m"]), int(found["d"]))


def _in_era(found: _Found, _: Reading) -> date | Text:
    era = era_named(found["era"])
    year = 1 if found["y"] == "元" else int(found["y"])
    if year == 0:
        return Text("年号の0年はありません。元年は1年です", "An era has no year 0")
    day = plausible(era.year(year), int(found["m"]), int(found["d"]))
    return day if isinstance(day, Text) else outside(era=era, day=day) or day


def _eight_digits(found: _Found, reading: Reading) -> date | Text:
    digits = found[1]
    day = plausible(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if isinstance(day, date) or reading.style not in ("mdy", "dmy"):
        return day
    return _ordered(digits[:2], digits[2:4], digits[4:], reading)


def _six_digits(found: _Found, reading: Reading) -> date | Text:
    digits = found[1]
    if reading.style == "ym":
        return plausible(int(digits[:4]), int(digits[4:]), None)
    if reading.style is not None:
        return _ordered(digits[:2], digits[2:4], digits[4:], reading)
    month = plausible(int(digits[:4]), int(digits[4:]), None)
    return YEAR_MONTH if isinstance(month, date) else SHORT_YEAR


def _year_month(found: _Found, reading: Reading) -> date | Text:
    if reading.style != "ym":
        return YEAR_MONTH
    year = full_year(found["y"], reading.years)
    return year if isinstance(year, Text) else plausible(year, int(found["m"]), None)


def _era_month(found: _Found, reading: Reading) -> date | Text:
    if reading.style != "ym":
        return YEAR_MONTH
    era = era_named(found["era"])
    year = 1 if found["y"] == "元" else int(found["y"])
    last = plausible(era.year(year), int(found["m"]), None)
    if isinstance(last, Text):
        return last
    # The month in which an era ends belongs to both eras, so its first or its last day must fit.
    first = last.replace(day=1)
    return last if outside(era=era, day=first) is None else outside(era=era, day=last) or last


def _kanji_short_year(found: _Found, reading: Reading) -> date | Text:
    year = full_year(found["y"], reading.years)
    return year if isinstance(year, Text) else plausible(year, int(found["m"]), int(found["d"]))


def _three_numbers(found: _Found, reading: Reading) -> date | Text:
    first, second, third = found["a"], found["b"], found["c"]
    if reading.style in (None, "ym"):
        return ORDER if len(third) == 4 else SHORT_YEAR
    return _ordered(first, second, third, reading)


def _ordered(first: str, second: str, third: str, reading: Reading) -> date | Text:
    if reading.style == "ymd":
        year_digits, month, day = first, second, third
        if len(third) == 4:
            return ORDER
    elif reading.style == "mdy":
        month, day, year_digits = first, second, third
    elif reading.style == "dmy":
        day, month, year_digits = first, second, third
    else:
        return SHORT_YEAR
    year = full_year(year_digits, reading.years)
    return year if isinstance(year, Text) else plausible(year, int(month), int(day))


def _named_month(found: _Found, reading: Reading) -> date | Text:
    year = full_year(found["y"], reading.years)
    month = _MONTHS.index(found["name"][:3].casefold()) + 1
    return year if isinstance(year, Text) else plausible(year, month, int(found["d"]))


def _named_year_month(found: _Found, reading: Reading) -> date | Text:
    if reading.style != "ym":
        return YEAR_MONTH
    year = full_year(found["y"], reading.years)
    month = _MONTHS.index(found["name"][:3].casefold()) + 1
    return year if isinstance(year, Text) else plausible(year, month, None)


def _forms(*pairs: tuple[str, _Form]) -> list[tuple[re.Pattern[str], _Form]]:
    return [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in pairs]


_Y = r"(?P<y>[0-9]{4})"
_ERA = rf"(?P<era>{ERA_NAMES})\.?\s*(?P<y>元|[0-9]{{1,2}})"
_MD = r"(?P<m>[0-9]{1,2})\s*(?P<sep>[-/.]|月)\s*(?P<d>[0-9]{1,2})(?![0-9])(?:\s?日)?"
_FORMS = _forms(
    (rf"{_Y}\s*[-/.年]\s*{_MD}", _year_first),
    (r"([0-9]{8})(?![0-9])", _eight_digits),
    (r"([0-9]{8})(?=[0-9]{4}(?:[0-9]{2})?$)", _eight_digits),
    (rf"{_ERA}\s*[-/.年]\s*{_MD}", _in_era),
    (r"(?P<era>[rhstm])(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])", _in_era),
    (r"(?P<y>[0-9]{2})年\s*(?P<m>[0-9]{1,2})月\s*(?P<d>[0-9]{1,2})日", _kanji_short_year),
    (
        r"(?P<a>[0-9]{1,2})\s*(?P<sep>[-/.])\s*(?P<b>[0-9]{1,2})\s*(?P=sep)\s*"
        r"(?P<c>[0-9]{4}|[0-9]{1,2})(?![0-9])",
        _three_numbers,
    ),
    (
        rf"{_MONTH}\s*(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y>[0-9]{{4}})(?![0-9])",
        _named_month,
    ),
    (
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/. ]?\s?{_MONTH},?[-/. ]?\s?"
        r"(?P<y>[0-9]{4}|[0-9]{2})(?![0-9])",
        _named_month,
    ),
    (rf"{_Y}[-/. ]{_MONTH}[-/. ](?P<d>[0-9]{{1,2}})(?![0-9])", _named_month),
    (rf"{_Y}\s*[-/.年]\s*(?P<m>[0-9]{{1,2}})(?![0-9])(?:\s*月)?", _year_month),
    (rf"{_ERA}\s*[-/.年]\s*(?P<m>[0-9]{{1,2}})(?![0-9])(?:\s*月)?", _era_month),
    (r"([0-9]{6})(?![0-9])", _six_digits),
    (rf"(?P<m>[0-9]{{1,2}})[-/.]{_Y}(?![0-9])", _year_month),
    (r"(?P<y>[0-9]{2})[-/.年]\s*(?P<m>[0-9]{1,2})(?![0-9])月?", _year_month),
    (rf"{_MONTH}[-/. ]\s?(?P<y>[0-9]{{4}}|[0-9]{{2}})(?![0-9])", _named_year_month),
)
