"""Pages of meetings: planning, the sheet with agenda, notes and decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.sharing import meetings
from goen.shop.sharing.forms import DecisionForm, MeetingForm
from goen.shop.sharing.meetings import Noted
from goen.shop.sharing.models import Meeting
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goen.shop.sharing.models import Point

A_PAGE = 50


@needs(Ability.SEE)
@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, the newest first."""
    there = Count("decisions", filter=Q(decisions__action__deleted_at=None))
    rows = Meeting.objects.annotate(decided=there).order_by("-on", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_write": member(request).may(Ability.RECORD), "most": A_PAGE}
    return render(request, "sharing/meetings.html", context)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; those who came last time are ticked."""
    initial = {"on": today(), "title": _("Meeting"), "attendees": meetings.last_attendees()}
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting = meetings.plan_meeting(
            by=member(request), values=_values(form), now=now(), since=timedelta(days=30)
        )
        toast(request, _("The agenda is made"))
        return redirect("meeting", meeting.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "sharing/meeting_edit.html", {"form": form}, status=status)


def _values(form: MeetingForm) -> meetings.MeetingValues:
    given = form.cleaned_data
    return {"title": given["title"], "on": given["on"], "attendees": list(given["attendees"])}


@needs(Ability.SEE)
@require_GET
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting on one sheet."""
    return _sheet(request, get_object_or_404(Meeting, pk=meeting_id))


def _sheet(
    request: HttpRequest,
    row: Meeting,
    *,
    form: DecisionForm | None = None,
    points: Sequence[Point] | None = None,
) -> HttpResponse:
    may_write = member(request).may(Ability.RECORD)
    shown = row.points.all() if points is None else points
    context = {
        "meeting": row,
        "points": meetings.linked(shown, may_record=may_write),
        "first": points is not None,
        "decisions": row.decisions.filter(action__deleted_at=None).select_related("action__owner"),
        "before": meetings.decided_before(meeting=row),
        "form": form or DecisionForm(),
        "today": today(),
        "may_write": may_write,
    }
    asked_again = form is not None or points is not None
    return render(request, "sharing/meeting.html", context, status=422 if asked_again else 200)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change what a meeting is called, when it is and who comes."""
    row = get_object_or_404(Meeting, pk=meeting_id)
    # The form works on a row of its own: checking it writes what was typed into that row.
    own = Meeting.objects.get(pk=meeting_id)
    form = MeetingForm(request.POST or None, instance=own, initial={"version": row.version})
    context: dict[str, Any] = {"form": form, "meeting": row}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            meetings.change_meeting(
                by=member(request), meeting_id=meeting_id, version=version, values=_values(form)
            )
        except meetings.SomeoneSavedFirst as first:
            data = request.POST.copy()
            data["version"] = str(first.current.version)
            form.data = data
            context |= {"meeting": first.current, "first": True}
        else:
            toast(request, _("The meeting is saved"))
            return redirect("meeting", meeting_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "sharing/meeting_edit.html", context, status=status)


@needs(Ability.RECORD)
@require_POST
def meeting_note(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Keep the notes and the order of the points."""
    row = get_object_or_404(Meeting, pk=meeting_id)
    noted = _noted(request)
    version = request.POST.get("version", "")
    try:
        meetings.note_points(
            by=member(request), meeting_id=row.pk, version=_number(version, 0), noted=noted
        )
    except meetings.SomeoneSavedFirst as first:
        return _sheet(request, first.current, points=meetings.beside(first.current, noted=noted))
    toast(request, _("The notes are kept"))
    return redirect("meeting", meeting_id)


def _noted(request: HttpRequest) -> list[Noted]:
    """What the form says of each point, in the order in which the form showed them."""
    shown = [key.removeprefix("note-") for key in request.POST if key.startswith("note-")]
    return [
        Noted(
            point_id=_number(key, 0),
            note=_plain(request.POST[f"note-{key}"]),
            was=_plain(request.POST.get(f"was-{key}", "")),
            place=_number(request.POST.get(f"place-{key}", ""), place),
        )
        for place, key in enumerate(shown, start=1)
    ]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()[:4000]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else otherwise


@needs(Ability.RECORD)
@require_POST
def meeting_decide(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Keep what was decided."""
    row = get_object_or_404(Meeting, pk=meeting_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _sheet(request, row, form=form)
    meetings.decide(by=member(request), meeting=row, now=now(), **form.cleaned_data)
    toast(request, _("The decision is kept; it stands on the home page until done"))
    return redirect("meeting", meeting_id)
