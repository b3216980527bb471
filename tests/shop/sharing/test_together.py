from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.sharing import comments, desk, duties, mails
from goen.shop.sharing.comments import correct_comment, mentioned, take_back_comment, write_comment
from goen.shop.sharing.meetings import MeetingValues, decide, decided_before, plan_meeting
from goen.shop.sharing.models import Comment, Duty, Notice, Rule
from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action
from goen.shop.touches.operations import VoiceValues, record_touch, record_voice
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
    Rule.objects.all().delete()
    Duty.objects.all().delete()
    Rule.objects.create(what="DUTY", who="ROLE", role="PRESIDENT", how="WEEKLY")
    Duty.objects.create(page="voices", role="MANAGER", every="WEEK", since=date(2026, 1, 1))
    Staff.objects.update(created_at=now() - timedelta(days=90))
    mails.tell_overdue(day=today())
    mails.tell_overdue(day=today())
    assert Notice.objects.get(kind="DUTY").to == people["PRESIDENT"]
    assert "期限を過ぎた当番" in client_of("MANAGER").get(reverse("home")).content.decode()
    client_of("MANAGER").get(reverse("voices"))
    assert [one.late for one in duties.standings(today=today(), staff=people["MANAGER"])] == [0]


@pytest.mark.parametrize("name", ["notices", "readings", "meetings", "duties", "sharing_rules"])
def test_pages_open_for_everybody(name: str, client_of: Callable[[str], Client]) -> None:
    assert client_of("VIEWER").get(reverse(name)).status_code == 200


def test_a_meeting_is_planned_with_those_who_came_last_time(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    page = reverse("meeting_new")
    form = {"title": "定例", "on": "2026-11-24", "attendees": [people["STAFF"].pk]}
    assert client_of("VIEWER").get(page).status_code == 403
    assert client_of("MANAGER").post(page, {**form, "title": ""}).status_code == 422
    assert client_of("MANAGER").post(page, form).status_code == 302
    again = client_of("CLERK").get(page).content.decode()
    assert re.findall(r'value="(\d+)"[^>]* checked', again) == [str(people["STAFF"].pk)]
    assert "定例" in client_of("VIEWER").get(reverse("meetings")).content.decode()


def test_an_agenda_leads_to_what_it_is_about_and_viewers_only_read(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    by = people["MANAGER"]
    row = Customer.objects.create(name="関 凪")
    voice = record_voice(by=by, values={"kind": "REQUEST", "title": "詰め替え"}, now=now())
    said = write_comment(by=by, kind="customer", object_id=row.pk, text="@STAFF へ", now=now())
    values: MeetingValues = {"title": "定例", "on": today(), "attendees": [people["STAFF"]]}
    meeting = plan_meeting(by=by, values=values, now=now(), since=timedelta(days=30))
    shown = client_of("VIEWER").get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert f'href="{reverse("voice", args=[voice.pk])}"' in shown
    assert f'href="{reverse("customer", args=[row.pk])}#comment-{said.pk}"' in shown
    assert "<textarea" not in shown


def test_what_a_customer_said_leaves_the_agenda_with_the_customer(people: dict[str, Staff]) -> None:
    by = people["MANAGER"]
    row = Customer.objects.create(name="関 凪")
    values: VoiceValues = {"kind": "REQUEST", "title": "詰め替え", "customer": row}
    record_voice(by=by, values=values, now=now())
    write_comment(by=by, kind="customer", object_id=row.pk, text="@STAFF へ", now=now())
    made: MeetingValues = {"title": "定例", "on": today(), "attendees": [people["STAFF"]]}
    meeting = plan_meeting(by=by, values=made, now=now(), since=timedelta(days=30))
    assert meeting.points.count() == 2
    desk.purged(customer_ids=[row.pk])
    assert not {"詰め替え", "@STAFF へ"} & set(meeting.points.values_list("text", flat=True))


def test_a_mention_leads_to_the_very_comment(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    row = Customer.objects.create(name="関 凪")
    by = people["MANAGER"]
    touch = record_touch(by=by, values={"customer": row, "kind": "CALL", "line": "新茶"}, now=now())
    voice = record_voice(by=by, values={"kind": "REQUEST", "title": "詰め替え"}, now=now())
    for kind, object_id in (("customer", row.pk), ("touch", touch.pk), ("voice", voice.pk)):
        write_comment(by=by, kind=kind, object_id=object_id, text="先の話", now=now())
        write = reverse("comment_write", args=[kind, object_id])
        done = client_of("MANAGER").post(write, {"text": "@STAFF 次は先に"})
        said = Comment.objects.latest("pk")
        there = f"{reverse(kind, args=[object_id])}#comment-{said.pk}"
        assert done["Location"] == there
        notice = Notice.objects.get(to=people["STAFF"], key=f"comment-{said.pk}")
        assert notice.address == there
        assert f'href="{there}"' in client_of("STAFF").get(reverse("home")).content.decode()
        shown = client_of("STAFF").get(reverse(kind, args=[object_id])).content.decode()
        assert f'id="comment-{said.pk}" tabindex="-1"' in shown
        notice.refresh_from_db()
        assert notice.read_at is not None


def test_only_the_newest_comments_are_shown_and_the_told_one_is_among_them(
    people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST", 2)
    row = Customer.objects.create(name="関 凪")
    for text in ("一", "二", "三"):
        write_comment(by=people["CLERK"], kind="customer", object_id=row.pk, text=text, now=now())
    shown = comments.comments_on(kind="customer", object_id=row.pk)
    assert [one.text for one in shown] == ["二", "三"]


def test_a_decision_stands_on_home_from_the_first_day_until_it_is_done(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    values: MeetingValues = {"title": "朝会", "on": today(), "attendees": []}
    meeting = plan_meeting(by=people["MANAGER"], values=values, now=now(), since=timedelta(days=30))
    page, browser = reverse("meeting_decide", args=[meeting.pk]), client_of("MANAGER")
    given = {"what": "箱を見本から選ぶ", "owner": people["STAFF"].pk}
    refused = browser.post(page, {**given, "due_on": today() - timedelta(days=1)})
    assert refused.status_code == 422 and "過ぎた日です" in refused.content.decode()
    browser.post(page, {**given, "due_on": today() + timedelta(days=9)})
    home = reverse("home")
    assert "箱を見本から選ぶ" in client_of("STAFF").get(home).content.decode()
    assert "箱を見本から選ぶ" not in client_of("CLERK").get(home).content.decode()
    Action.objects.update(done_at=now() - timedelta(days=1), done_by=people["STAFF"])
    assert "箱を見本から選ぶ" not in client_of("STAFF").get(home).content.decode()
