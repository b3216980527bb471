"""The trash: putting customers in, looking into it, taking them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.shop.customers import operations, queries
from goen.shop.customers.models import Customer
from goen.shop.customers.views.page import live_customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.EDIT)
@require_POST
def customer_trash(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one customer into the trash."""
    customer = live_customer(pk)
    operations.trash_customers(by=member(request), customer_ids=[pk], now=now())
    undo = f"{reverse('customers_restore')}?id={pk}"
    toast(request, _("%(name)s was put into the trash") % {"name": customer.name}, undo=undo)
    return redirect("customers")


@needs(Ability.EDIT)
@require_safe
def customers_trash(request: HttpRequest) -> HttpResponse:
    """What lies in the trash and how long it stays."""
    moment = now()
    rows = [
        (customer, queries.days_left(customer=customer, now=moment))
        for customer in queries.trashed_customers()
    ]
    return render(request, "customers/trash.html", {"rows": rows})


@needs(Ability.EDIT)
@require_POST
def customers_restore(request: HttpRequest) -> HttpResponse:
    """Take customers out of the trash."""
    given = request.POST.getlist("id") or request.GET.getlist("id")
    ids = [int(text) for text in given if text.isdigit()]
    trashed = Customer.objects.trashed().filter(pk__in=ids).exclude(code="")
    codes = dict(trashed.values_list("pk", "code"))
    operations.restore_customers(by=member(request), customer_ids=ids, now=now())
    _tell_lost(request, codes)
    names = Customer.objects.live().filter(pk__in=ids[:1]).values_list("name", flat=True)
    if len(ids) == 1 and names:
        toast(request, _("%(name)s was taken out of the trash") % {"name": names[0]})
        return redirect("customer", ids[0])
    toast(request, _("They were taken out of the trash"))
    return redirect("customers_trash")


def _tell_lost(request: HttpRequest, codes: dict[int, str]) -> None:
    """Tell which customer numbers did not come back because others have them now."""
    without = Customer.objects.live().filter(pk__in=codes, code="").values_list("pk", flat=True)
    if lost := [codes[pk] for pk in without]:
        words = _("The customer number %(codes)s belongs to somebody else now and was left out.")
        toast(request, words % {"codes": "、".join(lost[:10])})
