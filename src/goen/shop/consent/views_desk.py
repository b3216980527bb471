"""Pages of the request desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.consent import desk
from goen.shop.consent.disclosure import FORMS, disclose
from goen.shop.consent.forms import AnswerForm, RequestForm
from goen.shop.consent.models import PersonRequest
from goen.shop.customers.models import Customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_SHOWN = 200


@needs(Ability.DISCLOSE)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """All requests, the open ones first."""
    rows = PersonRequest.objects.select_related("customer", "received_by", "done_by")
    context = {
        "waiting": rows.filter(status=PersonRequest.Status.OPEN).order_by("due_on", "pk"),
        "answered": rows.exclude(status=PersonRequest.Status.OPEN).order_by("-done_on", "-pk")[
            :MOST_SHOWN
        ],
        "today": today(),
    }
    return render(request, "consent/requests.html", context)


@needs(Ability.DISCLOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Write down what a customer asks."""
    customer = get_object_or_404(Customer.objects.live(), pk=customer_id)
    form = RequestForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        made = desk.receive_request(
            by=member(request), customer_id=customer_id, **form.cleaned_data
        )
        return redirect("person_request", made.pk)
    return render(request, "consent/request_new.html", {"customer": customer, "form": form})


@needs(Ability.DISCLOSE)
@require_safe
def person_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request: what was asked, what can be done about it."""
    return _page(request, _found(request_id), AnswerForm())


@needs(Ability.DISCLOSE)
@require_POST
def request_answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Do what was asked: stop using, erase, or note what was done by hand."""
    found, form = _found(request_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    answer, act = form.cleaned_data["answer"], request.POST.get("act", "done")
    try:
        _act(request, request_id, act=act, answer=answer)
    except desk.AlreadyAnswered:
        toast(request, _("This request had been answered already."))
    else:
        toast(request, _("The request was answered."))
    return redirect("person_requests")


def _act(request: HttpRequest, request_id: int, *, act: str, answer: str) -> None:
    by = member(request)
    match act:
        case "stop":
            desk.stop_using(by=by, request_id=request_id, answer=answer, today=today())
        case "erase":
            desk.erase_person(by=by, request_id=request_id, answer=answer, now=now(), today=today())
        case _:
            desk.answer_request(
                by=by,
                request_id=request_id,
                done=act != "decline",
                answer=answer,
                today=today(),
            )


@needs(Ability.DISCLOSE)
@require_POST
def request_disclosure(request: HttpRequest, request_id: int, form: str) -> FileResponse:
    """Hand out everything known about the customer as one file."""
    found = _found(request_id)
    if form not in FORMS or found.customer is None:
        raise Http404
    made = disclose(by=member(request), customer=found.customer, day=today(), form=form)
    name = f"disclosure-{request_id}.{form}"
    return FileResponse(made, as_attachment=True, filename=name, content_type=FORMS[form])


def _found(request_id: int) -> PersonRequest:
    return get_object_or_404(
        PersonRequest.objects.select_related("customer", "received_by", "done_by"), pk=request_id
    )


def _page(request: HttpRequest, found: PersonRequest, form: AnswerForm) -> HttpResponse:
    context = {"asked": found, "form": form, "forms": list(FORMS), "today": today()}
    return render(request, "consent/request.html", context)
