"""What the people behind a figure are called: the heading of their list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.analysis import RFM_SEGMENTS
from goen.analysis.calendar import months_before
from goen.analysis.two_axis import RANKS
from goen.report import sections
from goen.shop.figures import kinds
from goen.shop.figures.telling import language
from goen.shop.portfolio.place import STATUSES, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goen.shop.figures.asked import Asked


def of(*, asked: Asked, told: Mapping[str, str]) -> str:
    """The people that `told` describes, in words."""
    kind = told.get("kind", "")
    if kind in kinds.WORDS:
        return kinds.WORDS[kind](told)
    if kind in _MARKS:
        return _MARKS[kind]() % told
    parts = {
        "segment": _segment(asked, told),
        "band": _bands().get(told.get("band", ""), ""),
        "rfm_segment": _joined(_rfm(told), _segment(asked, told)),
        "move": _joined(_move(asked, told), _period(told)),
        "ledger": _joined(_move(asked, told), _period(told)),
        "flow": _joined(_flows().get(told.get("flow", ""), ""), _period(told)),
        "transition": _transition(asked, told),
        "cross": _joined(_segment(asked, told), _rfm(told), _decile(told), _two_axis(told)),
        "year": _joined(_years().get(told.get("year", ""), ""), _months(asked)),
    }
    return parts.get(kind) or _("Customers")


def _segment(asked: Asked, told: Mapping[str, str], prefix: str = "") -> str:
    """優良客・離脱"""
    names = {rank.key: name_of(rank) for rank in asked.scheme.ranks}
    ranks = [names.get(key, "") for key in told.get(f"{prefix}rank", "").split(",")]
    return _joined(*ranks, str(STATUSES.get(told.get(f"{prefix}status", ""), "")))


def _months(asked: Asked) -> str:
    """The calendar months of the later of two years."""
    return sections.calendar_months(end=str(asked.day), lang=language())


def _joined(*parts: str) -> str:
    joint = "・" if language() == "ja" else ", "
    return joint.join(part for part in parts if part)


def _rfm(told: Mapping[str, str]) -> str:
    names = {one.key: one.name for one in RFM_SEGMENTS}
    found = names.get(told.get("segment", ""))
    return found.text(language()) if found else ""


def _decile(told: Mapping[str, str]) -> str:
    return _MARKS["decile"]() % told if told.get("decile") else ""


def _two_axis(told: Mapping[str, str]) -> str:
    found = RANKS.get(told.get("two_axis", ""))
    return found.text(language()) if found else ""


def _move(asked: Asked, told: Mapping[str, str]) -> str:
    segment = _segment(asked, told)
    cause = causes().get(told.get("cause", ""), "")
    words = _("Came to “%(segment)s”") if told.get("side") == "in" else _("Left “%(segment)s”")
    return _joined(words % {"segment": segment} if segment else "", cause)


def _transition(asked: Asked, told: Mapping[str, str]) -> str:
    before = _segment(asked, told, "from_") or _("not yet customers")
    now = _segment(asked, told) or _("wherever they stand")
    since = told.get("since", "")
    if not since or since == str(months_before(asked.day, 12)):
        words = _("A year before: %(before)s, now: %(now)s")
        return words % {"before": before, "now": now}
    words = _("On %(day)s: %(before)s, on %(later)s: %(now)s")
    days = {"day": _when(since), "later": _when(str(asked.day))}
    return words % {**days, "before": before, "now": now}


def _period(told: Mapping[str, str]) -> str:
    start, _slash, end = told.get("period", "").partition("/")
    joint = "～" if language() == "ja" else " – "
    return joint.join(_when(text) for text in dict.fromkeys((start, end)) if text)


def day(told: date) -> str:
    """A day in words: 2026年11月22日."""
    return _when(told.isoformat())


def year_until(last: date) -> str:
    """The 12 months to the day that end on a day: 2025年11月24日～2026年11月23日."""
    first = months_before(last, 12) + timedelta(days=1)
    return f"{day(first)}{'～' if language() == 'ja' else ' – '}{day(last)}"


def _when(text: str) -> str:
    """A month or a day in words."""
    parts = text.split("-")
    if language() != "ja" or not all(part.isdecimal() for part in parts):
        return text
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


_MARKS = {
    "rfm_cell": lambda: _("R%(r)s F%(f)s"),
    "decile": lambda: _("Decile %(decile)s"),
    "abc": lambda: _("Class %(abc)s"),
    "second": lambda: _("Bought again within %(window)s days"),
}


def _bands() -> dict[str, str]:
    return {
        "active": _("Active customers"),
        "lapsed_to_revive": _("Lapsed, less than a year without a purchase"),
        "inactive": _("No purchase for a year or more"),
    }


def causes() -> dict[str, str]:
    """The causes of moves in words."""
    return {
        "first": pgettext("cause of a move", "first purchase"),
        "purchase": pgettext("cause of a move", "by a purchase"),
        "time": pgettext("cause of a move", "by time"),
        "return": pgettext("cause of a move", "by a return"),
        "scheme": pgettext("cause of a move", "by other limits"),
    }


def _flows() -> dict[str, str]:
    return {
        "first": _("Bought for the first time"),
        "revived": _("Came back"),
        "lapsed": pgettext("flow", "Lapsed"),
        "raised": _("Moved up"),
        "lowered": _("Moved down"),
    }


def _years() -> dict[str, str]:
    return {
        "buyers": _("Bought in this year"),
        "new": _("Bought for the first time in this year"),
        "kept": _("Bought in both years"),
        "revived": _("Came back in this year"),
        "lost": _("Bought last year and not this year"),
    }
