"""Entering and editing a customer, also when somebody else saved it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.customers import conflict, forms, operations, queries, registry
from goen.shop.customers.models import Customer
from goen.shop.customers.normal_form import normal_form
from goen.shop.customers.snapshot import snapshot
from goen.shop.customers.views.page import live_customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail import new_group
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goen.shop.customers.forms import CustomerForm
    from goen.shop.customers.snapshot import Values

_SALT = "goen.customers.base"


@needs(Ability.EDIT)
@require_http_methods(["GET", "POST"])
def customer_new(request: HttpRequest) -> HttpResponse:
    """Enter a person or a company."""
    if request.method != "POST":
        kind = request.GET.get("kind", Customer.Kind.PERSON.value)
        values = {"kind": kind, "owner": member(request).pk, "stage": "PROSPECT"}
        form = forms.from_values(by=member(request), customer=None, kind=kind, values=values)
        return _show(request, form)
    return _sent(request, customer=None)


@needs(Ability.EDIT)
@require_http_methods(["GET", "POST"])
def customer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit one customer."""
    customer = live_customer(pk)
    if request.method != "POST":
        values = snapshot(customer)
        kind = customer.kind
        form = forms.from_values(by=member(request), customer=customer, kind=kind, values=values)
        return _show(request, form, base=form.shown_of(values), version=customer.version)
    return _sent(request, customer=customer)


@needs(Ability.EDIT)
@require_POST
def normal(request: HttpRequest) -> JsonResponse:
    """The normal form of one field as it is left, with what is doubtful and the likely fix."""
    found = normal_form(
        kind=request.POST.get("kind", ""), text=request.POST.get("text", "")[:1000], today=today()
    )
    fix_words = _("Change to %(fix)s") % {"fix": found.fix} if found.fix else ""
    return JsonResponse(
        {
            "value": found.value,
            "problem": found.problem,
            "fix": found.fix,
            "fix_words": fix_words,
        }
    )


def _sent(request: HttpRequest, *, customer: Customer | None) -> HttpResponse:
    """What to answer to a form that was sent: changed, doubtful, refused, or kept."""
    by = member(request)
    if request.POST.get("do"):
        form = forms.from_post(by=by, customer=customer, data=forms.changed(request.POST))
        form.be_quiet()
        form.focus(request.POST["do"])
        return _show(request, form)
    form = forms.from_post(by=by, customer=customer, data=request.POST)
    if not form.is_valid():
        return _show(request, form)
    values = form.values()
    if customer is None and not request.POST.get("anyway"):
        similar = queries.similar_customers(values=values)
        doubts = [words for one in registry.doubts for words in one.of(values)]
        if similar or doubts:
            return _show(request, form, similar=similar, doubts=doubts)
    return _save(request, form=form, customer=customer, values=values)


def _save(
    request: HttpRequest, *, form: CustomerForm, customer: Customer | None, values: Values
) -> HttpResponse:
    by = member(request)
    try:
        if customer is None:
            made = operations.create_customer(by=by, values=values, now=now())
            toast(request, _("%(name)s was entered") % {"name": made.name})
            return redirect("customer", made.pk)
        return _update(request, customer=customer, values=values)
    except ValidationError as refusal:
        form.take(refusal)
        return _show(request, form)


def _update(request: HttpRequest, *, customer: Customer, values: Values) -> HttpResponse:
    """Save the changes, or show both sides when somebody saved first."""
    group = new_group()
    try:
        changes = operations.update_customer(
            by=member(request),
            customer_id=customer.pk,
            version=_version(request),
            values=values,
            now=now(),
            group=group,
        )
    except operations.SomeoneSavedFirst as first:
        return _conflict(request, first)
    if changes:
        undo = reverse("undo", args=[group])
        toast(request, _("%(name)s was changed") % {"name": values["name"]}, undo=undo)
    return redirect("customer", customer.pk)


def _conflict(request: HttpRequest, first: operations.SomeoneSavedFirst) -> HttpResponse:
    """Both sides next to each other, field by field; nothing is written before a choice is made."""
    sides = {
        "base": _base(request.POST.get("base", "")),
        "mine": first.mine,
        "theirs": first.theirs,
    }
    if request.POST.get("seen") == str(first.customer.version):
        try:
            return _merge(request, first, conflict.merged(**sides, choice=request.POST.dict()))
        except operations.SomeoneSavedFirst as again:  # and somebody else in this very moment
            first = again
            sides["theirs"] = again.theirs
    context = {
        "customer": first.customer,
        "conflict": conflict.compare(**sides),
        "last": conflict.last_saver(customer_id=first.customer.pk),
        "kept": [(k, v) for k, vs in request.POST.lists() for v in vs if _is_carried(k)],
        "version": first.customer.version,
    }
    return render(request, "customers/conflict.html", context)


def _is_carried(name: str) -> bool:
    """Whether a value of the form is sent again with the choice."""
    return name not in ("csrfmiddlewaretoken", "seen") and not name.startswith("keep-")


def _merge(
    request: HttpRequest, first: operations.SomeoneSavedFirst, values: Values
) -> HttpResponse:
    """Save what was put together from both sides."""
    group = new_group()
    operations.update_customer(
        by=member(request),
        customer_id=first.customer.pk,
        version=first.customer.version,
        values=values,
        now=now(),
        group=group,
    )
    undo = reverse("undo", args=[group])
    toast(request, _("%(name)s was changed") % {"name": values["name"]}, undo=undo)
    return redirect("customer", first.customer.pk)


def _show(
    request: HttpRequest,
    form: CustomerForm,
    *,
    base: Values | None = None,
    version: int | None = None,
    similar: Any = (),
    doubts: Sequence[str] = (),
) -> HttpResponse:
    """The form; for htmx only the form itself."""
    sent = request.POST.get("base", "")
    context = {
        "form": form,
        "customer": form.customer,
        "similar": similar,
        "doubts": doubts,
        "base": signing.dumps(base, salt=_SALT, compress=True) if base else sent,
        "version": version or request.POST.get("version", ""),
        "prefectures": forms.PREFECTURES,
    }
    template = "customers/_form.html" if getattr(request, "htmx", False) else "customers/form.html"
    return render(request, template, context)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else 0


def _base(text: str) -> Values:
    """What was kept when the form was opened; empty when that was lost or tampered with."""
    try:
        values: Values = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return {}
    return values
