"""The settings of the sheet by mail, and what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.shop.meeting_sheet import operations
from goen.shop.meeting_sheet.due import coming
from goen.shop.meeting_sheet.forms import SheetMailForm
from goen.shop.meeting_sheet.mailing import PAGE
from goen.shop.meeting_sheet.models import LAST, SentSheet, SheetMail
from goen.shop.sharing.notices import mark_read
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.staff.rows import SomeoneSavedFirst
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SHOWN = 24


@needs(Ability.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """When the sheet goes to whom by mail."""
    kept = _kept()
    if request.method != "POST":
        mark_read(by=member(request), url_name=PAGE, object_id=None, now=now())
        form = SheetMailForm(instance=kept, initial={"version": kept.version})
        return _page(request, form)
    form = SheetMailForm(request.POST, instance=kept)
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version") or 0
        try:
            operations.save(by=member(request), version=version, values=values, now=now())
        except SomeoneSavedFirst:
            fresh = _kept()
            form.data = request.POST.copy()
            form.data["version"] = str(fresh.version)
            return _page(request, form, first=fresh)
        toast(request, _("Kept when the sheet is mailed"))
        return redirect(PAGE)
    return _page(request, form)


def _kept() -> SheetMail:
    return SheetMail.objects.filter(pk=1).first() or SheetMail(pk=1)


def _page(
    request: HttpRequest, form: SheetMailForm, *, first: SheetMail | None = None
) -> HttpResponse:
    kept = _kept()
    context = {
        "form": form,
        "coming": coming(mail=kept, now=now()) if kept.on else None,
        "sent": SentSheet.objects.select_related("to").order_by("-pk")[:_SHOWN],
        "first": first,
        "last": LAST,
        "people": list(first.recipients.order_by("name")) if first else [],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meeting_sheet/mail.html", context, status=status)


@needs(Ability.APPROVE)
@require_POST
def mail_test(request: HttpRequest) -> HttpResponse:
    """Send whoever asks what would be sent today."""
    if operations.ask_for_test(by=member(request), now=now(), today=today()):
        toast(request, _("A test is on its way to you. Below you see whether it could be sent."))
    else:
        toast(request, _("There are no figures of that month yet, so there is no sheet to send."))
    return redirect(PAGE)


@needs(Ability.APPROVE)
@require_POST
def mail_again(request: HttpRequest, sent_id: int) -> HttpResponse:
    """Try a mail once more that could not be sent."""
    if not operations.send_again(sent_id=sent_id):
        raise Http404
    toast(request, _("It is tried once more."))
    return redirect(PAGE)
