"""Voices: the board, the page of one voice, its way until the customer has been told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations, slots
from goen.shop.touches.forms import MoveForm, SpanForm, VoiceForm
from goen.shop.touches.models import Action, Level, Voice
from goen.shop.touches.queries import voices as queries
from goen.shop.touches.queries.timeline import marks_of
from goen.shop.touches.views.shared import page_of
from goen.shop.ui.back import go, number, way_back
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@needs(Ability.SEE)
@require_GET
def voices(request: HttpRequest) -> HttpResponse:
    """The board of voices by state."""
    return render(request, "touches/voices.html", _board(request, request.GET))


def _board(request: HttpRequest, asked: Any) -> dict[str, Any]:
    mine = member(request).department if asked.get("mine") else None
    kind = asked.get("kind", "") if asked.get("kind") in Voice.Kind.values else ""
    scope = queries.Scope(kind=kind, department=mine, everything=bool(asked.get("all")))
    columns, marks = queries.board(scope=scope, now=now())
    return {
        "columns": columns,
        "marks": marks,
        "scope": scope,
        "kinds": queries.counts_by_kind(scope=scope, now=now()),
        "figures": queries.figures(today=today()),
        "statuses": Voice.Status.choices,
        "today": today(),
        "has_department": member(request).department_id is not None,
        "notices": _filled(slots.board_notices, request),
        "facts": _filled(slots.board_facts, request),
    }


def _filled(parts: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"part": part, "template": part.template, "context": context}
        for part in parts
        if (context := part.context(request)) is not None
    ]


@needs(Ability.SEE)
@require_GET
def voice_meeting(request: HttpRequest) -> HttpResponse:
    """The list of voices for the meeting, to be printed."""
    form = SpanForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    end = given.get("end") or today()
    start = given.get("start") or end - timedelta(days=6)
    start = min(start, end)
    groups = queries.for_meeting(start=start, end=end)
    context = {
        "form": SpanForm(initial={"start": start, "end": end}),
        "start": start,
        "end": end,
        "groups": groups,
        "count": sum(len(rows) for _name, rows in groups),
        "today": today(),
    }
    return render(request, "touches/voice_meeting.html", context)


@needs(Ability.SEE)
@require_GET
def voice(request: HttpRequest, voice_id: int) -> HttpResponse:
    """All that is known of one voice."""
    return _page(request, _voice(voice_id))


def _voice(voice_id: int) -> Voice:
    return get_object_or_404(
        Voice.objects.select_related(
            "customer", "contact", "taken_by", "department", "owner", "improvement", "entered_by"
        ),
        pk=voice_id,
    )


def _page(
    request: HttpRequest, row: Voice, *, form: MoveForm | None = None, first: Any = None
) -> HttpResponse:
    initial = {
        "status": row.status,
        "what_was_done": row.what_was_done,
        "version": row.version,
    }
    parts = [
        {"template": part.template, "context": context}
        for part in slots.voice_parts
        if (context := part.context(request, row)) is not None
    ]
    context = {
        "voice": row,
        "marks": marks_of([row]).get(row.pk, []),
        "steps": row.steps.select_related("by").order_by("at", "pk"),
        "actions": Action.objects.live()
        .filter(voice=row)
        .select_related("owner", "customer")
        .order_by("due_on"),
        "siblings": queries.siblings(voice=row),
        "form": form or MoveForm(initial=initial),
        "changed_first": first,
        "statuses": Voice.Status.choices,
        "parts": parts,
        "today": today(),
    }
    return render(request, "touches/voice.html", context, status=422 if form else 200)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def voice_new(request: HttpRequest) -> HttpResponse:
    """Record a voice with all that is known of it."""
    customer = Customer.objects.live().filter(pk=number(request, "customer")).first()
    initial: dict[str, Any] = {
        "importance": Level.MIDDLE,
        "urgency": Level.LOW,
        "taken_by": member(request),
    }
    if request.GET.get("kind") in Voice.Kind.values:
        initial["kind"] = request.GET["kind"]
    if customer:
        initial |= {"customer": customer.pk, "who": customer.name}
    form = VoiceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.record_voice(by=member(request), values=form.values(), now=now())
        except operations.NotFilledIn as problem:
            form.add_error(None, str(problem))
        else:
            undo = reverse("voice_trash", args=[row.pk])
            toast(request, _("The voice is recorded"), undo=undo)
            return go(request, default=reverse("voice", args=[row.pk]))
    return _form_page(request, {"form": form})


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def voice_edit(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Change what is known of a voice."""
    row = get_object_or_404(Voice.objects.live().select_related("customer"), pk=voice_id)
    initial = {"customer": row.customer_id, "who": row.customer.name if row.customer else ""}
    form = VoiceForm(request.POST or None, instance=row, initial=initial)
    context: dict[str, Any] = {"form": form, "voice": row}
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_voice(
                by=member(request),
                voice_id=voice_id,
                version=form.cleaned_data["version"] or 0,
                values=form.values(),
                now=now(),
            )
        except operations.SomeoneSavedFirst as first:
            context["differing"] = differing(form=form, current=first.current)
            with_new_version(form, current=first.current)
        except operations.NotFilledIn as problem:
            form.add_error(None, str(problem))
        else:
            toast(request, _("The voice is saved"))
            return go(request, default=reverse("voice", args=[voice_id]))
    return _form_page(request, context)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["next"] = way_back(request, default="")
    status = 422 if request.method == "POST" else 200
    return render(request, "touches/voice_form.html", context, status=status)


@needs(Ability.RECORD)
@require_POST
def voice_act(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Say what was done about a voice and move it on."""
    row = _voice(voice_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    given = form.cleaned_data
    try:
        moved, group = operations.move_voice(
            by=member(request),
            voice_id=voice_id,
            status=given["status"],
            now=now(),
            at=given["at"],
            note=given["note"],
            what_was_done=given["what_was_done"],
            version=given["version"],
        )
    except operations.SomeoneSavedFirst as first:
        with_new_version(form, current=first.current)
        return _page(request, row, form=form, first=first.current)
    except operations.NotFilledIn as problem:
        form.add_error("at", str(problem))
        return _page(request, row, form=form)
    _say_moved(request, moved, group)
    return go(request, default=reverse("voice", args=[voice_id]))


@needs(Ability.RECORD)
@require_POST
def voice_move(request: HttpRequest, voice_id: int, status: str) -> HttpResponse:
    """Move a voice to another state, from a card of the board or from home."""
    row = get_object_or_404(Voice.objects.live(), pk=voice_id)
    if status not in Voice.Status.values:
        status = row.status
    moved, group = operations.move_voice(
        by=member(request), voice_id=voice_id, status=status, now=now()
    )
    _say_moved(request, moved, group)
    return _after_move(request, voice_id)


def _say_moved(request: HttpRequest, moved: Voice, group: UUID) -> None:
    undo = reverse("undo", args=[group])
    said = _("“%(title)s” is now: %(status)s")
    status = moved.get_status_display()
    toast(request, said % {"title": moved.title, "status": status}, undo=undo)


def _after_move(request: HttpRequest, voice_id: int) -> HttpResponse:
    target = request.headers.get("HX-Target", "") if getattr(request, "htmx", None) else ""
    if target == "board":
        return render(request, "touches/_board.html", _board(request, request.POST))
    if target.startswith("urgent-"):
        row = Voice.objects.select_related("customer", "taken_by").get(pk=voice_id)
        return render(request, "touches/_task_voice.html", {"voice": row})
    return go(request, default=reverse("voices"))


@needs(Ability.RECORD)
@require_POST
def voice_trash(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Put a voice into the trash."""
    get_object_or_404(Voice, pk=voice_id)
    operations.trash_voices(by=member(request), voice_ids=[voice_id], now=now())
    undo = reverse("voice_restore", args=[voice_id])
    toast(request, _("The voice is in the trash"), undo=undo)
    return go(request, default=reverse("voices"))


@needs(Ability.RECORD)
@require_POST
def voice_restore(request: HttpRequest, voice_id: int) -> HttpResponse:
    """Take a voice out of the trash."""
    row = get_object_or_404(Voice, pk=voice_id)
    operations.restore_voices(by=member(request), voice_ids=[voice_id])
    toast(request, _("The voice is back"))
    return go(request, default=page_of(row.customer_id, other="voices"))
