"""The sheet by mail: when it is due, that it goes once to whom it may, and who hears if not."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.db import connection

from goen.shop.jobs import operations as jobs
from goen.shop.jobs.models import Job
from goen.shop.jobs.models import State as JobState
from goen.shop.jobs.registry import kinds, rhythms
from goen.shop.jobs.work import do, drain
from goen.shop.meeting_sheet import mailing, operations
from goen.shop.meeting_sheet.due import coming, due, month_of
from goen.shop.meeting_sheet.models import LAST, SentSheet, SheetMail
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.staff.rows import SomeoneSavedFirst

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks
    from tests.shop.smtp import MailServer

pytestmark = pytest.mark.django_db
PAGE = "/settings/meeting-sheet/"
State = SentSheet.State


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock of the mails."""

    def to(text: str) -> None:
        monkeypatch.setattr(mailing, "now", lambda: at(text))
        monkeypatch.setattr(mailing, "today", lambda: at(text).date())

    to("2025-12-01T08:20")
    return to


def settle(people: dict[str, Staff], *to: str, day: int = 1, since: str = "2025-11-20") -> None:
    """The sheet goes out at 8 to people of these roles."""
    values = {"on": True, "day": day, "hour": 8, "recipients": [people[role] for role in to]}
    operations.save(by=people["MANAGER"], version=0, values=values, now=at(since))


def states() -> dict[str, str]:
    return {row.to.role: row.state for row in SentSheet.objects.select_related("to")}


@pytest.mark.parametrize(
    ("day", "now", "found", "month"),
    [
        (1, "2026-03-01T07:59", "2026-02-01", "2026-01-01"),
        (1, "2026-03-01T08:00", "2026-03-01", "2026-02-01"),
        (28, "2026-03-27T23:00", "2026-02-28", "2026-01-01"),
        (28, "2026-02-28T08:00", "2026-02-28", "2026-01-01"),
        (3, "2026-01-03T09:00", "2026-01-03", "2025-12-01"),
        (LAST, "2026-02-28T07:59", "2026-01-31", "2026-01-01"),
        (LAST, "2026-02-28T08:00", "2026-02-28", "2026-02-01"),
        (LAST, "2028-02-28T20:00", "2028-01-31", "2028-01-01"),
        (LAST, "2028-02-29T08:00", "2028-02-29", "2028-02-01"),
        (LAST, "2026-05-02T08:00", "2026-04-30", "2026-04-01"),  # the shop was closed
    ],
)
def test_due_days_and_their_months(day: int, now: str, found: str, month: str) -> None:
    mail = SheetMail(on=True, day=day, hour=8, since=at("2025-01-01"))
    last = due(mail=mail, now=at(now))
    assert last == date.fromisoformat(found)
    assert month_of(mail=mail, day=last) == date.fromisoformat(month)
    following = coming(mail=mail, now=at(now))
    assert following > at(now)
    assert due(mail=mail, now=following - timedelta(seconds=1)) == last
    assert due(mail=mail, now=following) == following.astimezone(ZoneInfo("Asia/Tokyo")).date()


def test_what_was_due_before_it_was_set_is_not_caught_up() -> None:
    mail = SheetMail(on=True, day=3, hour=8, since=at("2026-01-03T08:01"))
    assert due(mail=mail, now=at("2026-01-20")) is None
    assert due(mail=mail, now=at("2026-02-03T08:00")) == date(2026, 2, 3)
    assert due(mail=SheetMail(since=at("2020-01-01")), now=at("2026-02-03")) is None  # off


def test_a_schedule_looks_every_hour() -> None:
    assert rhythms[mailing.LOOK].every == timedelta(hours=1)
    assert kinds[mailing.SEND].tries == 8


def test_it_goes_through_a_real_server_once_with_the_paper(
    books: ShopBooks,
    people: dict[str, Staff],
    clock: Callable[[str], None],
    smtp_server: MailServer,
    settings: SettingsWrapper,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_server.host, smtp_server.port
    settings.SHOP_ADDRESS = "https://goen.midori.example.jp"
    people["STAFF"].language = "en"
    people["STAFF"].save()
    settle(people, "PRESIDENT", "STAFF")
    for moment in ("2025-12-01T07:30", "2025-12-01T08:20", "2025-12-01T09:20", "2025-12-30T09:00"):
        clock(moment)
        mailing.look()
        mailing.look()
        drain()
    letters = {str(one["To"]): one for one in smtp_server.wait(count=2)}
    assert sorted(letters) == ["president@example.jp", "staff@example.jp"]
    assert len(smtp_server.received()) == 2
    letter = letters["president@example.jp"]
    assert letter["Subject"] == "ご縁：2025年11月　会議用の1枚"
    assert letters["staff@example.jp"]["Subject"] == "Goen: 2025-11: sheet for the meeting"
    (paper,) = letter.iter_attachments()
    assert paper.get_filename() == "goen-meeting-2025-11-30.pdf"
    assert paper.get_content_type() == "application/pdf"
    assert paper.get_content().startswith(b"%PDF-")
    words = letter.get_body()
    assert words is not None
    assert "https://goen.midori.example.jp/meeting-sheet/?on=2025-11-30" in words.get_content()
    assert states() == {"PRESIDENT": "sent", "STAFF": "sent"}
    rows = Trail.objects.filter(action="lists.exported", label="meeting_sheet")
    assert sorted(row.staff.role for row in rows if row.staff) == ["PRESIDENT", "STAFF"]


def test_at_the_last_day_it_is_the_running_month(
    books: ShopBooks, people: dict[str, Staff], clock: Callable[[str], None]
) -> None:
    settle(people, "PRESIDENT", day=LAST)
    clock("2025-11-30T07:59")
    assert mailing.look() == {}
    clock("2025-12-31T08:01")
    assert mailing.look() == {"mails": 1}
    drain()
    assert SentSheet.objects.get().month == date(2025, 12, 1)
    assert outbox.outbox[0].attachments[0][0] == "goen-meeting-2025-12-31.pdf"


def test_it_waits_for_the_figures_of_the_month(
    books: ShopBooks, people: dict[str, Staff], clock: Callable[[str], None]
) -> None:
    settle(people, "PRESIDENT")
    clock("2026-02-01T08:20")  # the figures reach the last of December
    assert (mailing.look(), SentSheet.objects.count()) == ({}, 0)


def test_who_lost_the_right_meanwhile_gets_none(
    books: ShopBooks, people: dict[str, Staff], clock: Callable[[str], None]
) -> None:
    settle(people, "PRESIDENT", "MANAGER", "STAFF")
    people["MANAGER"].is_active = False
    people["MANAGER"].save()
    assert mailing.look() == {"mails": 2}
    people["STAFF"].role = "CLERK"
    people["STAFF"].save()
    drain()
    assert states() == {"PRESIDENT": "sent", "CLERK": "withheld"}
    assert [one.to for one in outbox.outbox] == [["president@example.jp"]]


def test_what_was_killed_goes_on_and_what_was_sent_stays_sent(
    books: ShopBooks,
    people: dict[str, Staff],
    clock: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle(people, "PRESIDENT", "STAFF")
    mailing.look()
    post, killed = mailing.mails.send, []

    class Killed(BaseException):
        """The worker dies."""

    def die(**_given: object) -> None:
        killed.append(1)
        raise Killed

    monkeypatch.setattr(mailing.mails, "send", die)
    job = jobs.claim(long=True, lease="one", now=at("2025-12-01T08:21"))
    assert job is not None
    with pytest.raises(Killed):  # the paper is made, and not sent
        do(job)
    monkeypatch.setattr(mailing.mails, "send", post)
    jobs.sweep(now=at("2025-12-01T08:30"))
    drain()
    assert (killed, len(outbox.outbox)) == ([1], 2)
    for row in SentSheet.objects.all():
        mailing.send(row.pk)  # a job that is begun although all is done
    assert len(outbox.outbox) == 2


def test_a_server_that_is_down_is_tried_again_and_then_presidents_hear(
    books: ShopBooks,
    people: dict[str, Staff],
    clock: Callable[[str], None],
    settings: SettingsWrapper,
    client_of: Callable[[str], Client],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    back = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    settle(people, "STAFF")
    mailing.look()
    drain()
    job = Job.objects.get(name=mailing.SEND)
    assert (job.state, job.failures, states()) == (JobState.WAITING, 1, {"STAFF": "sending"})
    Job.objects.update(failures=7, run_after=None)
    with django_capture_on_commit_callbacks(execute=True):
        drain()
    assert states() == {"STAFF": "failed"}
    notice = Notice.objects.get(kind=Notice.Kind.SHEET)
    assert (notice.to.role, notice.line) == (
        "PRESIDENT",
        "2025/11の会議用の1枚を、STAFFさんにメールで送れませんでした",
    )
    assert not Trail.objects.filter(action="lists.exported").exists()
    settings.EMAIL_BACKEND = back
    client = client_of("PRESIDENT")
    page = client.get(PAGE).content.decode()
    again = f"{PAGE}{SentSheet.objects.get().pk}/again/"
    assert "送れませんでした" in page and again in page
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert client.post(again).status_code == 302
    drain()
    assert (states(), len(outbox.outbox)) == ({"STAFF": "sent"}, 1)
    assert client.post(again).status_code == 404


def test_the_settings_and_who_may_change_them(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    for role in ("STAFF", "CLERK", "VIEWER"):
        assert client_of(role).get(PAGE).status_code == 403
        assert client_of(role).post(f"{PAGE}test/").status_code == 403
    client = client_of("MANAGER")
    page = client.get(PAGE).content.decode()
    assert people["STAFF"].name in page
    clerk = f'name="recipients" value="{people["CLERK"].pk}"'
    assert clerk not in page  # nobody without the right is offered
    assert clerk.replace(str(people["CLERK"].pk), str(people["STAFF"].pk)) in page
    given = {"on": "on", "day": LAST, "hour": 18, "version": 0}
    assert "1人" in client.post(PAGE, given).content.decode()
    assert client.post(PAGE, given | {"recipients": people["CLERK"].pk}).status_code == 422
    assert client.post(PAGE, given | {"recipients": people["STAFF"].pk}).status_code == 302
    mail = SheetMail.objects.get()
    assert (mail.on, mail.day, mail.hour, mail.version) == (True, LAST, 18, 1)
    assert list(mail.recipients.all()) == [people["STAFF"]]
    row = Trail.objects.get(action="meeting_sheet.mail.set")
    assert {change["field"] for change in row.changes} == {"on", "day", "hour", "recipients"}
    late = client.post(PAGE, given | {"recipients": people["STAFF"].pk, "hour": 7})
    assert late.status_code == 422 and "先に直し" in late.content.decode()
    with pytest.raises(SomeoneSavedFirst):
        operations.save(by=people["MANAGER"], version=0, values={}, now=at("2025-12-01"))


def test_a_test_comes_to_who_asks_and_as_often(
    books: ShopBooks,
    people: dict[str, Staff],
    client_of: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from goen.shop.meeting_sheet import mail_views

    monkeypatch.setattr(mail_views, "today", lambda: date(2025, 12, 20))
    client = client_of("MANAGER")
    for _time in range(2):
        client.post(f"{PAGE}test/")
        client.post(f"{PAGE}test/")  # pressed twice
        drain()
    assert [(one.to, one.subject) for one in outbox.outbox] == [
        (["manager@example.jp"], "ご縁：2025年11月　会議用の1枚（試し）")
    ] * 2
    monkeypatch.setattr(mail_views, "today", lambda: date(2031, 1, 1))
    client.post(f"{PAGE}test/")
    assert SentSheet.objects.count() == 2
    settle(people, "MANAGER")
    monkeypatch.setattr(mailing, "now", lambda: at("2025-12-01T08:20"))
    assert mailing.look() == {"mails": 1}  # tests do not count


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test's database in memory does not let wait"
)
@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_hand_out_once(people: dict[str, Staff]) -> None:
    settle(people, "PRESIDENT", "STAFF")
    handed, both = [], threading.Barrier(2)

    def look() -> None:
        try:
            both.wait()
            handed.append(mailing.hand_out(month=date(2025, 11, 1), now=at("2025-12-01T08:20")))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(handed), SentSheet.objects.count()) == ([0, 2], 2)
    assert Job.objects.filter(name=mailing.SEND).count() == 2
