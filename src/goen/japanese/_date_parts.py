"""The parts every written date comes down to: year, month, day, and the checks on them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta, timezone
from typing import NamedTuple

from goen.japanese._text import Text

# Japan has had no summer time since 1951, so Asia/Tokyo needs no time-zone database.
TOKYO = timezone(timedelta(hours=9))
FIRST_YEAR = 1900
LAST_YEAR = 2200


class Reading(NamedTuple):
    """How the caller wants unclear dates read; the options of parse_date."""

    style: str | None = None
    years: tuple[int, int] | None = None
    serials: bool = False
    epoch_1904: bool = False


class DateReading(NamedTuple):
    """One way to read a cell as a date: the `style`, and whether its year has two digits."""

    style: str
    short_year: bool = False


YEAR_MONTH = Text(
    "年月だけで、日がありません。月末の日付とするなら --date-format ym を付けてください",
    "Only a year and a month; to take the last day of the month, add --date-format ym",
)
SHORT_YEAR = Text(
    "年が2けたで、順序も世紀も決められません。"
    "--date-format ymd（または mdy、dmy）と --years 1950-2049 を付けてください",
    "The year has two digits; add --date-format ymd (or mdy, dmy) and --years 1950-2049",
)
CENTURY = Text(
    "年が2けたで、世紀を決められません。--years 1950-2049 を付けてください",
    "The year has two digits; add --years 1950-2049",
)
ORDER = Text(
    "月と日の順序を決められません。--date-format mdy（月/日/年）か dmy（日/月/年）を付けてください",
    "Month first or day first? Add --date-format mdy or dmy",
)


def plausible(year: int, month: int, day: int | None) -> date | Text:
    """The date, the last of the month when `day` is None, or the reason why there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Text(
            ja=f"{year}年は、{FIRST_YEAR}年から{LAST_YEAR}年の間にありません",
            en=f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}",
        )
    if not 1 <= month <= 12:
        return Text(ja=f"{month}月という月はありません", en=f"There is no month {month}")
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    if not 1 <= day <= last:
        return Text(
            ja=f"{year}年{month}月は{last}日までです（{day}日はありません）",
            en=f"{year}-{month:02d} has {last} days; there is no day {day}",
        )
    return date(year, month, day)


def full_year(digits: str, years: tuple[int, int] | None) -> int | Text:
    """The year written as `digits`: four digits as they are, two by the span `years`."""
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return Text("年のけた数が足りません", "The year has too few digits")
    if years is None:
        return CENTURY
    low, high = years
    fits = [year for year in range(low, high + 1) if year % 100 == int(digits)]
    if len(fits) == 1:
        return fits[0]
    return Text(
        ja=f"2けたの年 {digits} は {low}年から{high}年の間でひとつに決まりません",
        en=f"The two-digit year {digits} is not exactly one year between {low} and {high}",
    )
