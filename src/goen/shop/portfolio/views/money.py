"""Money and fit on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from goen.shop.portfolio import money_fit
from goen.shop.portfolio.fit_chart import drawings, measure_name
from goen.shop.portfolio.lists import address
from goen.shop.portfolio.money_fit import ALLIES, EXCELLENT, OTHERS, QUARTERS, WEARING
from goen.shop.portfolio.queries import shown
from goen.shop.sales.forms.fields import AmountField
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.signals import list_seen
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.money_fit import Now, Observed

NAME = "money_fit"
_MOST, _SCREENFUL = 30, 20  # names in one list, and how many of them are a screenful
NAMES = {
    EXCELLENT: pgettext_lazy("money and fit", "Excellent"),
    WEARING: pgettext_lazy("money and fit", "Wearing us out"),
    ALLIES: pgettext_lazy("money and fit", "Allies"),
    OTHERS: pgettext_lazy("money and fit", "Others"),
}
ADVICE = {
    EXCELLENT: gettext_lazy("Thank them, ask what they think, and tell the whole company of them."),
    WEARING: gettext_lazy("They earn us much and cost us strength. Look at terms and work first."),
    ALLIES: gettext_lazy("They like us and buy little. Ask them to tell others, offer what fits."),
    OTHERS: gettext_lazy("Serve them kindly, without spending much time."),
}
_FACTS = {
    EXCELLENT: ("high", "high"),
    WEARING: ("high", "low"),
    ALLIES: ("low", "high"),
    OTHERS: ("low", "low"),
}


class CutForm(forms.Form):
    """From how many yen earnings are high."""

    cut = AmountField(
        label=gettext_lazy("High from (yen of 12 months)"),
        required=False,
        help_text=gettext_lazy("Empty: what the best fifth of those who bought have."),
    )

    def clean_cut(self) -> int | None:
        """An amount above nothing."""
        cut: int | None = self.cleaned_data["cut"]
        if cut is not None and cut <= 0:
            raise forms.ValidationError(_("Write an amount above 0, or leave it empty."))
        return cut


@needs(Ability.SEE)
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """The four quarters of earnings and fit, the movement, and where raters disagree."""
    if request.htmx and "picture" in request.GET:  # type: ignore[attr-defined]
        drawn = {"drawings": drawings(money_fit.now(today=today()))}
        return render(request, "portfolio/_fit_picture.html", drawn)
    return _page(request, CutForm(initial={"cut": _chosen()}))


@needs(Ability.APPROVE)
@require_POST
def money_cut(request: HttpRequest) -> HttpResponse:
    """Choose from how many yen earnings are high."""
    form = CutForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    money_fit.choose_cut(by=member(request), cut=form.cleaned_data["cut"])
    toast(request, _("Changed from how many yen earnings are high."))
    return redirect("money_fit")


def _chosen() -> int | None:
    found = shown().money
    return found.cut if found.by_hand else None


def _page(request: HttpRequest, form: CutForm) -> HttpResponse:
    now = money_fit.now(today=today())
    steps, moves = money_fit.movement(today=today(), then=now)
    wearing, apart = now.of(WEARING), now.disagreements
    names = _named([*wearing[:_MOST], *apart[:_MOST], *moves[:_MOST]])
    if len(names) > _SCREENFUL:
        list_seen.send(NAME, staff=member(request), name=NAME, count=len(names))
    context: dict[str, Any] = {
        "now": now,
        "known": bool(shown().layers),
        "measure": measure_name(now),
        "quarters": {key: _quarter(now, key) for key in QUARTERS},
        "unobserved": address(earnings="high", fit__empty=""),
        "steps": [(step, [step.counts[key] for key in QUARTERS]) for step in reversed(steps)],
        "names": list(NAMES.values()),
        "moves": [
            (names[one.customer_id], NAMES[one.before], NAMES[one.after], one.earned)
            for one in moves[:_MOST]
            if one.customer_id in names
        ],
        "wearing": [(names[one.customer_id], one) for one in wearing[:_MOST]],
        "apart": [(names[one.customer_id], one) for one in apart[:_MOST]],
        "may_know": member(request).may(Ability.RECORD),
        # Drawing starts an engine: with scripts the page is there before its picture.
        "drawings": drawings(now) if "picture" in request.GET else None,
        "form": form,
    }
    return render(request, "portfolio/money_fit.html", context)


def _named(people: Sequence[Any]) -> dict[int, Customer]:
    return money_fit.named([one.customer_id for one in people])


def _quarter(now: Now, key: str) -> dict[str, Any]:
    people: list[Observed] = now.of(key)
    earnings, fit = _FACTS[key]
    return {
        "name": NAMES[key],
        "advice": ADVICE[key],
        "count": len(people),
        "yen": sum(one.earned for one in people),
        "address": address(earnings=earnings, **{f"fit__{fit}": ""}),
    }
