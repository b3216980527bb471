"""How the trail tells what is done in this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from goen.analysis import UnreadableThresholds, thresholds_of
from goen.shop.schemes.words import days, rules_of, two_axis_names
from goen.shop.staff.trail_words import LIST_NAMES, Saying, say

if TYPE_CHECKING:
    from goen.shop.ui.registry import Words

_LABELS = {
    "counts_from": pgettext_lazy("version of the ranks", "Counts from"),
    "reason": gettext_lazy("Why it changes"),
    "scoring": gettext_lazy("How R, F and M are scored"),
}
_SCORINGS: dict[str, Words] = {
    "fixed": gettext_lazy("By fixed limits (comparable over time)"),
    "quantile": gettext_lazy("In five equal parts of today's customers"),
}


def declare() -> None:
    """Name the fields of versions and targets, and what people were seen in."""
    for field, label in _LABELS.items():
        say(kind="rankscheme", field=field, saying=Saying(label, _scoring))
    say(
        kind="rankscheme",
        field="limits",
        saying=Saying(gettext_lazy("Rules in words"), lambda _field, value: _rules(value)),
    )
    say(kind="period", field="", saying=Saying(_rank))
    LIST_NAMES.update(
        {
            "schemes": gettext_lazy("Rules of the ranks"),
            "two_indicators": gettext_lazy("Ranks by two indicators"),
        }
    )


def _scoring(field: str, value: Any) -> str:
    return str(_SCORINGS.get(value, "")) if field == "scoring" else ""


def _rank(field: str) -> str:
    return two_axis_names().get(field, field)


def _rules(entries: dict[str, Any]) -> str:
    """The rules of each rank in words, and the lapse limit."""
    try:
        limits = thresholds_of(entries=entries)
    except UnreadableThresholds:
        return ""
    lapse = pgettext("standing", "Lapsed"), days(limits.lapse_days)
    form = _("%(rank)s: %(rule)s")
    told = [lapse, *rules_of(limits)]
    return " / ".join(form % {"rank": rank, "rule": rule} for rank, rule in told)
