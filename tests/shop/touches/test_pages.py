from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goen.shop.staff.models import Trail
from goen.shop.touches import operations
from goen.shop.touches.models import Action, SavedText, Touch, Voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Department, Staff

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}{% now 'Y' %}"


@pytest.fixture
def browser(client_of: Callable[[str], Client]) -> Client:
    return client_of("STAFF")


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def quick(browser: Client, **given: object) -> HttpResponse:
    values = {"kind": "VISIT", "line": "新茶の案内を喜ばれた", **given}
    return browser.post(reverse("touch_new"), values)


def hear(by: Staff, customer: Customer | None, **values: object) -> Voice:
    given = {"customer": customer, "kind": "COMPLAINT", "title": "急須が欠けて届いた", **values}
    return operations.record_voice(by=by, values=given, now=now())  # type: ignore[arg-type]


def touch_of(by: Staff, customer: Customer, **values: object) -> Touch:
    given = {"customer": customer, "kind": "CALL", "line": "話せた", **values}
    return operations.record_touch(by=by, values=given, now=now())  # type: ignore[arg-type]


def test_three_fields_are_enough(browser: Client, staff: Staff, tea: Customer) -> None:
    answer = quick(browser, customer=tea.pk)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("customer", args=[tea.pk])
    touch = Touch.objects.get()
    assert (touch.customer, touch.kind, touch.staff) == (tea, "VISIT", staff)
    page = words(browser.get(answer["Location"]))
    assert "新茶の案内を喜ばれた" in page
    assert reverse("touch_take_back", args=[touch.pk]) in page


def test_a_name_is_found_without_javascript(browser: Client, tea: Customer) -> None:
    from goen.shop.customers.search import index_customers

    index_customers(customers=[tea])
    assert quick(browser, who="勅使河原").status_code == 302
    assert Touch.objects.get().customer == tea


def test_of_several_that_fit_one_is_chosen_and_nothing_is_lost(
    browser: Client, tea: Customer
) -> None:
    from goen.shop.customers.models import Customer
    from goen.shop.customers.search import index_customers

    other = Customer.objects.create(name="勅使河原 修", kana="てしがわら おさむ")
    index_customers(customers=[tea, other])
    answer = quick(browser, who="勅使河原", line="長い話")
    assert answer.status_code == 422
    page = words(answer)
    assert 'value="長い話"' in page
    assert f'type="radio" name="customer" value="{other.pk}"' in page
    assert not Touch.objects.exists()
    assert quick(browser, who="勅使河原", customer=["", other.pk]).status_code == 302
    assert Touch.objects.get().customer == other


def test_what_was_typed_stays_when_something_is_wrong(browser: Client, tea: Customer) -> None:
    later = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = quick(browser, customer=tea.pk, text="くわしい話", at=later, minutes="三十")
    page = words(answer)
    assert answer.status_code == 422
    assert "くわしい話" in page
    assert later in page
    assert "三十" in page


def test_a_touch_with_its_next_action(browser: Client, tea: Customer) -> None:
    quick(
        browser,
        customer=tea.pk,
        following="on",
        next_when="week",
        next_what="見積",
        next_kind="QUOTE",
    )
    action = Action.objects.get()
    assert (action.what, action.due_on, action.touch) == (
        "見積",
        today() + timedelta(days=7),
        Touch.objects.get(),
    )


def test_an_urgent_complaint_in_the_same_three_fields(browser: Client, tea: Customer) -> None:
    answer = browser.post(
        reverse("touch_new"),
        {
            "kind": "VOICE",
            "voice_kind": "COMPLAINT",
            "urgent": "on",
            "customer": tea.pk,
            "line": "急須が欠けて届いた",
        },
    )
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.kind, voice.urgent, voice.importance) == ("COMPLAINT", True, 2)
    page = words(browser.get(reverse("home")))
    assert "急須が欠けて届いた" in page


def test_recording_from_an_action_finishes_it(browser: Client, staff: Staff, tea: Customer) -> None:
    action = operations.plan_action(
        by=staff, values={"customer": tea, "what": "電話する", "due_on": today()}, now=now()
    )
    page = words(browser.get(reverse("touch_new"), {"action": action.pk}))
    assert tea.name in page
    quick(browser, customer=tea.pk, action=action.pk)
    action.refresh_from_db()
    assert action.result == Touch.objects.get()


def test_undo_takes_the_record_back(browser: Client, tea: Customer) -> None:
    quick(browser, customer=tea.pk)
    touch = Touch.objects.get()
    browser.post(reverse("touch_take_back", args=[touch.pk]))
    tea.refresh_from_db()
    assert tea.last_touch_at is None
    browser.post(reverse("touch_restore", args=[touch.pk]))
    tea.refresh_from_db()
    assert tea.last_touch_at == touch.at


def test_the_trash_shows_what_can_come_back(browser: Client, staff: Staff, tea: Customer) -> None:
    touch = touch_of(staff, tea, line="捨てた記録")
    assert "捨てた記録" not in words(browser.get(reverse("touches_trash")))
    browser.post(reverse("touch_trash", args=[touch.pk]))
    assert "捨てた記録" not in words(browser.get(reverse("touches"))).split("toasts")[0]
    assert "捨てた記録" in words(browser.get(reverse("touches_trash")))
    browser.post(reverse("touch_restore", args=[touch.pk]), {"next": "/touches/trash/"})
    assert "捨てた記録" in words(browser.get(reverse("touches")))


def test_home_ticks_and_postpones(browser: Client, staff: Staff, tea: Customer) -> None:
    action = operations.plan_action(
        by=staff, values={"customer": tea, "what": "電話する", "due_on": today()}, now=now()
    )
    assert "電話する" in words(browser.get(reverse("home")))
    headers = {"HX-Request": "true", "HX-Target": f"action-{action.pk}"}
    answer = browser.post(reverse("action_done", args=[action.pk]), headers=headers)
    assert "checked" in words(answer)
    browser.post(reverse("action_reopen", args=[action.pk]))
    browser.post(reverse("action_later", args=[action.pk]), {"when": "week"})
    action.refresh_from_db()
    assert (action.due_on, action.done_at) == (today() + timedelta(days=7), None)
    back = reverse("action_due", args=[action.pk, today().isoformat()])
    browser.post(back)
    action.refresh_from_db()
    assert action.due_on == today()


def test_later_needs_a_day(browser: Client, staff: Staff, tea: Customer) -> None:
    action = operations.plan_action(
        by=staff, values={"customer": tea, "what": "電話する", "due_on": today()}, now=now()
    )
    answer = browser.post(reverse("action_later", args=[action.pk]), {"when": "date", "on": ""})
    assert answer.status_code == 422


def test_the_board_moves_a_card_and_back(browser: Client, staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    headers = {"HX-Request": "true", "HX-Target": "board"}
    answer = browser.post(reverse("voice_move", args=[voice.pk, "ACTING"]), headers=headers)
    assert 'id="board"' in words(answer)
    voice.refresh_from_db()
    assert voice.status == "ACTING"
    group = Trail.objects.get(action="touches.voice.moved").group
    browser.post(reverse("undo", args=[group]))
    voice.refresh_from_db()
    assert (voice.status, voice.acting_at) == ("NEW", None)


def test_a_state_that_does_not_exist_changes_nothing(
    browser: Client, staff: Staff, tea: Customer
) -> None:
    voice = hear(staff, tea)
    browser.post(reverse("voice_move", args=[voice.pk, "EATEN"]))
    voice.refresh_from_db()
    assert (voice.status, voice.version) == ("NEW", 1)


def test_two_people_write_what_was_done(browser: Client, staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    given = {"status": "DONE", "what_was_done": "代わりの品を送った", "version": 1}
    browser.post(reverse("voice_act", args=[voice.pk]), given)
    late = {"status": "TOLD", "what_was_done": "返金した", "version": 1}
    answer = browser.post(reverse("voice_act", args=[voice.pk]), late)
    page = words(answer)
    assert answer.status_code == 422
    assert "代わりの品を送った" in page
    assert "返金した" in page
    voice.refresh_from_db()
    assert voice.status == "DONE"


@pytest.mark.parametrize("kind", ["touch", "voice", "action"])
def test_the_second_saver_is_shown_the_difference(
    browser: Client, staff: Staff, tea: Customer, kind: str
) -> None:
    if kind == "touch":
        row = touch_of(staff, tea)
        url = reverse("touch_edit", args=[row.pk])
        given = {"kind": "CALL", "direction": "OUT", "staff": staff.pk, "at": "2026-01-05T10:00"}
        first, second = {**given, "line": "先の人"}, {**given, "line": "後の人"}
    elif kind == "voice":
        row = hear(staff, tea)
        url = reverse("voice_edit", args=[row.pk])
        given = {"kind": "COMPLAINT", "importance": 2, "urgency": 1, "channel": "CALL"}
        given |= {"customer": tea.pk, "received_at": "2026-01-05T10:00", "taken_by": staff.pk}
        first, second = {**given, "title": "先の人"}, {**given, "title": "後の人"}
    else:
        row = operations.plan_action(
            by=staff, values={"customer": tea, "what": "電話", "due_on": today()}, now=now()
        )
        url = reverse("action_edit", args=[row.pk])
        given = {"kind": "CALL", "due_on": "2026-12-01", "owner": staff.pk, "customer": tea.pk}
        first, second = {**given, "what": "先の人"}, {**given, "what": "後の人"}
    assert browser.post(url, {**first, "version": 1}).status_code == 302
    answer = browser.post(url, {**second, "version": 1})
    assert answer.status_code == 422
    page = words(answer)
    assert "先の人" in page
    assert "後の人" in page
    row.refresh_from_db()
    assert str(row) == "先の人"
    newer = re.search(r'name="version" value="(\d+)"', page)
    assert newer is not None
    assert browser.post(url, {**second, "version": newer[1]}).status_code == 302
    row.refresh_from_db()
    assert str(row) == "後の人"


def test_hostile_text_stays_text(browser: Client, staff: Staff, tea: Customer) -> None:
    touch = touch_of(staff, tea, line=HOSTILE, text=HOSTILE)
    voice = hear(staff, tea, title=HOSTILE, words=HOSTILE, urgency=3)
    operations.keep_text(by=staff, kind="CALL", title=HOSTILE[:60], line=HOSTILE, text=HOSTILE)
    operations.plan_action(
        by=staff, values={"customer": tea, "what": HOSTILE, "due_on": today()}, now=now()
    )
    for url in (
        reverse("customer", args=[tea.pk]),
        reverse("touch", args=[touch.pk]),
        reverse("voice", args=[voice.pk]),
        reverse("touches"),
        reverse("voices"),
        reverse("voice_list"),
        reverse("voice_meeting"),
        reverse("actions"),
        reverse("home"),
        reverse("touch_new"),
        reverse("touch_texts"),
    ):
        page = words(browser.get(url))
        assert "<script>alert" not in page, url
        assert "&lt;script&gt;alert(1)" in page, url


def test_the_way_back_never_leads_out(browser: Client, tea: Customer) -> None:
    answer = quick(browser, customer=tea.pk, next="https://example.com/")
    assert answer["Location"] == reverse("customer", args=[tea.pk])
    answer = quick(browser, customer=tea.pk, next="/voices/")
    assert answer["Location"] == "/voices/"


PAGES = (
    "touches",
    "touch_new",
    "touch_texts",
    "voices",
    "voice_list",
    "voice_meeting",
    "voice_new",
)
PAGES += ("touches_trash", "actions", "action_new", "improvements", "improvement_new")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["PRESIDENT", "CLERK", "VIEWER"])
def test_who_may_open_what(client_of: Callable[[str], Client], name: str, role: str) -> None:
    writes = name in (
        "touch_new",
        "touch_texts",
        "touches_trash",
        "voice_new",
        "action_new",
        "improvement_new",
    )
    expected = 403 if role == "VIEWER" and writes else 200
    assert client_of(role).get(reverse(name)).status_code == expected


def test_those_who_may_only_look_change_nothing(
    client_of: Callable[[str], Client], staff: Staff, tea: Customer
) -> None:
    viewer = client_of("VIEWER")
    touch, voice = touch_of(staff, tea), hear(staff, tea)
    action = operations.plan_action(
        by=staff, values={"customer": tea, "what": "電話", "due_on": today()}, now=now()
    )
    for url in (
        reverse("touch_trash", args=[touch.pk]),
        reverse("touch_take_back", args=[touch.pk]),
        reverse("touch_file_add", args=[touch.pk]),
        reverse("voice_move", args=[voice.pk, "DONE"]),
        reverse("voice_act", args=[voice.pk]),
        reverse("voice_trash", args=[voice.pk]),
        reverse("action_done", args=[action.pk]),
        reverse("action_later", args=[action.pk]),
        reverse("action_trash", args=[action.pk]),
    ):
        assert viewer.post(url).status_code == 403
    page = words(viewer.get(reverse("customer", args=[tea.pk])))
    assert 'id="quick"' not in page
    assert Touch.objects.live().count() == Voice.objects.waiting().count() == 1


# Home has a card of every room: calls by rhythm, and what to do next with its prices, ask too.
@pytest.mark.parametrize(
    ("name", "most"),
    [("touches", 32), ("voices", 32), ("voice_list", 32), ("actions", 32), ("home", 38)],
)
def test_pages_ask_the_database_as_often_for_many_as_for_few(
    browser: Client,
    staff: Staff,
    tea: Customer,
    inn: Customer,
    name: str,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        customer = tea if number % 2 else inn
        touch_of(staff, customer, line=f"{number}番目")
        hear(staff, customer, title=f"{number}番目の声", urgency=3)
        operations.plan_action(
            by=staff, values={"customer": customer, "what": "電話", "due_on": today()}, now=now()
        )
    with django_assert_max_num_queries(most):
        assert browser.get(reverse(name)).status_code == 200


def test_files_are_kept_with_a_touch(
    browser: Client, staff: Staff, tea: Customer, tmp_path: object, settings: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    touch = touch_of(staff, tea)
    url = reverse("touch_file_add", args=[touch.pk])
    good = SimpleUploadedFile("見積.pdf", b"%PDF-1.7\n1 0 obj")
    browser.post(url, {"file": good, "document_on": "2026-11-01"})
    kept = touch.files.get()
    answer = browser.get(reverse("touch_file", args=[kept.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff"
    bad = SimpleUploadedFile("絵.png", b"<html><script>")
    assert browser.post(url, {"file": bad, "document_on": "2026-11-01"}).status_code == 422
    browser.post(reverse("touch_file_trash", args=[kept.pk]))
    assert browser.get(reverse("touch_file", args=[kept.pk])).status_code == 404
    browser.post(reverse("touch_file_restore", args=[kept.pk]))
    assert touch.files.get().deleted_at is None


def test_kept_texts_fill_the_entry(browser: Client, staff: Staff) -> None:
    given = {"kind": "CALL", "title": "留守番電話", "line": "伝言した", "text": ""}
    browser.post(reverse("touch_texts"), given)
    browser.post(reverse("touch_texts"), {**given, "line": "伝言を残した"})
    kept = SavedText.objects.get()
    page = words(browser.get(reverse("touch_new"), {"text": kept.pk}))
    assert 'value="伝言を残した"' in page
    browser.post(reverse("touch_text_forget", args=[kept.pk]))
    assert not SavedText.objects.exists()


def test_the_timeline_of_a_customer_pages_through_everything_once(
    staff: Staff, tea: Customer
) -> None:
    from goen.shop.customers.timeline import read_timeline

    same = now() - timedelta(days=3)
    for number in range(9):
        touch_of(staff, tea, at=same, line=f"{number}")
        hear(staff, tea, received_at=same, title=f"{number}")
    seen: list[str] = []
    before = ""
    while True:
        page = read_timeline(customer=tea, before=before, limit=5)
        seen += [entry.key for entry in page.entries]
        before = page.older
        if not before:
            break
    assert len(seen) == len(set(seen)) == 18
    assert page.total == 18


def test_search_finds_what_was_written(browser: Client, staff: Staff, tea: Customer) -> None:
    from goen.shop.ui import search

    touch = touch_of(staff, tea, line="水出しの茶葉の入荷を知らせる")
    voice = hear(staff, tea, title="急須の注ぎ口")
    assert [hit.object_id for hit in search.find(query="茶葉", kinds=["touch"])] == [touch.pk]
    assert [hit.object_id for hit in search.find(query="急須", kinds=["voice"])] == [voice.pk]
    operations.trash_touches(by=staff, touch_ids=[touch.pk], now=now())
    assert not search.find(query="茶葉", kinds=["touch"])


def test_a_person_who_asks_is_told_and_forgotten(
    staff: Staff, tea: Customer, inn: Customer
) -> None:
    import uuid

    from goen.shop.touches import privacy

    touch_of(staff, tea)
    hear(staff, tea, words="箱の紙が少ない")
    touch_of(staff, inn)
    assert [row[2:] for row in privacy.touches_of(tea)] == [("話せた", "")]
    assert [row[3] for row in privacy.voices_of(tea)] == ["箱の紙が少ない"]
    privacy.erase(staff, tea, now(), uuid.uuid4())
    assert [touch.customer for touch in Touch.objects.all()] == [inn]
    assert not Voice.objects.exists()


def test_the_lists_of_customers_know_contacts_visits_and_complaints(
    rf: object, staff: Staff, tea: Customer, inn: Customer
) -> None:
    from goen.shop.customers.models import Customer
    from goen.shop.touches.lists.customers import NAME
    from goen.shop.ui import lists

    touch_of(staff, tea, at=now() - timedelta(days=120))
    touch_of(staff, inn, kind="VISIT")
    hear(staff, inn)
    operations.plan_action(
        by=staff,
        values={"customer": inn, "what": "電話", "due_on": today() - timedelta(days=1)},
        now=now(),
    )
    facts = {fact.key: fact for fact in lists.facts(NAME)}
    asking = lists.Asking(staff.pk, today())

    def found(fact: str, comparison: str, *values: object) -> set[str]:
        q = facts[fact].comparison(comparison).q(facts[fact], list(values), asking)
        return set(Customer.objects.live().filter(q).values_list("name", flat=True))

    assert found("last_touch", "silent", 90) == {tea.name}
    assert found("last_touch", "within", 90) == {inn.name}
    assert found("visited_by", "month", str(staff.pk)) == {inn.name}
    assert found("touched_by", "year", str(staff.pk)) == {tea.name, inn.name}
    assert found("next_action", "overdue") == {inn.name}
    assert found("complaint", "yes") == {inn.name}
    assert found("complaint", "no") == {tea.name}


def test_a_filtered_list_and_a_handing_over(
    client_of: Callable[[str], Client], people: dict[str, Staff], staff: Staff, tea: Customer
) -> None:
    manager = client_of("MANAGER")
    hear(staff, tea)
    done = hear(staff, tea, title="終わった声")
    operations.move_voice(by=staff, voice_id=done.pk, status="DONE", now=now())
    page = words(manager.get(reverse("voice_list"), {"tab": "untold"}))
    assert "終わった声" in page
    assert "急須が欠けて届いた" not in page
    export = manager.post(reverse("voice_list_export", args=["csv"]))
    assert "急須が欠けて届いた" in export.getvalue().decode("utf-8-sig")


def test_the_sample_is_made_right_once_and_leaves_whole(
    people: dict[str, Staff], staff: Staff, shipping: object
) -> None:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.sample import mark
    from goen.shop.touches import sample
    from goen.shop.touches.models import Improvement

    customers = [Customer.objects.create(name=f"見本 {n}") for n in range(40)]
    mark(kind="customer", ids=[customer.pk for customer in customers])
    sample.make(people["MANAGER"], now(), lambda _done, _of: None)
    assert Touch.objects.count() > 40
    assert Voice.objects.urgent().count() == 1
    assert not Touch.objects.filter(at__gt=now()).exists()
    for customer in Customer.objects.all():
        contacts = [touch.at for touch in customer.touches.all() if touch.counts]
        contacts += [voice.received_at for voice in customer.voices.all()]
        assert customer.last_touch_at == max(contacts, default=None)
    count = Voice.objects.count()
    sample.make(people["MANAGER"], now(), lambda _done, _of: None)
    assert Voice.objects.count() == count
    sample.remove(lambda _done, _of: None)
    for model in (Touch, Voice, Action, Improvement, SavedText):
        assert not model.objects.exists()


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_at_the_ends_of_time_is_refused(
    browser: Client, staff: Staff, tea: Customer, at: str
) -> None:
    answer = quick(browser, customer=tea.pk, at=at)
    assert answer.status_code == 422
    assert "年をお確かめください" in words(answer)
    voice = hear(staff, tea)
    moved = browser.post(reverse("voice_act", args=[voice.pk]), {"status": "DONE", "at": at})
    assert moved.status_code == 422


@pytest.mark.parametrize("kind", ["CALL", "VOICE"])
def test_a_my_number_is_asked_about_and_never_kept_by_its_name(
    browser: Client, tea: Customer, kind: str
) -> None:
    given = {"customer": tea.pk, "kind": kind}
    for text in ("123456789018", "個人番号 1234 5678 9018"):
        answer = quick(browser, **given, line=text)
        assert answer.status_code == 422 and "マイナンバー" in words(answer)
    named = quick(browser, **given, line="マイナンバー123456789018", not_my_number=1)
    assert named.status_code == 422
    asked = words(quick(browser, **given, text="伝票 123456789018"))
    assert 'name="not_my_number"' in asked and "これはマイナンバーではありません" in asked
    assert quick(browser, **given, text="伝票 123456789018", not_my_number=1).status_code == 302
    assert Touch.objects.count() + Voice.objects.count() == 1


def test_a_comment_holds_no_my_number(browser: Client, tea: Customer) -> None:
    page = reverse("comment_write", args=["customer", tea.pk])
    assert browser.post(page, {"text": "マイナンバー123456789018"}).status_code == 422
    assert 'name="not_my_number"' in words(browser.post(page, {"text": "伝票 123456789018"}))
    answer = browser.post(page, {"text": "伝票 123456789018", "not_my_number": "1"})
    assert answer.status_code == 302


def test_an_unknown_kind_is_told(browser: Client, tea: Customer) -> None:
    answer = quick(browser, customer=tea.pk, kind="NOSUCH")
    assert answer.status_code == 422 and 'class="error"' in words(answer)


def test_the_one_line_stands_for_the_words_of_the_customer(
    browser: Client, staff: Staff, tea: Customer
) -> None:
    voice = hear(staff, tea)
    page = words(browser.get(reverse("voice", args=[voice.pk])))
    assert "書き留められていません" not in page and "急須が欠けて届いた" in page.split("h-words")[2]


def test_a_voice_goes_to_whom_the_customer_belongs(
    browser: Client, people: dict[str, Staff], tea: Customer, shipping: Department
) -> None:
    tea.owner = people["STAFF"]
    tea.save()
    quick(browser, customer=tea.pk, kind="VOICE")
    voice = Voice.objects.get()
    assert (voice.owner, voice.department) == (people["STAFF"], shipping)
    other = hear(people["CLERK"], tea, owner=people["CLERK"])
    assert (other.owner, other.department) == (people["CLERK"], None)
