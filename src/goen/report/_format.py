"""Figures as a reader expects them: money, counts, shares, days and months in both languages.

The rules are those of the design language: whole yen for what someone pays, 万円 and 億円 with at
least three figures for totals, U+2212 for minus, one decimal for shares, an em dash for nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from goen.japanese import currency_sign, minor_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = "—"
MINUS = "−"

_UNITS_JA = {
    "JPY": "円",
    "USD": "ドル",
    "EUR": "ユーロ",
    "GBP": "ポンド",
    "CNY": "元",
    "KRW": "ウォン",
}
# Japanese totals: (below this whole amount, rounded to this, shown in this unit, its places).
_STEPS_JA = (
    (10_000, 1, "", 0),
    (100_000, 100, "万", 2),
    (1_000_000, 1_000, "万", 1),
    (100_000_000, 10_000, "万", 0),
    (None, 1_000_000, "億", 2),
)
_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def money(value: int | None, *, currency: str, lang: str, total: bool = False) -> str:
    """Return an amount in minor units as text; `total` asks for the short form of a large sum."""
    if value is None:
        return NOTHING
    sign = MINUS if value < 0 else ""
    size, digits = abs(value), minor_digits(currency)
    if lang == "ja":
        figure = _total_ja(size, digits) if total else _decimal(size, digits)
        return f"{sign}{figure}{_UNITS_JA.get(currency, ' ' + currency)}"
    if total and digits and size >= 1_000 * 10**digits:
        size, digits = _rounded(size, 10**digits) // 10**digits, 0
    return f"{sign}{_prefix(currency)}{_decimal(size, digits)}"


def signed_money(value: int | None, *, currency: str, lang: str, total: bool = False) -> str:
    """Return a difference of money, always with its sign: `+1,200円`, `−300円`, `±0円`."""
    text = money(value, currency=currency, lang=lang, total=total)
    return text if value is None or value < 0 else ("+" if value else "±") + text


def count(value: int | None) -> str:
    """Return a whole number with commas."""
    if value is None:
        return NOTHING
    return f"{MINUS if value < 0 else ''}{abs(value):,}"


def people(value: int | None, *, lang: str) -> str:
    """Return a number of customers with its unit: `412人`, `1 customer`."""
    if value is None:
        return NOTHING
    if lang == "ja":
        return f"{count(value)}人"
    return f"{count(value)} customer{'' if value == 1 else 's'}"


def signed(value: int | None) -> str:
    """Return a difference with its sign: `+21`, `−6`, `±0`."""
    if value is None:
        return NOTHING
    return ("+" if value > 0 else "" if value else "±") + count(value)


def delta(value: int | None) -> str:
    """Return a difference with the mark of its direction: `▲21`, `▼6`, `±0`."""
    if value is None:
        return NOTHING
    return ("▲" if value > 0 else "▼" if value else "±") + count(abs(value))


def share(value: Mapping[str, Any] | float | None, *, lang: str) -> str:
    """Return a rate object or a fraction as a percentage with one decimal."""
    del lang  # the same in both languages today; asked for so that callers need not change
    if not isinstance(value, (int, float)) and value is not None:
        tenths = _tenths_of(value)
    else:
        tenths = None if value is None else _tenths(value)
    if tenths is None:
        return NOTHING
    return f"{MINUS if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}%"


def signed_share(value: float | None, *, lang: str) -> str:
    """Return a relative change with its sign: `+4.2%`, `−0.3%`, `±0.0%`."""
    text = share(value, lang=lang)
    if value is None or text.startswith(MINUS):
        return text
    return ("±" if text == "0.0%" else "+") + text


def fraction(rate: Mapping[str, Any] | None) -> str:
    """Return the two numbers behind a rate: `198 ÷ 516`."""
    if rate is None:
        return NOTHING
    return f"{count(rate['numerator'])} ÷ {count(rate['denominator'])}"


def rate(value: Mapping[str, Any] | None, *, lang: str) -> str:
    """Return a rate with the numbers behind it: `38.4%（198 ÷ 516）`."""
    if value is None:
        return NOTHING
    opening, closing = ("（", "）") if lang == "ja" else (" (", ")")
    return f"{share(value, lang=lang)}{opening}{fraction(value)}{closing}"


def day(iso: str | None, *, lang: str, long: bool = False) -> str:
    """Return a day: `2026/11/20` (`2026-11-20`), or long `2026年11月20日（金）`."""
    if iso is None:
        return NOTHING
    found = date.fromisoformat(iso)
    if not long:
        return f"{found:%Y/%m/%d}" if lang == "ja" else found.isoformat()
    if lang == "ja":
        weekday = _WEEKDAYS_JA[found.weekday()]
        return f"{found.year}年{found.month}月{found.day}日（{weekday}）"
    weekday = _WEEKDAYS_EN[found.weekday()]
    return f"{found.day} {_MONTHS_EN[found.month - 1]} {found.year} ({weekday})"


def month(iso_month: str | None, *, lang: str, short: bool = False) -> str:
    """Return a month: `2026年1月`, `Jan 2026`; `short` drops the year except in January."""
    if iso_month is None:
        return NOTHING
    year, number = iso_month.split("-")
    name = f"{int(number)}月" if lang == "ja" else _MONTHS_EN[int(number) - 1][:3]
    if short and int(number) != 1:
        return name
    return f"{year}年{name}" if lang == "ja" else f"{name} {year}"


def major(value: int | None, *, digits: int) -> int | float | None:
    """Return minor units as the number a cell or an axis shows, divided exactly once."""
    return value if value is None or not digits else value / 10**digits


def _total_ja(size: int, digits: int) -> str:
    if digits and size < 10_000 * 10**digits:
        return _decimal(size, digits)
    whole = _rounded(size, 10**digits) // 10**digits
    for limit, step, unit, places in _STEPS_JA:
        near = _rounded(whole, step)
        if limit is None or near < limit:
            return _decimal(near // step, places) + unit
    raise AssertionError("the last step has no limit")


def _prefix(currency: str) -> str:
    """Return the sign before an English amount, set off by a space when it ends in a letter."""
    sign = currency_sign(currency)
    return sign + " " if sign[-1].isalpha() else sign


def _decimal(size: int, places: int) -> str:
    if not places:
        return f"{size:,}"
    return f"{size // 10**places:,}.{size % 10**places:0{places}}"


def _rounded(size: int, step: int) -> int:
    """Round a size >= 0 to a multiple of `step`, halves up."""
    return (2 * size + step) // (2 * step) * step


def _tenths_of(rate_object: Mapping[str, Any]) -> int | None:
    """Return tenths of a percent from the whole numbers, so that no float decides a half."""
    top: int | None = rate_object.get("numerator")
    bottom: int | None = rate_object.get("denominator")
    if top is None or bottom is None:
        found = rate_object.get("share")
        return None if found is None else _tenths(found)
    if bottom == 0:
        return None
    size = (2_000 * abs(top) + abs(bottom)) // (2 * abs(bottom))
    return -size if (top < 0) != (bottom < 0) else size


def _tenths(value: float) -> int:
    size = int(abs(value) * 1_000 + 0.5 + 1e-9)
    return -size if value < 0 else size
