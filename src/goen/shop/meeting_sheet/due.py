"""When the sheet by mail is due, and of which month it tells then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from goen.analysis.calendar import month_end, month_index
from goen.shop.figures import asked
from goen.shop.meeting_sheet.models import LAST

if TYPE_CHECKING:
    from goen.shop.figures.asked import Asked
    from goen.shop.meeting_sheet.models import SheetMail
    from goen.shop.staff.models import Staff


def due(*, mail: SheetMail, now: datetime) -> date | None:
    """The day on which it was due last; None when nothing has been due since it was set so."""
    if not mail.on or mail.since is None:
        return None
    newest = month_index(timezone.localdate(now))
    for month in (newest, newest - 1):
        if mail.since <= _moment(mail, month) <= now:
            return _day(mail, month)
    return None


def coming(*, mail: SheetMail, now: datetime) -> datetime:
    """When it is due next."""
    newest = month_index(timezone.localdate(now))
    moment = _moment(mail, newest)
    return moment if moment > now else _moment(mail, newest + 1)


def month_of(*, mail: SheetMail, day: date) -> date:
    """The first day of the month of which it tells, if it is due on a day.

    At the last day that is the month that ends, else the month before.
    """
    first = day.replace(day=1)
    return first if mail.day == LAST else (first - timedelta(days=1)).replace(day=1)


def question(*, month: date, by: Staff) -> Asked:
    """The sheet of a month as it is asked for: its last evening, or the newest of the running one.

    Raises asked.NothingYet, asked.Unreadable.
    """
    running = asked.read(given={}, by=by)
    last = month_end(month_index(month))
    if last >= running.newest >= month:
        return running
    return asked.read(given={"on": last.isoformat()}, by=by)


def _day(mail: SheetMail, month: int) -> date:
    end = month_end(month)
    return end if mail.day == LAST else end.replace(day=mail.day)


def _moment(mail: SheetMail, month: int) -> datetime:
    return timezone.make_aware(datetime.combine(_day(mail, month), time(mail.hour)))
