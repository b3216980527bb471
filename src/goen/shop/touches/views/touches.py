"""Recording a touch from anywhere, its page, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.customers.models import Customer
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches import operations, slots
from goen.shop.touches.forms import FileForm, QuickForm, TouchForm
from goen.shop.touches.models import Action, SavedText, Touch, TouchFile
from goen.shop.touches.quick import filled, quick_context
from goen.shop.touches.views.shared import page_of
from goen.shop.ui import files
from goen.shop.ui.back import go, number
from goen.shop.ui.clock import now, today
from goen.shop.ui.forms import differing, with_new_version
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def touch_new(request: HttpRequest) -> HttpResponse:
    """Record a touch or a voice in three fields."""
    if request.method == "POST":
        return _record(request)
    form = QuickForm(initial=_asked_for(request))
    return render(request, _quick_template(request), quick_context(request, form=form))


def _quick_template(request: HttpRequest) -> str:
    partial = getattr(request, "htmx", None) and request.headers.get("HX-Target") == "quick-dialog"
    return "touches/_quick_dialog.html" if partial else "touches/touch_new.html"


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the link asks for: the customer, the kind, the action it does, a kept text."""
    initial: dict[str, Any] = {}
    customer = Customer.objects.live().filter(pk=number(request, "customer")).first()
    action = Action.objects.open().filter(pk=number(request, "action")).first()
    text = SavedText.objects.filter(pk=number(request, "text")).first()
    if customer:
        initial |= {"customer": customer.pk, "who": customer.name}
    if request.GET.get("kind") in dict(QuickForm.KINDS):
        initial["kind"] = request.GET["kind"]
    if action:
        known = action.kind if action.kind in Touch.Kind.values else Touch.Kind.NOTE
        initial |= {"action": action.pk, "kind": known}
        if action.customer:
            initial |= {"customer": action.customer.pk, "who": action.customer.name}
    if text:
        initial |= {"kind": text.kind, "line": text.line, "text": text.text}
    return initial


def _record(request: HttpRequest) -> HttpResponse:
    form = QuickForm(request.POST)
    if form.is_valid():
        try:
            return _recorded(request, form)
        except operations.NotFilledIn as problem:
            form.add_error("at" if form.cleaned_data["line"].strip() else "line", str(problem))
    context = quick_context(request, form=filled(form))
    return render(request, _quick_template(request), context, status=422)


def _recorded(request: HttpRequest, form: QuickForm) -> HttpResponse:
    by, moment = member(request), now()
    following = form.following_values(by=by, today=today())
    customer = form.cleaned_data["customer"]
    if form.is_voice:
        voice = operations.record_voice(
            by=by, values=form.voice_values(), now=moment, following=following
        )
        undo = reverse("voice_trash", args=[voice.pk])
    else:
        touch = operations.record_touch(
            by=by,
            values=form.touch_values(),
            now=moment,
            following=following,
            finishes=Action.objects.open().filter(pk=form.cleaned_data["action"]).first(),
        )
        undo = reverse("touch_take_back", args=[touch.pk])
    kind = dict(QuickForm.KINDS)[form.cleaned_data["kind"]]
    said = _("%(name)s: %(kind)s is recorded") % {"kind": kind, "name": customer.name}
    toast(request, said, undo=undo)
    return go(request, default=page_of(customer.pk, other="touches"))


@needs(Ability.SEE)
@require_GET
def touch(request: HttpRequest, touch_id: int) -> HttpResponse:
    """All that is known of one touch."""
    row = get_object_or_404(
        Touch.objects.select_related("customer", "staff", "contact", "entered_by"), pk=touch_id
    )
    parts = [
        {"template": part.template, "context": context}
        for part in slots.touch_parts
        if (context := part.context(request, row)) is not None
    ]
    context = {
        "touch": row,
        "kept": row.files.filter(deleted_at=None).select_related("added_by"),
        "actions": row.actions.filter(deleted_at=None).select_related("owner").order_by("due_on"),
        "file_form": FileForm(initial={"document_on": today()}),
        "parts": parts,
    }
    return render(request, "touches/touch.html", context)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def touch_edit(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Change what a touch says."""
    row = get_object_or_404(Touch.objects.live().select_related("customer"), pk=touch_id)
    form = TouchForm(request.POST or None, instance=row)
    context: dict[str, Any] = {"touch": row, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_touch(
                by=member(request),
                touch_id=touch_id,
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
            toast(request, _("The record is saved"))
            return go(request, default=reverse("touch", args=[touch_id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "touches/touch_edit.html", context, status=status)


@needs(Ability.RECORD)
@require_POST
def touch_trash(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Put a touch into the trash."""
    row = get_object_or_404(Touch, pk=touch_id)
    operations.trash_touches(by=member(request), touch_ids=[touch_id], now=now())
    undo = reverse("touch_restore", args=[touch_id])
    toast(request, _("The record is in the trash"), undo=undo)
    return go(request, default=page_of(row.customer_id, other="touches"))


@needs(Ability.RECORD)
@require_POST
def touch_restore(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Take a touch out of the trash."""
    get_object_or_404(Touch, pk=touch_id)
    operations.restore_touches(by=member(request), touch_ids=[touch_id])
    toast(request, _("The record is back"))
    return go(request, default=reverse("touch", args=[touch_id]))


@needs(Ability.RECORD)
@require_POST
def touch_take_back(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Undo the recording of a touch."""
    row = get_object_or_404(Touch, pk=touch_id)
    operations.take_back_touch(by=member(request), touch_id=touch_id, now=now())
    undo = reverse("touch_restore", args=[touch_id])
    toast(request, _("The record is taken back"), undo=undo)
    return go(request, default=page_of(row.customer_id, other="touches"))


@needs(Ability.RECORD)
@require_POST
def touch_file_add(request: HttpRequest, touch_id: int) -> HttpResponse:
    """Keep a file with a touch."""
    row = get_object_or_404(Touch.objects.live(), pk=touch_id)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            operations.add_file(
                by=member(request),
                touch_id=touch_id,
                upload=form.cleaned_data["file"],
                document_on=form.cleaned_data["document_on"],
                now=now(),
            )
        except files.Refused as problem:
            form.add_error("file", str(problem))
        else:
            toast(request, _("The file is kept"))
            return HttpResponseRedirect(reverse("touch", args=[touch_id]))
    context = {"touch": row, "file_form": form, "kept": row.files.filter(deleted_at=None)}
    return render(request, "touches/touch.html", context, status=422)


@needs(Ability.SEE)
@require_GET
def touch_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """One file of a touch."""
    kept = get_object_or_404(TouchFile, pk=file_id, deleted_at=None, touch__deleted_at=None)
    return files.serve(stored=kept.stored, name=kept.name, content_type=kept.content_type)  # type: ignore[return-value]


@needs(Ability.RECORD)
@require_POST
def touch_file_trash(request: HttpRequest, file_id: int) -> HttpResponse:
    """Put a file into the trash."""
    get_object_or_404(TouchFile, pk=file_id)
    kept = operations.remove_file(by=member(request), file_id=file_id, now=now())
    undo = reverse("touch_file_restore", args=[file_id])
    toast(request, _("The file is in the trash"), undo=undo)
    return HttpResponseRedirect(reverse("touch", args=[kept.touch_id]))


@needs(Ability.RECORD)
@require_POST
def touch_file_restore(request: HttpRequest, file_id: int) -> HttpResponse:
    """Take a file out of the trash."""
    get_object_or_404(TouchFile, pk=file_id)
    kept = operations.restore_file(by=member(request), file_id=file_id)
    toast(request, _("The file is back"))
    return HttpResponseRedirect(reverse("touch", args=[kept.touch_id]))
