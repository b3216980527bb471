"""Mailing the sheet: a look every hour, one row and one job for each mail, and who is told if none.

The row of a mail is the memory of it: whatever is killed or begun twice, who has it has it once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from goen.shop.figures.asked import NothingYet, Unreadable
from goen.shop.jobs.operations import enqueue
from goen.shop.jobs.registry import job, schedule
from goen.shop.jobs.signals import job_failed
from goen.shop.meeting_sheet import paper, sheet
from goen.shop.meeting_sheet.due import due, month_of, question
from goen.shop.meeting_sheet.models import SentSheet, SheetMail
from goen.shop.sharing import mails
from goen.shop.sharing.models import How, Notice
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import Ability, Role
from goen.shop.ui.clock import now, today
from goen.shop.ui.signals import list_exported

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from goen.shop.jobs.models import Job
    from goen.shop.meeting_sheet.sheet import Sheet

LOOK, SEND, TEST = "meeting_sheet.mail", "meeting_sheet.send", "meeting_sheet.test"
PAGE = "meeting_sheet_mail"
State = SentSheet.State


def declare(*, every: timedelta) -> None:
    """Look every so often whether mails are due, and hear of those that could not be sent."""
    schedule(name=LOOK, every=every)
    job_failed.connect(_job_failed, dispatch_uid="meeting_sheet.job_failed")


@job(LOOK, title=gettext_lazy("Looking whether the sheet for the meeting is due by mail"))
def look() -> dict[str, int]:
    """Hand out the mails of the month if they are due and its figures are there."""
    mail = SheetMail.objects.first()
    day = due(mail=mail, now=now()) if mail else None
    if mail is None or day is None:
        return {}
    month = month_of(mail=mail, day=day)
    if SentSheet.objects.filter(month=month, test=False).exists() or not readable(month=month):
        return {}
    return {"mails": hand_out(month=month, now=now())}


def readable(*, month: date) -> bool:
    """Whether there are figures of a month; else the next look finds them."""
    try:
        question(month=month, by=Staff(pk=0))
    except (NothingYet, Unreadable):
        return False
    return True


@transaction.atomic
def hand_out(*, month: date, now: datetime) -> int:
    """Have the sheet of a month sent to all who may have it; a second time nothing happens."""
    mail = SheetMail.objects.select_for_update().first()
    if mail is None or SentSheet.objects.filter(month=month, test=False).exists():
        return 0
    people = [one for one in mail.recipients.order_by("pk") if one.may(Ability.EXPORT)]
    for person in people:
        row = SentSheet.objects.create(month=month, to=person, asked_at=now)
        enqueue(name=SEND, arguments={"sent": row.pk}, key=f"{SEND}:{row.pk}")
    return len(people)


@job(SEND, title=gettext_lazy("Sheet for the meeting by mail"), tries=8, long=True)
def send(sent: int) -> None:
    """Make the sheet as its reader is to see it and send it, unless that is done."""
    row = SentSheet.objects.select_related("to").get(pk=sent)
    if row.state in (State.SENT, State.WITHHELD):
        return
    if not row.to.may(Ability.EXPORT):
        SentSheet.objects.filter(pk=row.pk).update(state=State.WITHHELD)
        return
    with override(row.to.language):
        made = sheet.make(asked=question(month=row.month, by=row.to), today=today(), wait=True)
        _mail(row, made)
    _note(row, made)


@job(TEST, title=gettext_lazy("Test of the sheet for the meeting by mail"), tries=1, long=True)
def send_test(sent: int) -> None:
    """Send a test; who waits for it is told of the first failure."""
    send(sent)


def _mail(row: SentSheet, made: Sheet) -> None:
    company = OwnCompany.objects.values_list("name", flat=True).first() or ""
    body = paper.pdf(sheet=made, company=company)
    title = paper.words(sheet=made, company=company)["title"]
    subject = _("Goen: %(title)s") % {"title": title}
    lines = [
        _("The sheet for the meeting is attached (PDF, A4)."),
        _("Names of customers stand on it: for use within the company alone."),
        "",
        _("On screen:"),
        mails.address(f"{reverse('meeting_sheet')}{made.asked.address()}"),
    ]
    mails.send(
        to=row.to,
        subject=_("%(subject)s (test)") % {"subject": subject} if row.test else subject,
        lines=lines,
        name=f"sheet-{row.pk}-{row.asked_at.isoformat()}",
        attached=[(f"goen-meeting-{made.asked.day}.pdf", body, "application/pdf")],
    )


@transaction.atomic
def _note(row: SentSheet, made: Sheet) -> None:
    """It is sent: the row says so, and the trail has it as an export of who got it."""
    SentSheet.objects.filter(pk=row.pk).update(state=State.SENT, sent_at=now())
    list_exported.send(
        "meeting_sheet",
        staff=row.to,
        name="meeting_sheet",
        count=made.named,
        form="mail",
        conditions=[f"{made.asked.day}"],
    )


def _job_failed(*, job: Job, **_rest: Any) -> None:
    """Note that a mail was given up, and tell the presidents; a test tells on its page alone."""
    if job.name not in (SEND, TEST):
        return
    rows = SentSheet.objects.filter(pk=job.arguments.get("sent"), state=State.SENDING)
    row = rows.select_related("to").first()
    if row is None:
        return
    rows.update(state=State.FAILED)
    if not row.test:
        for president in Staff.objects.filter(is_active=True, role=Role.PRESIDENT):
            _tell(president, row)


def _tell(president: Staff, row: SentSheet) -> None:
    with override(president.language):
        line = _("The sheet of %(month)s could not be mailed to %(name)s") % {
            "month": f"{row.month:%Y/%m}",
            "name": row.to.name,
        }
    tell(
        to=[president],
        kind=Notice.Kind.SHEET,
        key=f"sheet-{row.pk}",
        url_name=PAGE,
        object_id=None,
        line=line,
        by=None,
        how=How.SCREEN,
        now=now(),
    )
