"""Readers of cells: the text of one cell → its value, what is wrong, what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.intake.fields import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    Read = Callable[[str], Value]

_TIME = re.compile(r"[T\s]+([0-2]?\d)[:：時]([0-5]?\d)(?:[:：分][0-5]?\d)?秒?分?$")
_YES = {"1", "true", "yes", "y", "○", "〇", "◯", "はい", "有", "あり", "可", "済", "✓", "on"}
_NO = {"0", "false", "no", "n", "×", "✕", "いいえ", "無", "なし", "不可", "未", "-", "off"}


def told(words: japanese.Text) -> str:
    """A text of the tools in the language of who reads."""
    return words.ja if (translation.get_language() or "ja").startswith("ja") else words.en


def text(*, longest: int) -> Read:
    """Any text, blanks at its ends cut off; what is too long is an error."""

    def read(cell: str) -> Value:
        value = cell.strip()
        if len(value) > longest:
            words = _("This is too long: at most %(limit)s characters.")
            return Value(None, problem=words % {"limit": longest})
        return Value(value or None)

    return read


def code(*, longest: int) -> Read:
    """A number or code: full-width letters become narrow, leading zeros stay, 1234.0 is 1234."""

    def read(cell: str) -> Value:
        value = re.sub(r"^(\d+)\.0+$", r"\1", japanese.plain(cell))
        if len(value) > longest:
            words = _("This is too long: at most %(limit)s characters.")
            return Value(None, problem=words % {"limit": longest})
        return Value(value or None)

    return read


# The century of two-digit years behind month and day; before them they may be of an era.
_YEARS = (1950, 2049)


def day(*, style: str | None = None, serials: bool = False, latest: date | None = None) -> Read:
    """A day in any usual way of writing, as ISO; a time of day behind it is left away.

    `style` as for `japanese.parse_date`; `serials`: 45748 is the number of a day in Excel.
    """

    years = _YEARS if style in ("mdy", "dmy") else None

    def read(cell: str) -> Value:
        written = _TIME.sub("", cell.strip())
        try:
            value = japanese.parse_date(written, style=style, serials=serials, years=years)
        except japanese.UnreadableDate as unreadable:
            return Value(None, problem=told(unreadable.reason), fix=_meant(unreadable.reason))
        if latest is not None and value > latest:
            return Value(None, problem=_("This day is still to come."))
        return Value(value.isoformat())

    return read


_OFFERED_ERA = re.compile(r"([^\d。]{2}(?:[0-9]+|元)年[0-9]+月[0-9]+日)ではありませんか")
_LAST_DAY = re.compile(r"([0-9]+)年([0-9]+)月は([0-9]+)日まで")


def _meant(reason: japanese.Text) -> str:
    """The day that was probably meant, when the reason names one."""
    if found := _OFFERED_ERA.search(reason.ja):
        return found[1]
    if found := _LAST_DAY.search(reason.ja):
        return "/".join(found.groups())
    return ""


def moment(*, latest: date | None = None) -> Read:
    """A day, with or without a time of day: '2026-01-05' or '2026-01-05 14:20'."""
    of_day = day(latest=latest)

    def read(cell: str) -> Value:
        value = of_day(cell)
        found = _TIME.search(cell.strip())
        if value.value is None or found is None:
            return value
        hour, minute = int(found[1]), int(found[2])
        if hour > 23:
            return Value(None, problem=_("There is no such time of day."))
        return Value(f"{value.value} {hour:02}:{minute:02}")

    return read


def money(*, digits: int) -> Read:
    """An amount in any usual way of writing, as an integer of the smallest unit."""

    def read(cell: str) -> Value:
        try:
            return Value(str(japanese.parse_money(cell, digits=digits)))
        except japanese.UnreadableMoney as unreadable:
            return Value(None, problem=told(unreadable.reason))

    return read


def number(*, places: int) -> Read:
    """A number with at most `places` decimals, as people write it."""

    def read(cell: str) -> Value:
        plain = japanese.plain(cell).replace(",", "").replace("△", "-").replace("▲", "-")
        found = re.fullmatch(r"([-+]?)(\d{1,9})(?:\.(\d+))?", plain)
        if found is None:
            return Value(None, problem=_("This is not a number."))
        decimals = (found[3] or "").rstrip("0")
        if len(decimals) > places:
            words = _("At most %(places)s decimals can be kept.")
            return Value(None, problem=words % {"places": places})
        sign = "-" if found[1] == "-" else ""
        whole = found[2].lstrip("0") or "0"
        return Value(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")

    return read


def yes_no(cell: str) -> Value:
    """Yes ('1') or no ('0')."""
    folded = japanese.fold(cell)
    if folded in _YES:
        return Value("1")
    if folded in _NO:
        return Value("0")
    return Value(None, problem=_("Please write はい or いいえ."))


def choice(names: Mapping[str, Iterable[str]]) -> Read:
    """One of several: value → the words that people write for it, in both languages."""
    known = {japanese.fold(word): value for value, words in names.items() for word in words}
    known |= {japanese.fold(value): value for value in names}

    def read(cell: str) -> Value:
        value = known.get(japanese.fold(cell))
        if value is None:
            allowed = _(", ").join(next(iter(words), "") for words in names.values())
            return Value(None, problem=_("One of these: %(words)s") % {"words": allowed})
        return Value(value)

    return read
