"""What rows can be filtered by: a fact has a kind, and a kind has comparisons.

A comparison turns typed values into a Q. Values come from people or from addresses made by hand,
so each is checked; what cannot be understood raises `UnusableCondition` with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goen.japanese import Unreadable, parse_date, parse_money

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.ui.registry import Words

Kind = Literal["text", "number", "yen", "day", "moment", "choice", "staff", "yes_no", "own"]
LARGEST_DAYS = 36_500
LARGEST_NUMBER = 10**15  # beyond it no database keeps a whole number


class UnusableCondition(ValueError):
    """A condition that cannot be used; the message is for who wrote it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who filters, and on which day: "mine" and "90 days ago" depend on them."""

    staff_id: int
    today: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """A way to compare: its words, what is typed for it, and the Q it makes.

    `inputs`: "" nothing, "text", "number", "days", "day", "days2" (from, to), "number2",
    "choices". `q` gets the fact, the checked values and who asks.
    """

    key: str
    label: Words
    inputs: str
    q: Callable[[Fact, Sequence[Any], Asking], Q]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about a row that it can be filtered by.

    `path` is the field for the ready-made kinds. A fact of kind "own" brings its own comparisons:
    "no contact for 90 days" asks for a number and makes a subquery.
    """

    key: str
    label: Words
    kind: Kind
    path: str = ""
    choices: Callable[[], Sequence[tuple[str, Words]]] = tuple
    own: tuple[Comparison, ...] = field(default=())
    order: int = 50

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The ways to compare this fact."""
        return self.own or KINDS[self.kind]

    def comparison(self, key: str) -> Comparison:
        """The comparison `key`; raises UnusableCondition for one this fact has not."""
        for one in self.comparisons:
            if one.key == key:
                return one
        raise UnusableCondition(
            _("“%(fact)s” cannot be compared like this.") % {"fact": self.label}
        )


def checked(*, fact: Fact, comparison: Comparison, values: Sequence[str]) -> list[Any]:
    """Return the typed values as numbers, days, texts or choices; raise UnusableCondition."""
    given = [str(value).strip() for value in values if str(value).strip()]
    match comparison.inputs:
        case "":
            return []
        case "choices":
            return _choices(fact, given)
        case "number2" | "days2":
            return _pair(fact, comparison, given)
    if not given:
        raise UnusableCondition(_("Write a value for “%(fact)s”.") % {"fact": fact.label})
    return [_read(comparison.inputs, given[0])]


def _choices(fact: Fact, given: list[str]) -> list[str]:
    known = {value for value, _label in fact.choices()}
    if not given or any(value not in known for value in given):
        raise UnusableCondition(_("Choose something for “%(fact)s”.") % {"fact": fact.label})
    return given


def _pair(fact: Fact, comparison: Comparison, given: list[str]) -> list[Any]:
    if len(given) != 2:
        raise UnusableCondition(_("Write from and to for “%(fact)s”.") % {"fact": fact.label})
    kind = "number" if comparison.inputs == "number2" else "day"
    return sorted(_read(kind, text) for text in given)


def _read(kind: str, text: str) -> Any:
    if kind == "text":
        return text.replace("\x00", "")[:200]
    try:
        if kind == "day":
            return parse_date(text)
        number = parse_money(text, digits=0)
    except Unreadable as problem:
        raise UnusableCondition(_("“%(text)s” cannot be read.") % {"text": text[:40]}) from problem
    if kind == "days" and not 0 <= number <= LARGEST_DAYS:
        raise UnusableCondition(_("Write a number of days."))
    if abs(number) > LARGEST_NUMBER:
        raise UnusableCondition(_("“%(text)s” cannot be read.") % {"text": text[:40]})
    return number


def _q(lookup: str) -> Callable[[Fact, Sequence[Any], Asking], Q]:
    return lambda fact, values, _asking: Q(**{f"{fact.path}__{lookup}": values[0]})


def _between(fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    if fact.kind in ("day", "moment"):
        return _days_from(fact, values[0]) & _days_until(fact, values[1])
    return Q(**{f"{fact.path}__gte": values[0], f"{fact.path}__lte": values[1]})


def _days_from(fact: Fact, day: date) -> Q:
    """From the beginning of `day` on."""
    return Q(**{f"{fact.path}__gte": _start(fact, day)})


def _days_until(fact: Fact, day: date) -> Q:
    """Up to the end of `day`."""
    if fact.kind == "day":
        return Q(**{f"{fact.path}__lte": day})
    return Q(**{f"{fact.path}__lt": _start(fact, _next_day(day))})


def _start(fact: Fact, day: date) -> date | datetime:
    """`day` as its column has it. A moment is compared as it is kept: only so an index helps."""
    return day if fact.kind == "day" else make_aware(datetime.combine(day, time.min))


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < date.max - timedelta(days=2) else day


def _older(fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    return Q(**{f"{fact.path}__lt": _start(fact, _shifted(asking, -values[0]))})


def _within(fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    from_day = _days_from(fact, _shifted(asking, -values[0]))
    return from_day & _days_until(fact, asking.today)


def _next(fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    return _days_from(fact, asking.today) & _days_until(fact, _shifted(asking, values[0]))


def _shifted(asking: Asking, days: int) -> date:
    return asking.today + timedelta(days=int(days))


def _this_month(fact: Fact, _values: Sequence[Any], asking: Asking) -> Q:
    first = asking.today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return _days_from(fact, first) & Q(**{f"{fact.path}__lt": _start(fact, following)})


def _empty(fact: Fact, _values: Sequence[Any], _asking: Asking) -> Q:
    return Q(**{fact.path: ""}) if fact.kind == "text" else Q(**{f"{fact.path}__isnull": True})


def _filled(fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    return ~_empty(fact, values, asking)


_EMPTY = Comparison("empty", gettext_lazy("is empty"), "", _empty)
_FILLED = Comparison("filled", gettext_lazy("is filled"), "", _filled)
_TEXT = (
    Comparison("contains", gettext_lazy("contains"), "text", _q("icontains")),
    Comparison("is", gettext_lazy("is"), "text", _q("exact")),
    Comparison("starts", gettext_lazy("begins with"), "text", _q("istartswith")),
    _EMPTY,
    _FILLED,
)
_NUMBER = (
    Comparison("ge", gettext_lazy("at least"), "number", _q("gte")),
    Comparison("le", gettext_lazy("at most"), "number", _q("lte")),
    Comparison("between", gettext_lazy("from – to"), "number2", _between),
    Comparison("is", gettext_lazy("is"), "number", _q("exact")),
    _EMPTY,
    _FILLED,
)


_DAY = (
    Comparison("older", gettext_lazy("more than … days ago"), "days", _older),
    Comparison("within", gettext_lazy("in the last … days"), "days", _within),
    Comparison("next", gettext_lazy("in the next … days"), "days", _next),
    Comparison("this_month", gettext_lazy("this month"), "", _this_month),
    Comparison("from", gettext_lazy("on or after"), "day", lambda f, v, _a: _days_from(f, v[0])),
    Comparison("until", gettext_lazy("on or before"), "day", lambda f, v, _a: _days_until(f, v[0])),
    Comparison("between", gettext_lazy("from – to"), "days2", _between),
    _EMPTY,
    _FILLED,
)
_CHOICE = (
    Comparison(
        "in",
        gettext_lazy("is one of"),
        "choices",
        lambda fact, values, _asking: Q(**{f"{fact.path}__in": list(values)}),
    ),
    Comparison(
        "not_in",
        gettext_lazy("is none of"),
        "choices",
        lambda fact, values, _asking: ~Q(**{f"{fact.path}__in": list(values)}),
    ),
)
_STAFF = (
    Comparison(
        "me",
        gettext_lazy("is me"),
        "",
        lambda fact, _values, asking: Q(**{fact.path: asking.staff_id}),
    ),
    *_CHOICE,
    _EMPTY,
    _FILLED,
)
_YES_NO = (
    Comparison("yes", gettext_lazy("yes"), "", lambda fact, _v, _a: Q(**{fact.path: True})),
    Comparison("no", gettext_lazy("no"), "", lambda fact, _v, _a: Q(**{fact.path: False})),
)
KINDS: dict[str, tuple[Comparison, ...]] = {
    "text": _TEXT,
    "number": _NUMBER,
    "yen": _NUMBER,
    "day": _DAY,
    "moment": _DAY,
    "choice": _CHOICE,
    "staff": _STAFF,
    "yes_no": _YES_NO,
}


def in_words(*, fact: Fact, comparison: Comparison, values: Sequence[Any]) -> str:
    """Return one condition as a chip shows it: "Last contact: more than 90 days ago"."""
    labels = dict(fact.choices()) if comparison.inputs == "choices" else {}
    shown = [_shown(labels.get(str(value), value)) for value in values]
    match comparison.inputs:
        case "":
            told = str(comparison.label)
        case "days":
            days = int(values[0])
            counted = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
            told = _("%(comparison)s: %(value)s") % {
                "comparison": comparison.label,
                "value": counted,
            }
        case "choices":
            several = _(", ").join(shown)
            told = several if comparison.key == "in" else f"{comparison.label} {several}"
        case "number2" | "days2":
            told = _("%(from)s – %(to)s") % {"from": shown[0], "to": shown[1]}
        case _:
            told = _("%(comparison)s %(value)s") % {
                "comparison": comparison.label,
                "value": shown[0],
            }
    return _("%(fact)s: %(told)s") % {"fact": fact.label, "told": told}


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%Y/%m/%d}"
    return f"{value:,}" if isinstance(value, int) else str(value)
