"""Pages of versions: what counts, what counted, what is to come, and older months under another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goen.analysis.calendar import month_end, month_index, month_start
from goen.shop.schemes import operations, queries
from goen.shop.schemes.asking import NoHistory, is_coming
from goen.shop.schemes.tables import rank_lines, total
from goen.shop.schemes.words import rules_of, score_rows, two_axis_words
from goen.shop.sharing.notices import mark_read
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from goen.shop.schemes.preview import Rules
    from goen.shop.schemes.queries import Version

_MONTHS = 36  # so far back older months are offered


@needs(Ability.SEE)
@require_GET
def version_list(request: HttpRequest) -> HttpResponse:
    """The rules that count in words, and all versions."""
    mark_read(by=member(request), url_name="schemes", object_id=None, now=now())
    told = queries.versions(today=today())
    counting = next((one for one in told if one.state == "now"), told[-1])
    context = {
        "counting": counting,
        "coming": [one for one in told if one.state == "coming"],
        "versions": [one for one in told if one.scheme.pk],
        **words_of(counting.rules),
    }
    return render(request, "schemes/versions.html", context)


@needs(Ability.SEE)
@require_GET
def version(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """One version: its rules, who published it and why."""
    found = _found(scheme_id)
    return render(request, "schemes/version.html", {"found": found, **words_of(found.rules)})


def words_of(rules: Rules) -> dict[str, Any]:
    """Rules in words, for the template that shows them."""
    limits = rules.limits
    cuts = {"r": limits.rfm.r, "f": limits.rfm.f, "m": limits.rfm.m}
    return {
        "rules": rules_of(limits),
        "limits": limits,
        "quantile": rules.scoring == "quantile",
        "scores": score_rows(cuts),
        "abc": (round(limits.abc.a * 100), round(limits.abc.b * 100)),
        "two_axis": two_axis_words(limits),
    }


@needs(Ability.APPROVE)
@require_POST
def version_withdraw(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Take back a version before its day."""
    try:
        operations.withdraw(by=member(request), scheme_id=scheme_id, today=today(), now=now())
    except operations.TooLate:
        toast(request, _("It counts already, or was withdrawn meanwhile. Nothing was changed"))
    else:
        toast(request, _("The version is withdrawn; everybody is told"))
    return redirect("schemes")


@needs(Ability.SEE)
@require_GET
def version_as_if(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """The end of an older month under this version, beside what counted then."""
    found, day = _found(scheme_id), today()
    months = _months(day)
    chosen = next((one for one in months if f"{one:%Y-%m}" == request.GET.get("month")), months[0])
    evening = min(month_end(month_index(chosen)), day)
    context: dict[str, Any] = {"found": found, "months": months, "month": chosen, "day": evening}
    then, new = queries.limits_then(day=evening), found.rules.limits
    try:
        before = queries.as_if(limits=then, day=evening)
        after = queries.as_if(limits=new, day=evening)
    except NoHistory:
        context |= {"nothing": True, "coming": is_coming()}
        return render(request, "schemes/as_if.html", context)
    lines = rank_lines(before=_split(before), after=_split(after), old=then, new=new)
    context |= {
        "lines": lines,
        "active": total(lines, "active"),
        "lapsed": total(lines, "lapsed"),
        "same": then == new,
        "then": then,
    }
    return render(request, "schemes/as_if.html", context)


def _split(counts: dict[str, int]) -> dict[tuple[str, str], int]:
    return {(key.split("/")[0], key.split("/")[1]): count for key, count in counts.items()}


def _months(day: date) -> list[date]:
    """The months that are offered, the newest first: that of today, and those that have ended."""
    last = month_index(day)
    return [month_start(last - back) for back in range(_MONTHS)]


def _found(scheme_id: int) -> Version:
    told = queries.versions(today=today())
    found = next((one for one in told if one.scheme.pk == scheme_id), None)
    if found is None:
        raise Http404
    return found
