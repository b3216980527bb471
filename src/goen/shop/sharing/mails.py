"""Mails to staff, sent by jobs: they name no customer, only what waits and where to read it."""

from __future__ import annotations

import os
import socket
from collections import Counter
from datetime import date, datetime, time, timedelta
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job
from goen.shop.sharing.duties import begun, standings
from goen.shop.sharing.listening import people_of
from goen.shop.sharing.models import Digest, Duty, How, Notice, Rule
from goen.shop.sharing.notices import MAIL, tell
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.touches.models import Level, Voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

DIGESTS = "sharing.digests"
DIGEST = "sharing.digest"
_HERE = ("", "127.0.0.1", "::1", "localhost")


def address(path: str) -> str:
    """The address of a page for a mail that no request asked for."""
    if settings.SHOP_ADDRESS:
        return f"{settings.SHOP_ADDRESS.rstrip('/')}{path}"
    name = "localhost" if os.environ.get("GOEN_HOST", "") in _HERE else socket.gethostname()
    scheme = "https" if os.environ.get("GOEN_TLS") else "http"
    return f"{scheme}://{name}:{os.environ.get('GOEN_PORT', '8000')}{path}"


@job(MAIL, title=gettext_lazy("Mail of notices"), tries=8)
def mail(notice_id: int) -> None:
    """Send the mail of one notice, unless it was sent or the person has read it meanwhile."""
    row = Notice.objects.select_related("to", "by").filter(pk=notice_id).first()
    if row is None or row.mailed_at or row.read_at or not row.to.is_active:
        return
    with override(row.to.language):
        subject = _("Goen: %(kind)s") % {"kind": row.get_kind_display()}
        who = _("Entered by: %(name)s") % {"name": row.by.name} if row.by else ""
        lines = [str(row.get_kind_display()), *_pressing(row), *filter(None, [who]), ""]
        lines += [_("Please read it here:"), address(row.address), "", *_foot()]
    send(
        to=row.to,
        subject=subject,
        lines=lines,
        name=f"notice-{row.pk}-{row.created_at.isoformat()}",
    )
    Notice.objects.filter(pk=row.pk).update(mailed_at=now())


def _pressing(row: Notice) -> list[str]:
    """What a pressing voice is and since when it waits; whose it is, the page says."""
    voice = Voice.objects.filter(pk=row.object_id or 0).first()
    if row.kind != Notice.Kind.PRESSING or voice is None:
        return []
    marks = [_("urgent")] if voice.urgency == Level.HIGH else []
    marks += [_("important")] if voice.importance == Level.HIGH else []
    marked = _("%(kind)s (%(marks)s)")
    kind = marked % {"kind": voice.get_kind_display(), "marks": _(", ").join(marks)}
    at = date_format(timezone.localtime(voice.received_at), "Y/m/d H:i", use_l10n=False)
    return [kind, _("Heard: %(moment)s") % {"moment": at}]


@job(DIGESTS, title=gettext_lazy("Handing out the digests"), tries=3)
def digests() -> None:
    """Have the mails of the day sent, and those of the week that has ended."""
    day = today()
    tell_overdue(day=day)
    monday = begun(every=Duty.Every.WEEK, day=day)
    for how, since in ((How.DAILY, day), (How.WEEKLY, monday)):
        for pk in sorted(set(_waiting(how=how, day=since).values_list("to_id", flat=True))):
            values = {"staff_id": pk, "how": how.value, "day": since.isoformat()}
            enqueue(name=DIGEST, arguments=values, key=f"digest:{pk}:{how}:{since}")


def tell_overdue(*, day: date) -> None:
    """Tell whom the rules name that someone's duty is overdue; once for each missed period."""
    rules = list(Rule.objects.filter(what=Rule.What.DUTY, state=Rule.State.COUNTS))
    for one in standings(today=day):
        period = begun(every=one.duty.every, day=day)
        for rule in rules if one.late else ():
            tell(
                to=people_of(rule=rule),
                kind=Notice.Kind.DUTY,
                key=f"duty-{one.duty.pk}-{one.staff.pk}-{period}",
                url_name="duties",
                object_id=None,
                anchor=f"duty-{one.duty.pk}-{one.staff.pk}",
                line=f"{one.staff.name}・{one.duty}",
                by=None,
                how=rule.how,
                now=now(),
            )


def _waiting(*, how: str, day: date) -> QuerySet[Notice]:
    """What waits for the mail of a day, or for that of the week that ended before `day`."""
    rows = Notice.objects.filter(how=how, mailed_at=None, read_at=None, to__is_active=True)
    start = timezone.make_aware(datetime.combine(day, time()))
    ended = rows.filter(created_at__lt=start) if how == How.WEEKLY else rows
    return ended.filter(created_at__gte=start - timedelta(days=60))


@job(DIGEST, title=gettext_lazy("Mail of a digest"), tries=8)
def digest(staff_id: int, how: str, day: str) -> None:
    """Send one person what waits in a mail of the day or the week; nothing when nothing does."""
    to, since = Staff.objects.get(pk=staff_id), date.fromisoformat(day)
    row, _made = Digest.objects.get_or_create(to=to, how=how, day=since)
    waiting = list(_waiting(how=how, day=since).filter(to=to).order_by("pk"))
    if row.sent_at or not waiting:
        return
    with override(to.language):
        subject, lines = _digested(waiting, how=how)
    send(to=to, subject=subject, lines=lines, name=f"digest-{row.pk}-{how}-{day}")
    Digest.objects.filter(pk=row.pk).update(sent_at=now())
    Notice.objects.filter(pk__in=[one.pk for one in waiting]).update(mailed_at=now())


def _digested(waiting: Sequence[Notice], *, how: str) -> tuple[str, list[str]]:
    """Subject and lines: how much of what waits, and where it is read."""
    each = Counter(one.get_kind_display() for one in waiting)
    counts = [_("- %(kind)s: %(n)s") % {"kind": kind, "n": n} for kind, n in each.items()]
    count = _counted(len(waiting))
    week = _("Goen: %(count)s of last week") % {"count": count}
    subject = week if how == How.WEEKLY else _("Goen: %(count)s today") % {"count": count}
    said = _("You have not read these yet:")
    lines = [said, *counts, "", _("Please read them here:"), address(reverse("notices"))]
    return subject, [*lines, "", *_foot()]


def _counted(n: int) -> str:
    return ngettext("%(n)s notice", "%(n)s notices", n) % {"n": n}


def _foot() -> list[str]:
    return [
        _("Names of customers are not written in mails."),
        _("To be told in another way: %(address)s")
        % {"address": address(reverse("sharing_rules"))},
    ]


def _sender() -> str:
    """The company's name before the address, unless the setting says a name itself."""
    name, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    company = OwnCompany.objects.values_list("name", flat=True).first() or ""
    return formataddr((name or company, mailbox)) if name or company else mailbox


def send(
    *,
    to: Staff,
    subject: str,
    lines: Iterable[str],
    name: str,
    attached: Iterable[tuple[str, bytes, str]] = (),
) -> None:
    """Send one mail; `attached`: files by name, content and type.

    The same `name` gives the same Message-ID: a mailbox knows a mail sent again after a kill.
    """
    # Another shop, or this one brought back from a backup, counts its mails anew.
    mark = salted_hmac("goen.sharing.mails", name).hexdigest()[:16]
    headers = {"Message-ID": f"<{mark}@{socket.gethostname()}>", "Auto-Submitted": "auto-generated"}
    text = "\n".join(lines) + "\n"
    mail = EmailMessage(subject, text, from_email=_sender(), to=[to.email], headers=headers)
    for file in attached:
        mail.attach(*file)
    mail.send()
