"""Limits and rules in the words of a shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from goen.analysis.indicators import INDICATORS
from goen.analysis.two_axis import RANKS
from goen.pictures import rank_slots
from goen.shop.portfolio.place import STATUSES, name_of, scheme_of
from goen.shop.ui.templatetags.goen import yen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.analysis import Thresholds
    from goen.analysis.schemes import Rank, Rule, Span

# The colours of ranks by their place from low to high; ranks of one's own take them, too.
SLOTS = ("first_time", "toddler", "steady", "burst", "loyal")
MONEY = ("amount", "gross_profit")


@dataclass(frozen=True, slots=True)
class Mark:
    """A rank, or a segment, as pages show it."""

    key: str
    mark: str
    name: str
    lapsed: bool = False

    def __str__(self) -> str:
        return f"{self.name}・{STATUSES['lapsed']}" if self.lapsed else self.name


def marks(limits: Thresholds) -> list[Mark]:
    """The ranks of these limits, from low to high."""
    return [Mark(rank.key, rank.mark, name_of(rank)) for rank in scheme_of(limits).ranks]


def mark_of(limits: Thresholds, segment: tuple[str, str]) -> Mark:
    """One segment of these limits."""
    rank = next(rank for rank in scheme_of(limits).ranks if rank.key == segment[0])
    return Mark(rank.key, rank.mark, name_of(rank), segment[1] == "lapsed")


def slots(count: int) -> list[str]:
    """The keys of `count` ranks of one's own, from low to high: those that have colours."""
    return [SLOTS[slot - 1] for slot in rank_slots(count)]


def rules_of(limits: Thresholds) -> list[tuple[Mark, str]]:
    """Each rank from high to low, with who has it."""
    scheme = scheme_of(limits)
    told = []
    for rank in reversed(scheme.ranks):
        ways = [rule_in_words(rule) for rule in scheme.rules if rule.rank == rank.key]
        told.append((_mark(rank), pgettext("between rules", " or ").join(ways)))
    return told


def _mark(rank: Rank) -> Mark:
    return Mark(rank.key, rank.mark, name_of(rank))


def rule_in_words(rule: Rule) -> str:
    """One rule: how often, how long, how much."""
    parts = [
        _span(rule.occasions, pgettext("rule of a rank", "bought"), _times),
        _span(rule.tenure, pgettext("rule of a rank", "with us for"), days),
        _span(rule.amount, pgettext("rule of a rank", "in all"), _yen),
    ]
    return pgettext("between conditions", ", ").join(part for part in parts if part) or _(
        "everybody"
    )


def _span(span: Span, what: str, shown: Callable[[int], str]) -> str:
    if span.low is not None and span.high == span.low + 1:
        return _("%(what)s %(n)s") % {"what": what, "n": shown(span.low)}
    low = _("%(n)s or more") % {"n": shown(span.low)} if span.low is not None else ""
    high = _("less than %(n)s") % {"n": shown(span.high)} if span.high is not None else ""
    both = low or high
    if low and high:
        both = _("%(low)s and %(high)s") % {"low": low, "high": high}
    return _("%(what)s %(n)s") % {"what": what, "n": both} if both else ""


def days(value: int) -> str:
    """A number of days."""
    return _("%(n)s days") % {"n": intcomma(value)}


def _times(value: int) -> str:
    return _("%(n)s times") % {"n": intcomma(value)}


def _yen(value: int) -> str:
    return yen(value)


def value_of(indicator: str, value: int | None) -> str:
    """A value of an indicator with its unit."""
    if value is None:
        return "—"
    if indicator in MONEY:
        return _yen(value)
    return days(value) if indicator == "tenure" else _times(value)


def indicator_name(key: str) -> str:
    """What a customer is measured by."""
    return INDICATORS[key].name.text(_language())


def indicator_names() -> list[tuple[str, str]]:
    """All indicators, for choosing."""
    return [(key, indicator_name(key)) for key in INDICATORS]


def two_axis_names() -> dict[str, str]:
    """The ranks by two indicators, from high to low."""
    return {key: name.text(_language()) for key, name in RANKS.items()}


def score_rows(cuts: Mapping[str, Sequence[int | None]]) -> list[tuple[str, list[str]]]:
    """R, F and M with what earns 5, 4, 3, 2 and 1 point; `cuts` as in `RfmCuts`."""
    most = _("up to %(n)s")
    least = _("%(n)s or more")
    r = [_cell(most, days, cut) for cut in cuts["r"]]
    f = [_cell(least, _times, cut) for cut in reversed(cuts["f"])]
    m = [_cell(least, _yen, cut) for cut in reversed(cuts["m"])]
    rest = _("the others")
    return [
        (_("R: days since the last purchase"), [*r, rest]),
        (_("F: purchases"), [*f, rest]),
        (_("M: bought in all"), [*m, rest]),
    ]


def _cell(form: str, shown: Callable[[int], str], cut: int | None) -> str:
    return "—" if cut is None else form % {"n": shown(cut)}


def _language() -> str:
    return (get_language() or "ja")[:2]


def two_axis_words(limits: Thresholds) -> dict[str, str]:
    """The ranking by two indicators in words: what it looks at, its limits and its period."""
    cuts = limits.two_axis
    return {
        "x": indicator_name(cuts.x),
        "y": indicator_name(cuts.y),
        "x_cut": _("from the data") if cuts.x_cut is None else value_of(cuts.x, cuts.x_cut),
        "y_cut": _("from the data") if cuts.y_cut is None else value_of(cuts.y, cuts.y_cut),
        "months": _("all the time")
        if cuts.months is None
        else _("the last %(n)s months") % {"n": cuts.months},
    }
