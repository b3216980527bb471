"""What is done on the pages of contact rhythm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.rhythm import capacity, operations
from goen.shop.rhythm.forms import WeeklyForm
from goen.shop.rhythm.jobs import learn_again
from goen.shop.rhythm.models import Rest
from goen.shop.rhythm.reading import judged
from goen.shop.rhythm.resting import operations as resting
from goen.shop.rhythm.words import told_of
from goen.shop.staff.access import member, needs
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.touches.forms import LaterForm
from goen.shop.ui.back import go
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest


def _customer(customer_id: int) -> Customer:
    rows = Customer.objects.live().select_related("owner")
    return get_object_or_404(rows, pk=customer_id)


@needs(Ability.RECORD)
@require_POST
def plan(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Make the call a plan of this week."""
    customer = _customer(customer_id)
    action = operations.plan_call(by=member(request), customer=customer, today=today(), now=now())
    said = _("%(name)s: planned for %(who)s until %(month)s/%(day)s") % {
        "name": customer.name,
        "who": action.owner.name,
        "month": action.due_on.month,
        "day": action.due_on.day,
    }
    toast(request, said, undo=reverse("action_trash", args=[action.pk]))
    return go(request, default=reverse("rhythm"))


@needs(Ability.RECORD)
@require_POST
def later(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Have a customer wait until a day."""
    customer = _customer(customer_id)
    try:
        day = LaterForm(request.POST).day(today=today())
    except ValidationError:
        return HttpResponse(_("Choose the day."), status=422, content_type="text/plain")
    until = max(day, today() + timedelta(days=1))
    operations.snooze(by=member(request), customer_id=customer_id, until=until)
    said = _("%(name)s waits until %(month)s/%(day)s")
    values = {"name": customer.name, "month": until.month, "day": until.day}
    toast(request, said % values, undo=reverse("rhythm_wake", args=[customer_id]))
    return go(request, default=reverse("rhythm"))


@needs(Ability.RECORD)
@require_POST
def wake(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Take a customer back into the list."""
    customer = _customer(customer_id)
    operations.wake(by=member(request), customer_id=customer_id)
    toast(request, _("%(name)s is in the list again") % {"name": customer.name})
    return go(request, default=reverse("rhythm"))


@needs(Ability.RECORD)
@require_POST
def rest(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Answer the suggestion to spend no people's time on a customer."""
    customer = _customer(customer_id)
    answer = request.POST.get("answer", "")
    if answer not in Rest.Answer.values:
        return HttpResponseBadRequest()
    given = resting.answer(
        by=member(request),
        customer_id=customer_id,
        answer=answer,
        reason=_evidence(customer_id),
        now=now(),
    )
    said = {
        "RESTING": _("No people's time is spent on %(name)s"),
        "DECLINED": _("%(name)s is a customer as before, and is not suggested again"),
    }
    toast(
        request,
        said[given.answer] % {"name": customer.name},
        undo=reverse("rhythm_rest_take_back", args=[given.pk]),
    )
    return go(request, default=reverse("rhythm_finding", args=["not-taken-off"]))


def _evidence(customer_id: int) -> str:
    """What the decision rests on, kept in the language of the company's cards."""
    found = judged(customer_ids=[customer_id], today=today()).get(customer_id)
    with override("ja"):
        return told_of(found) if found else ""


@needs(Ability.RECORD)
@require_POST
def rest_take_back(request: HttpRequest, rest_id: int) -> HttpResponse:
    """Undo an answer."""
    get_object_or_404(Rest, pk=rest_id)
    resting.take_back(by=member(request), rest_id=rest_id)
    toast(request, _("Taken back"))
    return go(request, default=reverse("rhythm_finding", args=["not-taken-off"]))


@needs(Ability.RECORD)
@require_POST
def rest_end(request: HttpRequest, rest_id: int) -> HttpResponse:
    """Spend people's time on a customer again."""
    row = get_object_or_404(Rest.objects.select_related("customer"), pk=rest_id)
    resting.end(by=member(request), rest_id=rest_id, now=now())
    toast(request, _("%(name)s is a customer as any other again") % {"name": row.customer.name})
    return go(request, default=reverse("rhythm_finding", args=["resting"]))


@needs(Ability.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request: HttpRequest) -> HttpResponse:
    """How many customers each person calls in a week: one's own, for leaders everybody's."""
    by = member(request)
    rows = Staff.objects.filter(is_active=True).order_by("name", "pk")
    people = list(rows if by.may(Ability.APPROVE) else rows.filter(pk=by.pk))
    form = WeeklyForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        for staff, count in form.counts():
            if staff.pk != by.pk and not by.may(Ability.APPROVE):
                raise PermissionDenied
            capacity.set_weekly(by=by, staff=staff, weekly=count)
        toast(request, _("The numbers of the week are kept"))
        return redirect("rhythm_weekly")
    context: dict[str, Any] = {"form": form, "leads": by.may(Ability.APPROVE)}
    return render(request, "rhythm/weekly.html", context)


@needs(Ability.APPROVE)
@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Learn anew what is usual with the customers of this company."""
    learn_again(by=member(request))
    toast(request, _("What is usual is being learned anew; the lists follow in a few minutes"))
    return redirect("rhythm_weekly")
