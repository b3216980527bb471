"""What may follow a date in one cell: a weekday and a time of day."""

from __future__ import annotations

import re

_TAIL = re.compile(
    r"""
    (?:\s*\(?(?:[月火水木金土日](?:曜日?)?\b|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)
        (?:day)?\b\.?)\)?)?                                  # （火）, 火曜日, (Tue)
    (?:[T\s,]?\s*
        (?P<before>午前|午後|am|pm)?\s*
        (?:
            (?P<hour>[01]?[0-9]|2[0-9])(?::[0-5]?[0-9](?::[0-5]?[0-9](?:[.,][0-9]+)?)?
                |時(?:\s?[0-5]?[0-9]分(?:\s?[0-5]?[0-9]秒)?)?)
          | (?P<packed>(?:[01][0-9]|2[0-9])[0-5][0-9](?:[0-5][0-9])?)
        )
        (?:\s*(?P<after>am|pm))?
        (?:\s*(?P<zone>z|utc|gmt|jst|(?:utc|gmt)?[-+][0-9]{2}:?[0-9]{2}))?
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TOKYO_MINUTES = 9 * 60


def day_shift(tail: str) -> int | None:
    """Days from the date as written to the date in Tokyo (-1, 0, 1); None: `tail` is no such thing.

    `tail` is in the form of `plain`.
    Only a time with an offset other than Tokyo's can shift the date: 2025-03-31T15:00:00Z is
    1 April in Tokyo.

    >>> day_shift("(火) 午後3:30"), day_shift("T15:00:00Z"), day_shift(" abc")
    (0, 1, None)
    """
    found = _TAIL.fullmatch(tail)
    if found is None:
        return None
    zone = found["zone"]
    if not zone or zone.casefold() == "jst":
        return 0
    minutes = _minutes(found) + _TOKYO_MINUTES - _offset_minutes(zone)
    return minutes // (24 * 60)


def _minutes(found: re.Match[str]) -> int:
    if packed := found["packed"]:
        return int(packed[:2]) * 60 + int(packed[2:4])
    hour = int(found["hour"])
    half = (found["before"] or found["after"] or "").casefold()
    if half in ("pm", "午後") and hour < 12:
        hour += 12
    elif half in ("am", "午前") and hour == 12:
        hour = 0
    minute = re.match(r"[:時]\s?([0-5]?[0-9])", found[0][found.end("hour") :])
    return hour * 60 + (int(minute[1]) if minute else 0)


def _offset_minutes(zone: str) -> int:
    found = re.search(r"([-+])([0-9]{2}):?([0-9]{2})", zone)
    if found is None:
        return 0
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes
