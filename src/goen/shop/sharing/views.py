"""Pages of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goen.shop.sharing import notices as told
from goen.shop.sharing import queries
from goen.shop.sharing.models import ScreenOnly
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SEE)
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    staff = member(request)
    quiet = ScreenOnly.objects.filter(staff=staff).exists()
    context = {
        "notices": queries.notices(staff=staff),
        "unread": queries.unread(staff=staff),
        "quiet": quiet,
    }
    return render(request, "sharing/notices.html", context)


@needs(Ability.SEE)
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The bell and the callouts as they are now, for a page that stays open."""
    staff = member(request)
    corner = {"count": queries.unread(staff=staff)}
    return render(request, "sharing/_poll.html", {"corner": corner})


@needs(Ability.SEE)
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark one's own notices as read."""
    told.read_all(by=member(request), now=now())
    toast(request, _("All notices are read, except urgent voices that are still to be opened"))
    return redirect("notices")


@needs(Ability.SEE)
@require_POST
def notices_how(request: HttpRequest) -> HttpResponse:
    """Choose whether one gets mail about what is not pressing."""
    if request.POST.get("quiet"):
        ScreenOnly.objects.get_or_create(staff=member(request))
    else:
        ScreenOnly.objects.filter(staff=member(request)).delete()
    toast(request, _("Your choice is kept"))
    return redirect("notices")


@needs(Ability.SEE)
@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """How fast the president reads pressing voices."""
    figures = queries.reading_figures(now=now())
    return render(request, "sharing/readings.html", {"figures": figures, "goal": queries.GOAL})
