"""The three-field entry: its variables on the page of its own, in the dialog and on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from goen.shop.customers.models import Customer
from goen.shop.staff.roles import Ability
from goen.shop.touches.forms import FIRST_KINDS, QuickForm
from goen.shop.touches.models import Action, SavedText, Touch
from goen.shop.touches.models.touch import ICONS
from goen.shop.touches.queries.timeline import open_actions
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict


def filled(form: QuickForm) -> QuickForm:
    """The form with the customer that was found in it, so that nobody is looked for twice."""
    customer = form.cleaned_data.get("customer") if hasattr(form, "cleaned_data") else None
    if isinstance(customer, Customer):
        data = cast("QueryDict", form.data).copy()
        data["customer"], data["who"] = str(customer.pk), customer.name
        form.data = data
    return form


def quick_context(
    request: HttpRequest, *, form: QuickForm, customer: Customer | None = None
) -> dict[str, Any]:
    """The variables of the entry; with `customer` it is fixed to that customer."""
    return {
        "form": form,
        "fixed": customer,
        "kinds": _kinds(first=True),
        "more_kinds": _kinds(first=False),
        "chosen_kind": form["kind"].value() or "CALL",
        "texts": SavedText.objects.order_by("kind", "title")[:30],
        "open_action": _action(form),
        "right_now": now(),
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "untold": _untold(form) if form.is_bound else [],
        "unfolded": form.is_bound and bool(set(form.errors) & _FOLDED),
    }


_FOLDED = {"at", "direction", "minutes", "feeling", "text", "channel", "voice_kind"}


_TELLING = {"who", "line", "text", "at", "minutes", "next_on"}


def _untold(form: QuickForm) -> list[str]:
    """Problems of fields that have no place of their own for them."""
    wrong = [form[name] for name in form.errors if name in form.fields and name not in _TELLING]
    found = [f"{bound.label}: {words}" for bound in wrong for words in bound.errors]
    return [*form.non_field_errors(), *found]


def _kinds(*, first: bool) -> list[dict[str, Any]]:
    labels = dict(QuickForm.KINDS)
    names = FIRST_KINDS if first else [name for name in labels if name not in FIRST_KINDS]
    return [
        {"value": name, "label": labels[name], "icon": ICONS.get(name, "voice")} for name in names
    ]


def _action(form: QuickForm) -> Action | None:
    pk = form["action"].value()
    return Action.objects.open().filter(pk=pk).first() if str(pk or "").isdigit() else None


def quick_panel(request: HttpRequest, customer: Customer) -> dict[str, Any] | None:
    """The entry on the card of a customer; not for those who may only look."""
    if not request.user.may(Ability.RECORD):  # type: ignore[union-attr]
        return None
    form = QuickForm(
        initial={"customer": customer.pk, "who": customer.name, "kind": _usual(customer)}
    )
    return quick_context(request, form=form, customer=customer)


def _usual(customer: Customer) -> str:
    """The kind recorded last for this customer, if it is among the first chips."""
    rows = Touch.objects.live().filter(customer=customer).order_by("-at", "-pk")
    last = rows.values_list("kind", flat=True).first()
    return last if last and last in FIRST_KINDS else Touch.Kind.CALL


def actions_panel(request: HttpRequest, customer: Customer) -> dict[str, Any] | None:
    """What is still to be done for the customer."""
    rows = open_actions(customer=customer)
    return {"actions": rows, "customer": customer, "today": today()}
