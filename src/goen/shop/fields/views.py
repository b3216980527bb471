"""Pages of own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.fields import operations, queries
from goen.shop.fields.forms import OwnFieldForm
from goen.shop.fields.models import OwnField
from goen.shop.staff.access import member, needs
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Status = OwnField.Status


@needs(Ability.SEE)
@require_safe
def own_fields(request: HttpRequest) -> HttpResponse:
    """All fields: in use with how full they are, proposed, and no longer used."""
    every = OwnField.objects.select_related("proposed_by", "who_staff").order_by(
        "group", "order", "pk"
    )
    in_use = [field for field in every if field.status == Status.APPROVED]
    context = {
        "in_use": [
            {
                "field": field,
                "fill": queries.fill(field=field),
                "overdue": queries.overdue(field=field, today=today()).count(),
            }
            for field in in_use
        ],
        "proposed": [field for field in every if field.status == Status.PROPOSED],
        "former": [field for field in every if field.status in (Status.RETIRED, Status.DECLINED)],
        "may_approve": member(request).may(Ability.APPROVE),
        "may_propose": member(request).may(Ability.PROPOSE),
    }
    return render(request, "fields/fields.html", context)


@needs(Ability.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def own_field_new(request: HttpRequest) -> HttpResponse:
    """Propose a field, or, for those who may approve, put it to use at once."""
    form = OwnFieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        field = operations.propose_field(
            by=member(request), asked=form.asked(), choices=form.choices(), today=today()
        )
        used = field.status == Status.APPROVED
        toast(
            request,
            _("“%(field)s” is in use.") % {"field": field}
            if used
            else _("“%(field)s” was proposed. It waits for approval.") % {"field": field},
        )
        return redirect("own_fields")
    return render(request, "fields/field_form.html", {"form": form})


@needs(Ability.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def own_field_edit(request: HttpRequest, field_id: int) -> HttpResponse:
    """Change what a field says of itself."""
    field = get_object_or_404(OwnField, pk=field_id)
    operations.check_may_change(by=member(request), field=field)
    form = OwnFieldForm(request.POST or None, instance=field)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_field(
                by=member(request),
                field_id=field_id,
                asked=form.asked(),
                choices=form.choices(),
            )
        except operations.UnableToChange:
            form.add_error("kind", _("Customers have values in it, so its kind stays."))
        else:
            toast(request, _("“%(field)s” was changed.") % {"field": form.asked()["label"]})
            return redirect("own_fields")
    return render(request, "fields/field_form.html", {"form": form, "field": field})


@needs(Ability.APPROVE)
@require_POST
def own_field_decide(request: HttpRequest, field_id: int) -> HttpResponse:
    """Approve or decline a proposal, retire a field or bring it back."""
    field = get_object_or_404(OwnField, pk=field_id)
    by, act = member(request), request.POST.get("act", "")
    try:
        match act:
            case "approve" | "decline":
                operations.decide(by=by, field_id=field_id, approve=act == "approve", today=today())
            case "retire":
                operations.retire_field(by=by, field_id=field_id)
            case "bring_back":
                operations.bring_back_field(by=by, field_id=field_id)
    except operations.UnableToChange:
        toast(request, _("“%(field)s” had been decided already.") % {"field": field})
    else:
        toast(request, _DONE.get(act, "%(field)s") % {"field": field})
    return redirect("own_fields")


@needs(Ability.SEE)
@require_safe
def own_fields_missing(request: HttpRequest) -> HttpResponse:
    """What I have to enter and have not: by field, the first customers of each."""
    rows = [
        {"field": field, "customers": customers[:MOST_SHOWN], "count": customers.count()}
        for field in OwnField.objects.in_use().exclude(when="")
        for customers in [
            queries.overdue_for(field=field, staff=member(request), today=today()).order_by("pk")
        ]
    ]
    shown = [row for row in rows if row["count"]]
    return render(request, "fields/missing.html", {"rows": shown})


@needs(Ability.SEE)
@require_safe
def own_fields_fill(request: HttpRequest) -> HttpResponse:
    """How full each field is, by the owner of the customers."""
    fields = list(OwnField.objects.in_use())
    fills = {field.pk: queries.fill_by_owner(field=field) for field in fields}
    owners = {owner for fill in fills.values() for owner in fill}
    staff = Staff.objects.in_bulk([owner for owner in owners if owner])
    people = [*sorted(staff.values(), key=lambda person: person.pk), None]
    context = {
        "fields": fields,
        "rows": [
            (person, [fills[field.pk].get(person.pk if person else None) for field in fields])
            for person in people
            if person or None in owners
        ],
        "totals": [queries.fill(field=field) for field in fields],
    }
    return render(request, "fields/fill.html", context)


MOST_SHOWN = 50
_DONE = {
    "approve": gettext_lazy("“%(field)s” is in use."),
    "decline": gettext_lazy("“%(field)s” was declined."),
    "retire": gettext_lazy("“%(field)s” is no longer used. Its values are kept."),
    "bring_back": gettext_lazy("“%(field)s” is in use again."),
}
