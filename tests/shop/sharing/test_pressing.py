from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING, Unpack

from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from goen.shop.jobs.models import Job, State
from goen.shop.jobs.work import drain
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Department
from goen.shop.touches.models import Level, Voice
from goen.shop.touches.operations import VoiceValues, edit_voice, record_voice
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from django.test import Client

    from goen.shop.staff.models import Staff

TITLE = "<script>alert(1)</script>注ぎ口が欠けていた"


def _complaint(by: Staff, **more: Unpack[VoiceValues]) -> Voice:
    values: VoiceValues = {"kind": "COMPLAINT", "title": TITLE, "urgency": Level.HIGH, **more}
    return record_voice(by=by, values=values, now=now())


def test_a_pressing_voice_reaches_the_president_and_the_managers_of_the_department(
    people: dict[str, Staff],
) -> None:
    sent = Department.objects.create(name="発送")
    people["MANAGER"].department = sent
    people["MANAGER"].save()
    voice = _complaint(people["CLERK"], department=sent)
    told = Notice.objects.filter(kind="PRESSING").values_list("to__role", flat=True)
    assert sorted(told) == ["MANAGER", "PRESIDENT"]
    drain()
    assert sorted(m.to[0] for m in outbox.outbox) == ["manager@example.jp", "president@example.jp"]
    assert all(TITLE not in m.subject + m.body for m in outbox.outbox)
    assert all(reverse("voice", args=[voice.pk]) in m.body for m in outbox.outbox)
    heard = timezone.localtime(voice.received_at).strftime("%Y/%m/%d %H:%M")
    assert all(f"クレーム（急ぎ）\n受けたとき：{heard}\n" in m.body for m in outbox.outbox)


def test_nobody_is_told_twice(people: dict[str, Staff]) -> None:
    voice = _complaint(people["CLERK"])
    edit_voice(
        by=people["CLERK"],
        voice_id=voice.pk,
        version=voice.version,
        values={"importance": Level.HIGH},
        now=now(),
    )
    drain()
    assert Notice.objects.filter(to=people["PRESIDENT"]).count() == 1
    assert len(outbox.outbox) == 1


def test_a_voice_that_becomes_pressing_is_told_then(people: dict[str, Staff]) -> None:
    voice = _complaint(people["CLERK"], urgency=Level.LOW)
    assert not Notice.objects.filter(kind="PRESSING").exists()
    edit_voice(
        by=people["CLERK"],
        voice_id=voice.pk,
        version=voice.version,
        values={"urgency": Level.HIGH},
        now=now(),
    )
    assert Notice.objects.filter(kind="PRESSING", to=people["PRESIDENT"]).count() == 1


def test_a_mail_that_the_server_refused_is_sent_once_later(
    people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    send = EmailBackend.send_messages

    def refuse(*_args: object) -> int:
        raise smtplib.SMTPServerDisconnected("gone")

    _complaint(people["CLERK"])
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    drain()
    job = Job.objects.get(name="sharing.mail")
    assert (job.state, job.failures, len(outbox.outbox)) == (State.WAITING, 1, 0)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    Job.objects.update(run_after=None)
    drain()
    assert len(outbox.outbox) == 1
    Job.objects.update(state=State.WAITING)
    drain()
    assert len(outbox.outbox) == 1


def test_opening_the_voice_is_reading_it_and_the_time_is_shown(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    voice = _complaint(people["CLERK"])
    Notice.objects.update(created_at=now() - timedelta(minutes=22))
    page = reverse("voice", args=[voice.pk])
    before = client_of("CLERK").get(page).content.decode()
    assert "22分" in before and "まだ読んでいません" in before
    president = client_of("PRESIDENT")
    home = president.get(reverse("home")).content.decode()
    assert page in home and "<script>alert" not in home
    after = president.get(page).content.decode()
    assert "社長が読みました・22分後" in after
    assert "社長が読みました・22分後" in client_of("CLERK").get(page).content.decode()
    figures = client_of("MANAGER").get(reverse("readings")).content.decode()
    assert "22" in figures


def test_reading_all_does_not_read_pressing_voices(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    _complaint(people["CLERK"])
    president = client_of("PRESIDENT")
    president.post(reverse("notices_read"))
    assert Notice.objects.get(to=people["PRESIDENT"]).read_at is None
    assert 'id="callouts"' in president.get(reverse("bell")).content.decode()


def test_several_pressing_voices_stand_in_one_call_the_oldest_first(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    made = [_complaint(people["CLERK"], title=f"{n}番目") for n in range(1, 6)]
    home = client_of("PRESIDENT").get(reverse("home")).content.decode()
    calls = home[home.index('id="callouts"') : home.index("page-head")]
    assert calls.count('class="callout"') == 1
    assert "5件届いています" in calls and "3番目" in calls and "4番目" not in calls
    assert f'href="{reverse("voice", args=[made[0].pk])}">古いものから読む' in calls
    assert reverse("notices") in calls


def test_the_mail_goes_through_a_real_server(
    people: dict[str, Staff], smtp_server: object, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST = smtp_server.host  # type: ignore[attr-defined]
    settings.EMAIL_PORT = smtp_server.port  # type: ignore[attr-defined]
    _complaint(people["CLERK"])
    drain()
    drain()
    (letter,) = smtp_server.wait(count=1)  # type: ignore[attr-defined]
    assert "president@example.jp" in letter["To"]
