"""Setting when the sheet goes to whom by mail, and asking for a test or once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.jobs.operations import enqueue
from goen.shop.meeting_sheet.due import month_of
from goen.shop.meeting_sheet.mailing import SEND, TEST, readable
from goen.shop.meeting_sheet.models import SentSheet, SheetMail
from goen.shop.staff.rows import SomeoneSavedFirst, plain
from goen.shop.staff.trail import Subject, differences, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from goen.shop.staff.models import Staff

_FIELDS = ("on", "day", "hour")


@transaction.atomic
def save(*, by: Staff, version: int, values: Mapping[str, Any], now: datetime) -> None:
    """Keep when the sheet goes to whom; counts from now on. Raises SomeoneSavedFirst."""
    mail, _made = SheetMail.objects.select_for_update().get_or_create(pk=1)
    if mail.version != version:
        raise SomeoneSavedFirst(mail)
    before = _told(mail)
    for name in _FIELDS:
        setattr(mail, name, values[name])
    mail.recipients.set(values["recipients"])
    changes = differences(before=before, after=_told(mail))
    if not changes:
        return
    mail.since, mail.version = now, version + 1
    mail.save()
    record(by=by, action="meeting_sheet.mail.set", subject=Subject.of(mail), changes=changes)


def _told(mail: SheetMail) -> dict[str, Any]:
    people = mail.recipients.order_by("pk").values_list("name", flat=True)
    return {**plain(mail, fields=_FIELDS), "recipients": list(people)}


@transaction.atomic
def ask_for_test(*, by: Staff, now: datetime, today: date) -> bool:
    """Send `by` what would be sent today; False when there are no figures of that month yet."""
    mail = SheetMail.objects.filter(pk=1).first() or SheetMail()
    month = month_of(mail=mail, day=today)
    if not readable(month=month):
        return False
    row, _made = SentSheet.objects.get_or_create(
        to=by,
        test=True,
        state=SentSheet.State.SENDING,
        defaults={"month": month, "asked_at": now},
    )
    enqueue(name=TEST, arguments={"sent": row.pk}, key=f"{TEST}:{row.pk}", by=by)
    return True


@transaction.atomic
def send_again(*, sent_id: int) -> bool:
    """Try a mail once more that could not be sent; False when it is none."""
    rows = SentSheet.objects.filter(pk=sent_id, test=False, state=SentSheet.State.FAILED)
    if not rows.update(state=SentSheet.State.SENDING):
        return False
    enqueue(name=SEND, arguments={"sent": sent_id}, key=f"{SEND}:{sent_id}")
    return True
