"""The buttons of a finding: tasks, a list, a file for letters, not this time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goen.shop.advice import operations
from goen.shop.advice.cards import owner_of
from goen.shop.advice.channels import Channel
from goen.shop.advice.letters import workbook
from goen.shop.advice.models import Figures
from goen.shop.advice.rules import BY_KEY
from goen.shop.advice.views.findings import asked_mine
from goen.shop.portfolio.queries import shown
from goen.shop.staff.access import member, needs, page_before
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.signals import list_exported
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asking(request: HttpRequest, key: str) -> operations.Asking:
    """Who presses which button of which finding; who may not change many acts on one's own."""
    if key not in BY_KEY or not Figures.objects.filter(key=key).exists():
        raise Http404
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        raise Http404 from None
    by = member(request)
    owner = owner_of(by=by, mine=asked_mine(request, by))
    return operations.Asking(by, key, owner, token, now(), today())


def _channel(request: HttpRequest) -> str:
    channel = request.POST.get("channel", "")
    if channel not in Channel.values:
        raise Http404
    return channel


def _nobody(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("Nobody is left who can be reached this way."))
    return redirect(page_before(request))


@needs(Ability.RECORD)
@require_POST
def tasks(request: HttpRequest, key: str) -> HttpResponse:
    """Make a task for each, spread over the days."""
    asking, channel = _asking(request, key), _channel(request)
    try:
        act = operations.make_tasks(asking=asking, channel=channel)
    except operations.NobodyLeft:
        return _nobody(request)
    said = ngettext("Made %(n)s task", "Made %(n)s tasks", act.people)
    toast(request, said % {"n": f"{act.people:,}"}, undo=reverse("undo", args=[act.group]))
    return redirect(f"{reverse('actions')}?tab=open")


@needs(Ability.EDIT)
@require_POST
def customer_list(request: HttpRequest, key: str) -> HttpResponse:
    """Give all who can be reached a tag, and open them in the list of customers."""
    asking, channel = _asking(request, key), _channel(request)
    try:
        act, job = operations.make_list(asking=asking, channel=channel)
    except operations.NobodyLeft:
        return _nobody(request)
    said = ngettext("“%(label)s”: %(n)s person", "“%(label)s”: %(n)s people", act.people)
    words = said % {"label": act.label, "n": f"{act.people:,}"}
    toast(request, words, undo=reverse("undo", args=[act.group]))
    if job is not None:
        messages.info(request, _("The list is being filled; in a minute all of them are there."))
    return redirect(operations.tagged_address(act=act))


@needs(Ability.EXPORT)
@require_POST
def letters(request: HttpRequest, key: str) -> HttpResponse:
    """A workbook of all who can be reached, with what letters are merged with."""
    asking, channel = _asking(request, key), _channel(request)
    try:
        act, rows = operations.note_file(asking=asking, channel=channel)
    except operations.NobodyLeft:
        return _nobody(request)
    short = BY_KEY[key].short_of(shown().limits)
    list_exported.send(
        None,
        staff=asking.by,
        name="advice",
        count=len(rows),
        form="xlsx",
        conditions=[short, str(Channel(channel).label)],
    )
    answer = HttpResponse(workbook(rows=rows, title=short), content_type=_XLSX)
    name = f"letters-{key}-{act.at:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Ability.RECORD)
@require_POST
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Not this time: these people are not suggested for this again."""
    asking = _asking(request, key)
    try:
        act = operations.decline(asking=asking, reason=request.POST.get("reason", ""))
    except operations.NobodyLeft:
        return _nobody(request)
    said = ngettext(
        "%(n)s person is not suggested for this again",
        "%(n)s people are not suggested for this again",
        act.people,
    )
    toast(request, said % {"n": f"{act.people:,}"}, undo=reverse("undo", args=[act.group]))
    return redirect("advice")
