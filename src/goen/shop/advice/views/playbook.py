"""The playbook: what to do for which segment, and changing a page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.advice import operations
from goen.shop.advice.channels import Channel
from goen.shop.advice.forms import PlayForm
from goen.shop.advice.playbook import page, pages
from goen.shop.portfolio.place import STATUSES, name_of, scheme_of
from goen.shop.portfolio.queries import shown
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.staff.rows import SomeoneSavedFirst
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.analysis import Thresholds
    from goen.analysis.schemes import Rank
    from goen.shop.advice.playbook import Pages


def _ranks(limits: Thresholds) -> list[Rank]:
    """The ranks of the company's scheme, the best first."""
    return list(reversed(scheme_of(limits).ranks))


def _line(rank: Rank, status: str, kept: Pages) -> dict[str, Any]:
    found = page(f"{rank.key}/{status}", kept)
    return {
        "rank": rank,
        "name": name_of(rank),
        "status": status,
        "status_name": STATUSES[status],
        "page": found,
        "channel": Channel(found.advice.channel).label,
    }


@needs(Ability.SEE)
@require_safe
def playbook(request: HttpRequest) -> HttpResponse:
    """All pages: for each rank what to do while they buy, and once they left."""
    limits = shown().limits
    kept = pages(limits=limits)
    groups = [
        (STATUSES[status], [_line(rank, status, kept) for rank in _ranks(limits)])
        for status in STATUSES
    ]
    may = member(request).may(Ability.APPROVE)
    context = {"groups": groups, "may_edit": may, "own_ranks": kept.own_ranks}
    return render(request, "advice/playbook.html", context)


def _found(rank: str, status: str) -> dict[str, Any]:
    limits = shown().limits
    for one in _ranks(limits):
        if one.key == rank and status in STATUSES:
            return _line(one, status, pages(limits=limits))
    raise Http404


@needs(Ability.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def play_edit(request: HttpRequest, rank: str, status: str) -> HttpResponse:
    """Change what the company does for one segment."""
    line = _found(rank, status)
    kept = line["page"]
    form = PlayForm(request.POST or None, page=kept)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version") or 0
        try:
            group = operations.save_play(
                by=member(request), segment=kept.segment, version=version, values=values
            )
        except SomeoneSavedFirst:
            fresh = _found(rank, status)
            data = request.POST.copy()
            data["version"] = str(fresh["page"].version)
            form.data = data
            return _form(request, form, fresh, first=fresh["page"].advice)
        undo = reverse("undo", args=[group]) if group and kept.version else None
        toast(request, _("The playbook is changed"), undo=undo)
        return redirect("playbook")
    return _form(request, form, line)


def _form(request: HttpRequest, form: PlayForm, line: dict[str, Any], **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "advice/play.html", {"form": form, **line, **more}, status=status)


@needs(Ability.APPROVE)
@require_POST
def play_usual(request: HttpRequest, rank: str, status: str) -> HttpResponse:
    """Go back to what we suggest."""
    line = _found(rank, status)
    group = operations.restore_play(by=member(request), segment=line["page"].segment)
    undo = reverse("undo", args=[group]) if group else None
    toast(request, _("The page is as we suggest it again"), undo=undo)
    return redirect("playbook")
