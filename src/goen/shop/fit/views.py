"""Pages of fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.fit.operations import observe_fit, take_back_fit
from goen.shop.fit.queries import fit_history, fit_now
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.my_number import NoMyNumber
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = (
    (5, gettext_lazy("Suits us very well")),
    (4, gettext_lazy("Suits us well")),
    (3, gettext_lazy("Neither well nor badly")),
    (2, gettext_lazy("Rather not")),
    (1, gettext_lazy("Does not suit us")),
)


class FitForm(NoMyNumber, forms.Form):
    """One observation: a step and a few words."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("How well it suits us"),
        coerce=int,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=200, required=False, strip=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        score = self.fields["score"]
        assert isinstance(score, forms.ChoiceField)  # noqa: S101
        score.choices = [(step, f"{step}・{words}") for step, words in WORDS]


def panel(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What the card 価値観が合うか shows."""
    return {"fit": fit_now(customer_id=customer.pk, today=today()), "customer": customer}


@needs(Ability.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def fit(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Observe the fit of one customer; below, what was observed before."""
    customer = get_object_or_404(Customer.objects.live(), pk=customer_id)
    form = FitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        observe_fit(by=member(request), customer_id=customer_id, today=today(), **form.cleaned_data)
        toast(request, _("Kept what you observed."))
        return redirect("customer", customer_id)
    context = {"customer": customer, "form": form, "fits": fit_history(customer_id=customer_id)}
    return render(request, "fit/fit.html", context)


@needs(Ability.RECORD)
@require_POST
def fit_take_back(request: HttpRequest, customer_id: int, fit_id: int) -> HttpResponse:
    """Remove one's own observation."""
    get_object_or_404(Fit, pk=fit_id, customer_id=customer_id)
    take_back_fit(by=member(request), fit_id=fit_id)
    toast(request, _("Took the observation back."))
    return redirect("fit", customer_id)
