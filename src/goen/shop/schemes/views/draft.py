"""The page on which rules are tried: limits, what they would change, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goen.analysis import PRESETS
from goen.shop.customers.models import Customer
from goen.shop.schemes import draft, operations, queries
from goen.shop.schemes.asking import NoHistory, is_coming
from goen.shop.schemes.chart import lapse_chart
from goen.shop.schemes.fitting import are_known, curve, fitting
from goen.shop.schemes.forms import DraftForm, PublishForm
from goen.shop.schemes.preview import MOST_PEOPLE, is_known, people_of, preview
from goen.shop.schemes.tables import Count, matrix, rank_lines, sums, total
from goen.shop.schemes.words import mark_of, two_axis_names
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.signals import list_seen
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.schemes.preview import Rules, TwoAxis


@needs(Ability.SEE)
@require_http_methods(["GET", "POST"])
def scheme_new(request: HttpRequest) -> HttpResponse:
    """Try rules, see at once what they would change, and publish them."""
    counting = queries.counting(today=today()).rules
    if request.method == "GET":
        start = draft.start_from(given=request.GET.get("from", ""), now=counting)
        form = DraftForm(initial=draft.values_of(start))
        return _page(request, form, counting, start)
    do, _sep, argument = request.POST.get("do", "").partition(":")
    form = DraftForm(request.POST, more=1 if do == "rule" else 0)
    rules = form.rules if form.is_valid() else None
    if do == "publish":
        return _publish(request, form, counting, rules)
    if do == "people" and rules:
        return _people(request, form, counting, rules, argument)
    if request.htmx:  # type: ignore[attr-defined]
        return _part(request, form, counting, rules)
    return _page(request, form, counting, rules)


def _page(
    request: HttpRequest,
    form: DraftForm,
    counting: Rules,
    rules: Rules | None,
    **more: Any,
) -> HttpResponse:
    newest = queries.latest()
    based_on = newest.pk if newest else None
    initial = {"effective_on": today(), "based_on": based_on}
    context = {
        "form": form,
        "publish": PublishForm(initial=initial),
        "presets": [(key, one.name.text(_language())) for key, one in PRESETS.items()],
        "chosen": request.GET.get("from", ""),
        "may_publish": member(request).may(Ability.APPROVE),
        **_at_once(request, form, counting, rules),
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "schemes/draft.html", context, status=status)


def _language() -> str:
    return (get_language() or "ja")[:2]


def _part(
    request: HttpRequest, form: DraftForm, counting: Rules, rules: Rules | None
) -> HttpResponse:
    """What changed in the form, told beside it."""
    context = {"form": form, **_changes(form, counting, rules)}
    return render(request, "schemes/_preview.html", context)


def _at_once(
    request: HttpRequest, form: DraftForm, counting: Rules, rules: Rules | None
) -> dict[str, Any]:
    """What the rules would change; on opening, what takes seconds comes after the page itself."""
    if request.method == "GET" and rules and not _is_known(counting, rules):
        return {"later_on": True}
    return _changes(form, counting, rules)


def _is_known(counting: Rules, rules: Rules) -> bool:
    day = today()
    try:
        compared = is_known(before=counting, after=rules, day=day)
        return compared and are_known(before=counting, after=rules, day=day)
    except NoHistory:
        return True


def _changes(form: DraftForm, counting: Rules, rules: Rules | None) -> dict[str, Any]:
    """What the rules would change; nothing while they cannot be read."""
    if rules is None:
        return {"unread": bool(form.errors)}
    day = today()
    try:
        fits = fitting(rules=counting, day=day)
        points = curve(limits=rules.limits, day=day)
        found = preview(before=counting, after=rules, day=day)
    except NoHistory:
        return {"nothing": True, "coming": is_coming()}
    before, after = sums(found)
    lines = rank_lines(before=before, after=after, old=counting.limits, new=rules.limits)
    return {
        "found": found,
        "lines": lines,
        "active": total(lines, "active"),
        "lapsed": total(lines, "lapsed"),
        "matrix": matrix(found=found, old=counting.limits, new=rules.limits),
        "same": rules == counting,
        "limits": rules.limits,
        "before": counting.limits,
        "fits": fits,
        "two": _two(found.two_axis),
        "chart": lapse_chart(
            answer=points,
            chosen=rules.limits.lapse_days,
            before=counting.limits.lapse_days,
            fitting=fits["lapse_days"],
        ),
    }


def _two(found: TwoAxis | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = two_axis_names()
    rows = [(name, Count(found.before[key], found.after[key])) for key, name in names.items()]
    return {"rows": rows, "moved": found.moved}


def _people(
    request: HttpRequest, form: DraftForm, counting: Rules, rules: Rules, cell: str
) -> HttpResponse:
    """Who is behind a cell of the matrix."""
    try:
        rank, status, new_rank, new_status = cell.split(",")
        was, goes = (rank, status), (new_rank, new_status)
        context: dict[str, Any] = {
            "was": mark_of(counting.limits, was),
            "goes": mark_of(rules.limits, goes),
        }
        rows, count = people_of(before=counting, after=rules, day=today(), was=was, now=goes)
    except (ValueError, StopIteration, NoHistory):
        return _page(request, form, counting, rules)
    known = Customer.objects.in_bulk([pk for pk, _sales in rows])
    context |= {
        "people": [(known[pk], sales) for pk, sales in rows if pk in known],
        "count": count,
        "more": max(count - MOST_PEOPLE, 0),
    }
    by = member(request)
    list_seen.send(sender=None, staff=by, name="schemes", count=len(rows))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "schemes/_people.html", context)
    return _page(request, form, counting, rules, **context)


def _publish(
    request: HttpRequest, form: DraftForm, counting: Rules, rules: Rules | None
) -> HttpResponse:
    by, publishing = member(request), PublishForm(request.POST)
    if not by.may(Ability.APPROVE):
        raise PermissionDenied
    if rules is None or not publishing.is_valid():
        return _again(request, form, counting, rules, publishing)
    given = publishing.cleaned_data
    try:
        made = operations.publish(by=by, rules=rules, today=today(), now=now(), **given)
    except operations.TooLate:
        publishing.add_error("effective_on", _("Today or a later day."))
        return _again(request, form, counting, rules, publishing)
    except operations.SomeoneSavedFirst as first:
        renewed = _renewed(request, first)
        return _again(request, form, counting, rules, renewed, conflict=first)
    toast(request, _told(made.effective_on <= today()))
    return redirect("schemes")


def _told(at_once: bool) -> str:  # noqa: FBT001 - one of two sentences
    if at_once:
        return _("It is published; everybody is told. The ranks follow in the background")
    return _("It is published; everybody is told. Until its day you may withdraw it")


def _renewed(request: HttpRequest, first: operations.SomeoneSavedFirst) -> PublishForm:
    """The same form, which now knows of the version that was published first."""
    data = request.POST.copy()
    data["based_on"] = str(first.current.pk) if first.current else ""
    return PublishForm(data)


def _again(
    request: HttpRequest,
    form: DraftForm,
    counting: Rules,
    rules: Rules | None,
    publishing: PublishForm,
    **more: Any,
) -> HttpResponse:
    """The page with what was typed, and what hinders publishing."""
    made = _page(request, form, counting, rules, publish=publishing, **more)
    made.status_code = 422
    return made
