from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.sharing.comments import write_comment
from goen.shop.sharing.meetings import MeetingValues, plan_meeting
from goen.shop.sharing.models import Comment, Meeting, Notice, Point
from goen.shop.touches.operations import record_voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from goen.shop.staff.models import Staff

SPAN = timedelta(days=30)


@pytest.fixture
def customer(db: None) -> Customer:
    return Customer.objects.create(name="関 凪")


@pytest.fixture
def meeting(people: dict[str, Staff]) -> Meeting:
    """A meeting of the manager with three voices on its agenda."""
    for title in ("一つめ", "二つめ", "三つめ"):
        record_voice(by=people["CLERK"], values={"kind": "REQUEST", "title": title}, now=now())
    return plan_meeting(
        by=people["MANAGER"],
        values={"title": "定例", "on": today(), "attendees": [people["MANAGER"]]},
        now=now(),
        since=SPAN,
    )


def _say(client: Client, customer: Customer, **values: str) -> HttpResponse:
    page = reverse("comment_write", args=["customer", customer.pk])
    return client.post(page, values)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "said"),
    [("  ", "ひとことを書いてください"), ("長" * 2001, "2000")],
    ids=["empty", "long"],
)
def test_what_cannot_be_kept_is_told_and_stays_typed(
    text: str, said: str, customer: Customer, client_of: Callable[[str], Client]
) -> None:
    answer = _say(client_of("STAFF"), customer, text=text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page and text.strip() in page
    assert not Comment.objects.exists()


def test_line_ends_count_once(customer: Customer, client_of: Callable[[str], Client]) -> None:
    text = "\r\n".join(["長" * 999, "長" * 1000])
    assert _say(client_of("STAFF"), customer, text=text).status_code == 302
    assert len(Comment.objects.get().text) == 2000


def test_a_name_of_the_list_is_mentioned(
    people: dict[str, Staff], customer: Customer, client_of: Callable[[str], Client]
) -> None:
    page = client_of("STAFF").get(reverse("customer", args=[customer.pk])).content.decode()
    assert '<option value="MANAGER">' in page
    _say(client_of("STAFF"), customer, text="見てください", to="MANAGER")
    _say(client_of("STAFF"), customer, text="@MANAGER もう一度", to="＠MANAGER")
    texts = list(Comment.objects.order_by("pk").values_list("text", flat=True))
    assert texts == ["@MANAGERさん：見てください", "@MANAGER もう一度"]
    assert Notice.objects.filter(to=people["MANAGER"], kind="MENTION").count() == 2
    refused = _say(client_of("STAFF"), customer, text="見てください", to="だれか")
    assert refused.status_code == 422
    assert "この名前の人はいません" in refused.content.decode()


def test_who_may_not_record_is_shown_no_form(
    customer: Customer, client_of: Callable[[str], Client]
) -> None:
    address = reverse("comment_write", args=["customer", customer.pk])
    page = reverse("customer", args=[customer.pk])
    assert address in client_of("CLERK").get(page).content.decode()
    assert address not in client_of("VIEWER").get(page).content.decode()


def test_a_comment_on_what_is_gone_is_not_found(
    people: dict[str, Staff], customer: Customer, client_of: Callable[[str], Client]
) -> None:
    one = write_comment(
        by=people["STAFF"], kind="customer", object_id=customer.pk, text="はい", now=now()
    )
    Customer.objects.update(deleted_at=now())
    for name in ("comment_correct", "comment_take_back"):
        page = reverse(name, args=[one.pk])
        assert client_of("STAFF").post(page, {"text": "x"}).status_code == 404


def test_the_agenda_leaves_out_answered_mentions(
    people: dict[str, Staff], customer: Customer
) -> None:
    def say(by: str, text: str) -> None:
        write_comment(by=people[by], kind="customer", object_id=customer.pk, text=text, now=now())

    def mentions() -> list[str]:
        both = [people["STAFF"], people["CLERK"]]
        values: MeetingValues = {"title": "定例", "on": today(), "attendees": both}
        made = plan_meeting(by=people["STAFF"], values=values, now=now(), since=SPAN)
        return [point.text for point in made.points.filter(kind=Point.Kind.MENTION)]

    say("MANAGER", "@STAFF @CLERK 一つめ")
    say("STAFF", "しました")
    assert mentions() == ["@STAFF @CLERK 一つめ"]
    say("CLERK", "こちらも")
    assert mentions() == []
    say("MANAGER", "@STAFF 二つめ")
    assert mentions() == ["@STAFF 二つめ"]


def _form(meeting: Meeting, **notes: str) -> dict[str, str]:
    """The form of the notes as the page shows it now, with some notes typed."""
    meeting.refresh_from_db()
    form = {"version": str(meeting.version)}
    for place, point in enumerate(meeting.points.all(), start=1):
        form |= {f"was-{point.pk}": point.note, f"place-{point.pk}": str(place)}
        form[f"note-{point.pk}"] = notes.get(point.text, point.note)
    return form


def _notes(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.points.values_list("text", "note"))


def test_the_second_saver_of_notes_is_shown_the_first(
    meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    page = reverse("meeting_note", args=[meeting.pk])
    first = _form(meeting, 一つめ="先の話", 二つめ="先だけ")
    late = _form(meeting, 一つめ="後の話", 三つめ="後だけ")
    assert client_of("MANAGER").post(page, first).status_code == 302
    answer = client_of("STAFF").post(page, late)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "ほかの人が先に直していました" in shown
    assert all(text in shown for text in ("先の話", "後の話", "先だけ", "後だけ"))
    assert _notes(meeting) == {"一つめ": "先の話", "二つめ": "先だけ", "三つめ": ""}
    points = {point.pk: point.note for point in answer.context["points"]}
    again = _form(meeting) | {f"note-{pk}": note for pk, note in points.items()}
    assert client_of("STAFF").post(page, again).status_code == 302
    assert _notes(meeting) == {"一つめ": "後の話", "二つめ": "先だけ", "三つめ": "後だけ"}


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [(2, "1", ["三つめ", "一つめ", "二つめ"]), (0, "3", ["二つめ", "三つめ", "一つめ"])],
)
def test_a_point_goes_to_the_place_asked_for(
    moved: int, to: str, order: list[str], meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    point = meeting.points.all()[moved]
    form = _form(meeting) | {f"place-{point.pk}": to}
    client_of("MANAGER").post(reverse("meeting_note", args=[meeting.pk]), form)
    assert [point.text for point in meeting.points.all()] == order


def test_title_and_attendees_are_changed_by_one_at_a_time(
    people: dict[str, Staff], meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    page = reverse("meeting_edit", args=[meeting.pk])
    shown = client_of("MANAGER").get(page).content.decode()
    assert f'name="version" value="{meeting.version}"' in shown
    form = {"version": meeting.version, "title": "臨時", "on": "2026-11-30"}
    both = [people["MANAGER"].pk, people["STAFF"].pk]
    assert client_of("MANAGER").post(page, form | {"attendees": both}).status_code == 302
    late = client_of("STAFF").post(page, form | {"title": "定例の会", "attendees": both[:1]})
    assert late.status_code == 422
    assert "臨時" in late.content.decode() and "定例の会" in late.content.decode()
    meeting.refresh_from_db()
    assert (meeting.title, meeting.attendees.count()) == ("臨時", 2)
    again = {**form, "version": meeting.version, "title": "定例の会", "attendees": both[:1]}
    assert client_of("STAFF").post(page, again).status_code == 302
    assert client_of("VIEWER").get(page).status_code == 403
