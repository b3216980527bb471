"""Pages of rules and duties: what is in force, what is proposed, and one's own wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.sharing import rules
from goen.shop.sharing.forms import DutyForm, OwnRuleForm, RefusalForm, RuleForm
from goen.shop.sharing.models import Agreed, Duty, Rule
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goen.shop.staff.models import Staff

State = Agreed.State
_FORMS: dict[str, type[RuleForm | OwnRuleForm | DutyForm]] = {
    "rule": RuleForm,
    "own": OwnRuleForm,
    "duty": DutyForm,
}
_TITLES = {
    "rule": gettext_lazy("A rule: who is told of what"),
    "own": gettext_lazy("Tell only me"),
    "duty": gettext_lazy("A duty: who looks when"),
}


@needs(Ability.SEE)
@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """What is in force and what is proposed; what one is told for oneself."""
    by = member(request)
    agreed = [_line(row, by=by) for row in (*_rows(Rule, by=by), *_rows(Duty, by=by))]
    of = {state: [one for one in agreed if one["row"].state == state] for state in State.values}
    counts = of[State.COUNTS]
    context = {
        "proposed": of[State.PROPOSED],
        "refused": [one for one in of[State.REFUSED] if one["row"].proposed_by_id == by.pk],
        "rules": [one for one in counts if one["kind"] == "rule" and not one["row"].own],
        "own": [one for one in counts if one["kind"] == "rule" and one["row"].own],
        "duties": [one for one in counts if one["kind"] == "duty"],
        "may_approve": by.may(Ability.APPROVE),
    }
    return render(request, "sharing/rules.html", context)


def _rows(model: type[Rule] | type[Duty], *, by: Staff) -> Sequence[Rule | Duty]:
    rows: Any = model._default_manager.exclude(state=State.STOPPED).order_by("pk")
    if model is Rule:
        rows = rows.filter(Q(own=False) | Q(proposed_by=by)).select_related("department", "person")
    return list(rows.select_related("proposed_by"))


def _line(row: Rule | Duty, *, by: Staff) -> dict[str, Any]:
    kind = row._meta.model_name
    return {"row": row, "kind": kind, "may_change": rules.may_change(by=by, row=row)}


@needs(Ability.SEE)
@require_http_methods(["GET", "POST"])
def rule_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a rule or a duty, propose one, or ask to be told for oneself."""
    if kind not in _FORMS:
        raise Http404
    form = _FORMS[kind](request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        if kind == "own":
            row.own = True
        kept = rules.add(by=member(request), row=row, today=today(), now=now())
        toast(
            request,
            _("It is proposed. You will be told the answer")
            if kept.state == State.PROPOSED
            else _("The rule counts now"),
        )
        return redirect("sharing_rules")
    return _form(request, form, kind=kind)


def _form(
    request: HttpRequest, form: RuleForm | OwnRuleForm | DutyForm, *, kind: str, **more: Any
) -> HttpResponse:
    proposes = kind != "own" and not member(request).may(Ability.APPROVE)
    context = {"form": form, "kind": kind, "title": _TITLES[kind], "proposes": proposes, **more}
    status = 422 if request.method == "POST" else 200
    return render(request, "sharing/rule.html", context, status=status)


@needs(Ability.SEE)
@require_http_methods(["GET", "POST"])
def rule_edit(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Change what a rule or a duty says."""
    row = _row(request, kind, row_id)
    if row.state == State.REFUSED:
        raise Http404
    shown = "own" if isinstance(row, Rule) and row.own else kind
    # The form works on a row of its own: checking it writes what was typed into that row.
    own = type(row)._default_manager.get(pk=row_id)
    form = _FORMS[shown](request.POST or None, instance=own, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        by = member(request)
        try:
            rules.change(
                by=by, row=row, version=version, values=form.values(), today=today(), now=now()
            )
        except rules.SomeoneSavedFirst as first:
            data = request.POST.copy()
            data["version"] = str(first.current.version)
            form.data = data
            return _form(request, form, kind=shown, row=row, first=first.current)
        toast(request, _("The rule is changed"))
        return redirect("sharing_rules")
    return _form(request, form, kind=shown, row=row)


@needs(Ability.APPROVE)
@require_POST
def rule_accept(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Put a proposal in force."""
    return _answer(request, _found(kind, row_id), version=request.POST.get("version", ""))


@needs(Ability.APPROVE)
@require_http_methods(["GET", "POST"])
def rule_refuse(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Say why a proposal is not taken up."""
    row = _found(kind, row_id)
    form = RefusalForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return _answer(request, row, version=str(given["version"]), reason=given["reason"])
    status = 422 if request.method == "POST" else 200
    return render(request, "sharing/refuse.html", {"form": form, "row": row}, status=status)


def _answer(
    request: HttpRequest, row: Rule | Duty, *, version: str, reason: str = ""
) -> HttpResponse:
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    by = member(request)
    try:
        rules.answer(by=by, row=row, version=seen, reason=reason, today=today(), now=now())
    except rules.SomeoneSavedFirst:
        toast(request, _("It has been changed or answered meanwhile. Nothing was done"))
    else:
        toast(request, _("The proposer is told why not") if reason else _("The rule counts now"))
    return redirect("sharing_rules")


@needs(Ability.SEE)
@require_POST
def rule_stop(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Stop a rule or a duty, or withdraw one's own proposal."""
    group = rules.stop(by=member(request), row=_row(request, kind, row_id), now=now())
    toast(request, _("The rule is stopped"), undo=reverse("undo", args=[group]))
    return redirect("sharing_rules")


def _found(kind: str, row_id: int) -> Any:
    if kind not in rules.KINDS:
        raise Http404
    rows = rules.KINDS[kind]._default_manager.exclude(state=State.STOPPED)
    return get_object_or_404(rows, pk=row_id)


def _row(request: HttpRequest, kind: str, row_id: int) -> Any:
    """One that this person may change."""
    row = _found(kind, row_id)
    if not rules.may_change(by=member(request), row=row):
        raise PermissionDenied
    return row
