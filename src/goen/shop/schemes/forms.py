"""The forms of this room: a draft with its publishing, and targets of ranks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from goen.analysis import PRESETS, UnreadableThresholds, UnsoundScheme, thresholds_of
from goen.shop.portfolio.models import RankScheme
from goen.shop.schemes.draft import (
    DIMENSIONS,
    EDGES,
    RANKS,
    SCORES,
    entries_from,
    named_ranks,
)
from goen.shop.schemes.fields import WholeField, YenField
from goen.shop.schemes.preview import Rules
from goen.shop.schemes.words import indicator_names, two_axis_names
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

_MOST_RULES = 15
_MOST_CUT = 10**12
_DAYS = pgettext_lazy("unit", "days")
_TIMES = pgettext_lazy("unit", "times")
_SCHEMES = [
    ("ten", gettext_lazy("Standard: five ranks, active and lapsed (ten segments)")),
    ("eight", gettext_lazy("Four ranks, active and lapsed (eight segments, without Burst)")),
    ("prospects", gettext_lazy("Standard, with prospects who have not bought yet")),
    ("own", gettext_lazy("Ranks of our own")),
]
_SCORINGS = [
    (RankScheme.Scoring.FIXED, gettext_lazy("By fixed limits (comparable over time)")),
    (RankScheme.Scoring.QUANTILE, gettext_lazy("In five equal parts of today's customers")),
]
_MONTHS = [
    ("", pgettext_lazy("period of two indicators", "All the time")),
    ("3", gettext_lazy("Last 3 months")),
    ("6", gettext_lazy("Last 6 months")),
    ("12", gettext_lazy("Last 12 months")),
]


class DraftForm(forms.Form):
    """The rules of a version in the making; once it is valid, `rules` are those it says."""

    preset = forms.ChoiceField(choices=[(key, key) for key in PRESETS], widget=forms.HiddenInput)
    scheme = forms.ChoiceField(
        label=gettext_lazy("Which ranks"), choices=_SCHEMES, widget=forms.RadioSelect
    )
    toddler_days = WholeField(
        label=gettext_lazy("Toddler: with us for less than"),
        least=1,
        unit=_DAYS,
        help_text=gettext_lazy("From the first purchase to the last. T1"),
    )
    loyal_days = WholeField(
        label=gettext_lazy("Loyal: with us for at least"),
        least=1,
        unit=_DAYS,
        help_text=gettext_lazy("Who bought as much in a shorter time is Burst. T2"),
    )
    loyal_amount = YenField(
        label=gettext_lazy("Loyal: bought in all at least"),
        help_text=gettext_lazy("Who bought less is Steady. M"),
    )
    lapse_days = WholeField(
        label=gettext_lazy("Lapsed: no purchase for"),
        least=1,
        unit=_DAYS,
        help_text=gettext_lazy("From this day without a purchase on. L"),
    )
    inactive_days = WholeField(
        label=gettext_lazy("Inactive: no purchase for"),
        least=1,
        unit=_DAYS,
        help_text=gettext_lazy("Between lapsed and this, revive first."),
    )
    scoring = forms.ChoiceField(
        label=gettext_lazy("How R, F and M are scored"),
        choices=_SCORINGS,
        widget=forms.RadioSelect,
    )
    abc_a = WholeField(
        label=gettext_lazy("Class A: up to this share of sales"), least=1, most=99, unit="%"
    )
    abc_b = WholeField(
        label=gettext_lazy("Class B: up to this share of sales"), least=2, most=100, unit="%"
    )
    x = forms.ChoiceField(label=gettext_lazy("First indicator"), choices=indicator_names)
    y = forms.ChoiceField(label=gettext_lazy("Second indicator"), choices=indicator_names)
    x_cut = WholeField(
        label=gettext_lazy("Limit of the first indicator"),
        required=False,
        most=_MOST_CUT,
        help_text=gettext_lazy("Empty: from the data, each time anew."),
    )
    y_cut = WholeField(
        label=gettext_lazy("Limit of the second indicator"),
        required=False,
        most=_MOST_CUT,
        help_text=gettext_lazy("Empty: from the data, each time anew."),
    )
    months = forms.ChoiceField(
        label=pgettext_lazy("period of two indicators", "Period"), choices=_MONTHS, required=False
    )
    rules_shown = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=_MOST_RULES)

    rules: Rules

    def __init__(self, *args: Any, more: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = self._row_count() + more
        self.rows = max(1, min(self.rows, _MOST_RULES))
        for name, scores in SCORES.items():
            for score in scores:
                self.fields[f"rfm_{name}_{score}"] = _score_field(name, score)
        for place in range(1, RANKS + 1):
            self._add_rank(place)
        for row in range(1, self.rows + 1):
            self._add_rule(row)

    def _row_count(self) -> int:
        given = self.data.get("rules_shown") if self.is_bound else self.initial.get("rules_shown")
        text = str(given)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1

    def _add_rank(self, place: int) -> None:
        label = _("Rank %(n)s from the bottom") % {"n": place}
        self.fields[f"rank_{place}_name"] = forms.CharField(
            label=label, max_length=12, required=False
        )
        self.fields[f"rank_{place}_mark"] = forms.CharField(
            label=_("Sign of rank %(n)s (one character)") % {"n": place},
            max_length=1,
            required=False,
        )

    def _add_rule(self, row: int) -> None:
        names = [(str(place), self._rank_name(place)) for place in range(1, RANKS + 1)]
        named = [("", "—"), *((key, name) for key, name in names if name)]
        self.fields[f"rule_{row}_rank"] = forms.ChoiceField(
            label=_("Rank of rule %(n)s") % {"n": row}, choices=named, required=False
        )
        for name in DIMENSIONS:
            for edge in EDGES:
                label = _("%(what)s of rule %(n)s") % {"what": _EDGE_NAMES[name, edge], "n": row}
                field = YenField if name == "amount" else WholeField
                self.fields[f"rule_{row}_{name}_{edge}"] = field(label=label, required=False)

    def _rank_name(self, place: int) -> str:
        name = f"rank_{place}_name"
        given = self.data if self.is_bound else self.initial
        return str(given.get(name) or "").strip()

    def clean(self) -> dict[str, Any]:
        """Check what belongs together, each problem at its field; then make the rules."""
        given = super().clean() or {}
        self._check_days(given)
        self._check_scores(given)
        self._check_axes(given)
        if given.get("scheme") == "own":
            self._check_ranks(given)
        if not self.errors:
            self._make(given)
        return given

    def _check_days(self, given: dict[str, Any]) -> None:
        amount = given.get("loyal_amount")
        if amount is not None and amount < 1:
            self.add_error("loyal_amount", _("More than 0."))
        for low, high in (("toddler_days", "loyal_days"), ("lapse_days", "inactive_days")):
            least, value = given.get(low), given.get(high)
            if least is not None and value is not None and value <= least:
                self.add_error(
                    high,
                    _("More days than “%(field)s” (%(n)s).")
                    % {"field": self.fields[low].label, "n": f"{least:,}"},
                )
        a, b = given.get("abc_a"), given.get("abc_b")
        if a is not None and b is not None and b <= a:
            self.add_error("abc_b", _("More than the share of class A (%(n)s).") % {"n": a})

    def _check_scores(self, given: dict[str, Any]) -> None:
        for name, scores in SCORES.items():
            for one, other in pairwise(f"rfm_{name}_{score}" for score in scores):
                low, high = given.get(one), given.get(other)
                if low is not None and high is not None and high <= low:
                    self.add_error(other, _("More than %(n)s.") % {"n": f"{low:,}"})

    def _check_axes(self, given: dict[str, Any]) -> None:
        if given.get("x") and given.get("x") == given.get("y"):
            self.add_error("y", _("Choose another one than the first indicator."))

    def _check_ranks(self, given: dict[str, Any]) -> None:
        places = named_ranks(given)
        names = [given[f"rank_{place}_name"] for place in places]
        if len(places) < 2:
            self.add_error("rank_2_name", _("At least two ranks need a name."))
        for at, name in enumerate(names):
            if name in names[:at]:
                there = _("There is a rank of this name already.")
                self.add_error(f"rank_{places[at]}_name", there)
        for row in range(1, self.rows + 1):
            self._check_spans(given, row)

    def _check_spans(self, given: dict[str, Any], row: int) -> None:
        for name in DIMENSIONS:
            low = given.get(f"rule_{row}_{name}_from")
            high = given.get(f"rule_{row}_{name}_below")
            if low is not None and high is not None and high <= low:
                self.add_error(
                    f"rule_{row}_{name}_below", _("More than %(n)s.") % {"n": f"{low:,}"}
                )

    def _make(self, given: dict[str, Any]) -> None:
        try:
            limits = thresholds_of(entries=entries_from(given, rows=self.rows))
            limits.scheme()
        except (UnreadableThresholds, UnsoundScheme) as problem:
            text = problem.text.text((get_language() or "ja")[:2])
            self.add_error(None, self._with_names(text, given))
        else:
            self.rules = Rules(limits, given["scoring"])

    def _with_names(self, text: str, given: dict[str, Any]) -> str:
        """What the analysis says of ranks, with the names they have here."""
        entries = entries_from(given, rows=self.rows)
        for rank in entries.get("ranks", ()):
            text = text.replace(rank["rank"], rank["ja"])
        return text

    # What the page asks for, in its order.

    @property
    def wrong(self) -> str:
        """The names of the fields with a problem."""
        return " ".join(name for name in self.errors if name in self.fields)

    def mended(self) -> list[BoundField]:
        """The fields whose problem is to be shown, or is gone since the page was shown."""
        names = {*self.wrong.split(), *str(self.data.get("wrong", "")).split()}
        return [bound for bound in self if bound.name in names]

    @property
    def scores_wrong(self) -> bool:
        """Whether a limit of R, F or M has a problem."""
        return any(name.startswith("rfm_") for name in self.errors)

    @property
    def axes_wrong(self) -> bool:
        """Whether an indicator or a class has a problem."""
        return any(name in self.errors for name in _AXES)

    def edge_heads(self) -> list[Any]:
        """What the six edges of a rule are, above their columns."""
        return list(_EDGE_NAMES.values())

    def ranks(self) -> list[tuple[BoundField, BoundField]]:
        """Name and character of each rank, from low to high."""
        return [
            (self[f"rank_{place}_name"], self[f"rank_{place}_mark"])
            for place in range(1, RANKS + 1)
        ]

    def rule_rows(self) -> Iterator[tuple[BoundField, list[BoundField]]]:
        """The rank of each rule, and its six edges."""
        for row in range(1, self.rows + 1):
            edges = [self[f"rule_{row}_{name}_{edge}"] for name in DIMENSIONS for edge in EDGES]
            yield self[f"rule_{row}_rank"], edges

    def scores(self) -> list[tuple[Any, list[BoundField]]]:
        """The limits of R, F and M, from 5 points down to 2."""
        return [
            (_SCORE_NAMES[name], [self[f"rfm_{name}_{score}"] for score in (5, 4, 3, 2)])
            for name in SCORES
        ]


_EDGE_NAMES = {
    ("occasions", "from"): gettext_lazy("Purchases, at least"),
    ("occasions", "below"): gettext_lazy("Purchases, less than"),
    ("tenure", "from"): gettext_lazy("Days with us, at least"),
    ("tenure", "below"): gettext_lazy("Days with us, less than"),
    ("amount", "from"): gettext_lazy("Bought in all, at least"),
    ("amount", "below"): gettext_lazy("Bought in all, less than"),
}
_AXES = ("x", "y", "x_cut", "y_cut", "months", "abc_a", "abc_b")
_SCORE_NAMES = {
    "r": gettext_lazy("R: at most so many days since the last purchase"),
    "f": gettext_lazy("F: at least so many purchases"),
    "m": gettext_lazy("M: bought in all at least"),
}


def _score_field(name: str, score: int) -> forms.CharField:
    label = _("%(n)s points") % {"n": score}
    if name == "m":
        return YenField(label=label)
    if name == "r":
        return WholeField(label=label, unit=_DAYS)
    return WholeField(label=label, least=1, unit=_TIMES)


class PublishForm(NoMyNumber, forms.Form):
    """What a version needs to be published."""

    name = forms.CharField(label=gettext_lazy("Name of this version"), max_length=60)
    reason = forms.CharField(
        label=gettext_lazy("Why it changes"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everybody reads it, also a year from now."),
    )
    effective_on = forms.DateField(
        label=pgettext_lazy("version of the ranks", "Counts from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TargetsForm(forms.Form):
    """How many customers are wanted in each rank by two indicators; empty: no target."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in two_axis_names().items():
            self.fields[key] = WholeField(
                label=name,
                most=10_000_000,
                unit=pgettext_lazy("unit", "customers"),
                required=False,
            )
