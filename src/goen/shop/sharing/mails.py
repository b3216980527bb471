"""Mails to staff, sent by jobs: they name no customer, only what waits and where to read it."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from goen.shop.jobs.registry import job
from goen.shop.sharing.duties import begun, standings
from goen.shop.sharing.listening import people_of
from goen.shop.sharing.models import Digest, How, Notice, Rule
from goen.shop.sharing.notices import MAIL, tell
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from datetime import date

DIGESTS = "sharing.digests"
WEEKLY_ON = 0  # Monday


def address(path: str) -> str:
    """The address of a page for a mail that no request asked for."""
    base = settings.SHOP_ADDRESS or f"http://{socket.gethostname()}:8000"
    return f"{base.rstrip('/')}{path}"


@job(MAIL, tries=8)
def mail(notice_id: int) -> None:
    """Send the mail of one notice, unless it was sent or the person has read it meanwhile."""
    row = Notice.objects.select_related("to", "by").filter(pk=notice_id).first()
    if row is None or row.mailed_at or row.read_at or not row.to.is_active:
        return
    path = reverse(row.url_name, args=[row.object_id] if row.object_id else [])
    with override(row.to.language):
        subject = _("Goen: %(kind)s") % {"kind": row.get_kind_display()}
        said = _("Please read it here:")
        who = _("Written by: %(name)s") % {"name": row.by.name} if row.by else ""
    body = "\n".join(filter(None, (subject, who, "", said, address(path))))
    _send(to=row.to, subject=subject, body=body, name=f"notice-{row.pk}")
    Notice.objects.filter(pk=row.pk).update(mailed_at=now())


@job(DIGESTS, tries=3)
def digests() -> None:
    """Send the mails of the day, and on Mondays those of the week; one for a person and period."""
    day = today()
    tell_overdue(day=day)
    _round(how=How.DAILY, day=day)
    if day.weekday() == WEEKLY_ON:
        _round(how=How.WEEKLY, day=day)


def tell_overdue(*, day: date) -> None:
    """Tell whom the rules name that someone's duty is overdue; once for each missed period."""
    rules = list(Rule.objects.filter(what=Rule.What.DUTY, approved_at__isnull=False))
    for one in standings(today=day):
        period = begun(every=one.duty.every, day=day)
        for rule in rules if one.late else ():
            tell(
                to=people_of(rule=rule),
                kind=Notice.Kind.DUTY,
                key=f"duty-{one.duty.pk}-{one.staff.pk}-{period}",
                url_name="duties",
                object_id=None,
                line=f"{one.staff.name}・{one.duty}",
                by=None,
                how=rule.how,
                now=now(),
            )


def _round(*, how: How, day: date) -> None:
    waiting = Notice.objects.filter(how=how, mailed_at=None, read_at=None)
    for pk in sorted(set(waiting.values_list("to_id", flat=True))):
        person = Staff.objects.get(pk=pk)
        if person.is_active:
            digest(to=person, how=how, day=day)


def digest(*, to: Staff, how: How, day: date) -> None:
    """Send one person what waits in a mail of the day or the week; nothing when nothing does."""
    row, _made = Digest.objects.get_or_create(to=to, how=how, day=day)
    since = now() - timedelta(days=60)
    notices = Notice.objects.filter(
        Q(how=how), to=to, mailed_at=None, read_at=None, created_at__gte=since
    )
    ids = list(notices.values_list("pk", flat=True))
    if row.sent_at or not ids:
        return
    with override(to.language):
        count = ngettext("%(n)s notice waits for you", "%(n)s notices wait for you", len(ids))
        subject = _("Goen: %(what)s") % {"what": count % {"n": len(ids)}}
        said = _("Please read them here:")
    body = "\n".join((subject, "", said, address(reverse("notices"))))
    _send(to=to, subject=subject, body=body, name=f"digest-{row.pk}")
    Digest.objects.filter(pk=row.pk).update(sent_at=now())
    Notice.objects.filter(pk__in=ids).update(mailed_at=now())


def _send(*, to: Staff, subject: str, body: str, name: str) -> None:
    """The same name gives the same Message-ID: a mailbox knows a mail sent again after a kill."""
    headers = {"Message-ID": f"<{name}@{socket.gethostname()}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject, body, to=[to.email], headers=headers).send()
