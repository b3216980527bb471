from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.jobs.work import drain
from goen.shop.sharing import duties, mails
from goen.shop.sharing.comments import correct_comment, mentioned, take_back_comment, write_comment
from goen.shop.sharing.meetings import MeetingValues, decide, decided_before, plan_meeting
from goen.shop.sharing.models import Digest, Duty, How, Notice
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action
from goen.shop.touches.operations import record_voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


def test_the_longest_name_is_meant() -> None:
    names = ("田中", "田中 一郎", "倉持 誠志郎", "東海林 欽子")
    staff = [Staff(pk=n, name=name, email=f"{n}@x.jp") for n, name in enumerate(names)]

    def who(text: str) -> list[str]:
        return [one.name for one in mentioned(text=text, staff=staff)]

    assert who("@田中一郎さんへ") == ["田中 一郎"]
    assert who("@田中さんへ") == ["田中"]
    assert who("＠倉持 さん、@東海林欽子 さん") == ["倉持 誠志郎", "東海林 欽子"]
    assert who("mail@example.jp へ") == []


def test_a_mention_tells_once_and_hostile_text_stays_text(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    customer = Customer.objects.create(name="関 凪")
    page = reverse("comment_write", args=["customer", customer.pk])
    client_of("MANAGER").post(page, {"text": "@STAFF <img src=x onerror=alert(1)> 次は先に"})
    notice = Notice.objects.get(to=people["STAFF"], kind="MENTION")
    home = client_of("STAFF").get(reverse("home")).content.decode()
    assert "あなたへのひとこと" in home and "<img src=x" not in home
    shown = client_of("STAFF").get(reverse("customer", args=[customer.pk])).content.decode()
    assert "&lt;img src=x" in shown and "<img src=x" not in shown and "助言" in shown
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert client_of("VIEWER").post(page, {"text": "x"}).status_code == 403


def test_only_ones_own_comment_is_corrected_or_taken_back(people: dict[str, Staff]) -> None:
    row = Customer.objects.create(name="関 凪")
    by = people["CLERK"]
    one = write_comment(by=by, kind="customer", object_id=row.pk, text="@STAFF へ", now=now())
    with pytest.raises(PermissionDenied):
        take_back_comment(by=people["PRESIDENT"], comment_id=one.pk, now=now())
    correct_comment(by=by, comment_id=one.pk, text="@STAFF @MANAGER へ", now=now())
    assert Notice.objects.filter(key=f"comment-{one.pk}").count() == 2
    take_back_comment(by=by, comment_id=one.pk, now=now())
    assert not Notice.objects.filter(key=f"comment-{one.pk}").exists()


def test_a_meeting_makes_its_agenda_and_its_decisions_are_actions(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    by = people["MANAGER"]
    record_voice(by=by, values={"kind": "REQUEST", "title": "詰め替え"}, now=now())
    span = timedelta(days=30)
    values: MeetingValues = {"title": "定例", "on": today(), "attendees": [by]}
    first = plan_meeting(by=by, values=values, now=now(), since=span)
    assert [point.text for point in first.points.all()] == ["詰め替え"]
    decide(by=by, meeting=first, what="試作する", owner=people["STAFF"], due_on=today(), now=now())
    assert Action.objects.open().get(owner=people["STAFF"]).what == "試作する"
    assert "試作する" in client_of("STAFF").get(reverse("home")).content.decode()
    second = plan_meeting(by=by, values={**values, "attendees": []}, now=now(), since=span)
    assert [one.action.what for one in decided_before(meeting=second)] == ["試作する"]
    page = client_of("VIEWER").get(reverse("meeting", args=[second.pk])).content.decode()
    assert "前回決めたこと" in page


def test_a_duty_is_overdue_until_its_page_is_seen(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    Duty.objects.update(since=date(2026, 1, 1))
    Staff.objects.update(created_at=now() - timedelta(days=90))
    mails.tell_overdue(day=today())
    mails.tell_overdue(day=today())
    assert Notice.objects.get(kind="DUTY").to == people["PRESIDENT"]
    assert "期限を過ぎた当番" in client_of("MANAGER").get(reverse("home")).content.decode()
    client_of("MANAGER").get(reverse("voices"))
    assert [one.late for one in duties.standings(today=today(), staff=people["MANAGER"])] == [0]


def test_a_digest_is_sent_once_and_not_for_nothing(
    people: dict[str, Staff], mailoutbox: list[object]
) -> None:
    who = people["STAFF"]
    tell(
        to=[who],
        kind="CUSTOMER",
        key="a",
        url_name="customer",
        object_id=1,
        line="関",
        by=None,
        how=How.DAILY,
        now=now(),
    )
    for _time in range(2):
        mails.digests()
        drain()
    assert len(mailoutbox) == 1
    assert Digest.objects.filter(how=How.DAILY).count() == 1


@pytest.mark.parametrize("name", ["notices", "readings", "meetings", "duties", "sharing_rules"])
def test_pages_open(name: str, client_of: Callable[[str], Client]) -> None:
    assert client_of("PRESIDENT").get(reverse(name)).status_code == 200
