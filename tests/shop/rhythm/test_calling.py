"""Whom to call this week: order, capacity, who is left out, and what the buttons do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from goen.shop.customers.models import Customer
from goen.shop.portfolio import updating as portfolio
from goen.shop.portfolio import vips
from goen.shop.portfolio.models import Standing
from goen.shop.rhythm import calling, capacity, operations, updating
from goen.shop.rhythm.models import Reached, Rest, Rhythm, SharedRhythm, Snooze
from goen.shop.rhythm.reading import told
from goen.shop.rhythm.resting import operations as resting
from goen.shop.rhythm.words import plain_reason
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.touches import operations as touches
from goen.shop.touches.models import Action, Touch
from goen.shop.ui.clock import now, today
from tests.shop.rhythm.test_updating import sell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(people: dict[str, Staff]) -> Staff:
    return people["STAFF"]


@pytest.fixture
def late(ledger: Books, shared: SharedRhythm, me: Staff) -> list[Customer]:
    """Five customers who came every 32 days and then did not: the later ones bought more."""
    found = [Customer.objects.create(name=f"客{n}", owner=me) for n in range(5)]
    for number, one in enumerate(found):
        for times in range(9):
            sell(one.pk, today() - timedelta(days=130 + 32 * times), 1000 * (number + 1))
    bring_up()
    return found


def bring_up() -> None:
    portfolio.update(now=now(), today=today())
    updating.update(now=now(), today=today(), whole=True)


def called(staff: Staff) -> list[int]:
    return [one.standing.customer_id for one in calling.calls_of(staff=staff, today=today())]


def call(customer: Customer, by: Staff, **more: Any) -> Touch:
    values = touches.TouchValues(customer=customer, kind="CALL", line="お電話", **more)
    return touches.record_touch(by=by, values=values, now=now())


def test_who_would_cost_most_to_lose_comes_first(late: list[Customer], me: Staff) -> None:
    assert called(me) == [one.pk for one in reversed(late)]
    first = calling.calls_of(staff=me, today=today())[0]
    assert first.told.late
    assert 0 < first.value < (first.standing.profit_12m or 0) < first.standing.amount_12m
    assert first.by_profit
    with override("ja"):
        said = plain_reason(first.told)
    assert said.startswith(
        "ふだんは32日ごとなのに、130日お買い物もご連絡もありません。これほど空くのは"
    )
    with override("en"):
        assert plain_reason(first.told).startswith(
            "Usually every 32 days, now silent for 130 days."
        )


def test_the_best_are_found_whatever_the_size_of_a_chunk(
    late: list[Customer], me: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = called(me)
    monkeypatch.setattr(calling, "_CHUNK", 2)
    assert called(me) == everybody
    capacity.set_weekly(by=me, staff=me, weekly=2)
    assert called(me) == everybody[:2]


def test_a_layer_that_is_folded_between_two_chunks_is_no_failure(
    late: list[Customer], me: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, gone = called(me), [10**9, 10**9 + 1]
    capacity.set_weekly(by=me, staff=me, weekly=5)
    monkeypatch.setattr(calling, "_CHUNK", 1)
    monkeypatch.setattr(calling, "_by_sales", lambda *_asked: [*everybody, *gone])
    assert called(me) == everybody


def test_the_best_are_the_same_of_owners_with_few_and_with_many_customers(
    late: list[Customer], me: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    Customer.objects.filter(pk=late[1].pk).update(next_action_on=today())
    call(late[3], me)
    Snooze.objects.create(customer=late[0], until=today() + timedelta(days=1), by=me)
    few = called(me)
    monkeypatch.setattr(calling, "_OWNED", 1)
    assert called(me) == few == [late[4].pk, late[2].pk]


def test_an_owner_without_late_customers_costs_what_the_owner_has(
    late: list[Customer], people: dict[str, Staff]
) -> None:
    owned = Customer.objects.filter(owner=people["MANAGER"], deleted_at=None).order_by()
    plan = calling._by_sales(owned, 0, today()).explain()
    assert "customer_owner" in plan or connection.vendor != "sqlite"
    assert "SCAN" not in plan
    assert called(people["MANAGER"]) == []


def test_a_week_holds_so_many_and_who_was_reached_or_is_planned_counts(
    late: list[Customer], me: Staff
) -> None:
    capacity.set_weekly(by=me, staff=me, weekly=3)
    order = called(me)
    assert len(order) == 3
    touch = call(late[4], me)
    operations.plan_call(by=me, customer=late[3], today=today(), now=now())
    week = capacity.week_of(staff=me, today=today())
    assert (week.reached, week.planned, week.left) == (1, 1, 1)
    assert called(me) == [late[2].pk]
    updating.update(now=now(), today=today())
    assert called(me) == [late[2].pk]
    touches.take_back_touch(by=me, touch_id=touch.pk, now=now())
    assert not Reached.objects.exists()
    updating.update(now=now(), today=today())
    assert called(me) == [late[4].pk, late[2].pk]


def test_mail_to_all_reaches_nobody(late: list[Customer], me: Staff) -> None:
    call(late[4], me, bulk=True)
    assert not Reached.objects.exists()
    assert called(me)[0] == late[4].pk


def test_everybody_sees_their_own_and_all_see_all(
    late: list[Customer], me: Staff, people: dict[str, Staff]
) -> None:
    Customer.objects.filter(pk=late[0].pk).update(owner=people["MANAGER"])
    Customer.objects.filter(pk=late[1].pk).update(owner=None)
    assert called(me) == [one.pk for one in reversed(late[2:])]
    assert called(people["MANAGER"]) == [late[0].pk]
    everybody = calling.calls_of_all(today=today())
    assert [one.standing.customer_id for one in everybody] == [one.pk for one in reversed(late)]


def test_all_see_the_most_that_each_week_holds(
    late: list[Customer], me: Staff, people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    Customer.objects.filter(pk__in=[one.pk for one in late[:2]]).update(owner=people["MANAGER"])
    capacity.set_weekly(by=me, staff=me, weekly=2)
    called_off = call(late[4], me)
    left = capacity.left_of_all(today=today())
    for staff in people.values():
        assert left[staff.pk] == capacity.week_of(staff=staff, today=today()).left
    assert left[me.pk] == 1
    assert called_off.customer == late[4]

    def everybody() -> list[int]:
        return [one.standing.customer_id for one in calling.calls_of_all(today=today())]

    assert everybody() == [late[3].pk, late[1].pk, late[0].pk]
    assert "お客様全員のうち" not in client_of("VIEWER").get("/rhythm/?who=all").text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calling, "MOST_OF_ALL", 2)
        assert everybody() == [late[3].pk, late[1].pk]
        assert "お客様全員のうち" in client_of("VIEWER").get("/rhythm/?who=all").text


def test_nobody_is_looked_at_for_a_week_that_is_full(late: list[Customer], me: Staff) -> None:
    capacity.set_weekly(by=me, staff=me, weekly=0)
    Customer.objects.filter(pk=late[0].pk).update(owner=None)
    looked_at: list[int] = []
    among = calling._calls_among

    def looked(ids: Sequence[int], layer: int, day: date) -> list[calling.Call]:
        looked_at.extend(ids)
        return among(ids, layer, day)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calling, "_calls_among", looked)
        found = calling.calls_of_all(today=today())
    assert [one.standing.customer_id for one in found] == looked_at == [late[0].pk]


def test_customers_of_who_left_are_everybodys_but_none_with_whom_dealings_stopped(
    late: list[Customer], me: Staff, people: dict[str, Staff]
) -> None:
    gone = people["MANAGER"]
    Customer.objects.filter(pk=late[0].pk).update(owner=gone)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    Customer.objects.filter(pk=late[1].pk).update(stage=Customer.Stage.SUSPENDED)
    assert called(me) == [one.pk for one in reversed(late[2:])]
    everybody = [one.standing.customer_id for one in calling.calls_of_all(today=today())]
    assert everybody == [*(one.pk for one in reversed(late[2:])), late[0].pk]


def test_later_and_back(
    late: list[Customer], me: Staff, client_of: Callable[[str], Client]
) -> None:
    client = client_of("STAFF")
    path = reverse("rhythm_later", args=[late[4].pk])
    assert client.post(path, {"when": "week"}).status_code == 302
    assert Snooze.objects.get().until == today() + timedelta(days=7)
    assert called(me)[0] == late[3].pk
    assert client.post(path, {}).status_code == 422
    client.post(reverse("rhythm_wake", args=[late[4].pk]))
    assert called(me)[0] == late[4].pk
    changes = Trail.objects.filter(action="rhythm.call.postponed").order_by("pk")
    assert [one.changes[0]["to"] is None for one in changes] == [False, True]
    Snooze.objects.create(customer=late[4], by=me, until=today())
    assert called(me)[0] == late[4].pk  # the day has come


def test_a_plan_of_this_week_can_be_undone(
    late: list[Customer], me: Staff, client_of: Callable[[str], Client]
) -> None:
    client = client_of("STAFF")
    client.post(reverse("rhythm_plan", args=[late[4].pk]))
    action = Action.objects.get()
    assert (action.owner, action.kind, action.due_on.weekday()) == (me, "CALL", 6)
    assert late[4].pk not in called(me)
    client.post(reverse("action_trash", args=[action.pk]))
    assert late[4].pk in called(me)


def test_the_board_of_vips_names_the_calls_that_are_due(late: list[Customer], me: Staff) -> None:
    Standing.objects.filter(customer__in=late[:2]).update(two_axis=1)
    call(late[0], me)
    rows = {row.customer: row for row in vips.board(owner=None, start=0, today=today())}
    first, second = rows[late[0]], rows[late[1]]
    assert first.step is None or "ごぶさた" not in first.step.what
    assert second.step is not None
    assert second.step.what == "電話：130日ごぶさた"
    assert second.step.url == reverse("customer", args=[late[1].pk])


def test_the_pages_say_whom_to_call_and_why(
    late: list[Customer], client_of: Callable[[str], Client]
) -> None:
    for path in ("/rhythm/", "/rhythm/?who=all", "/"):
        page = client_of("STAFF").get(path).content.decode()
        assert page.index(">客4 様<") < page.index(">客3 様<"), path
        assert "<b>130日お買い物もご連絡もありません</b>" in page, path
        assert "12か月の粗利" in page
    page = client_of("STAFF").get(f"/customers/{late[4].pk}/").content.decode()
    assert "ふだんより長く空いています" in page
    assert "h-rhythm" in page
    listed = client_of("STAFF").get("/customers/?where=late:in:distant,follow_up").content.decode()
    assert "客4" in listed
    none = client_of("STAFF").get("/customers/?where=late:in:in_time").content.decode()
    assert "客4" not in none
    viewer = client_of("VIEWER").get("/rhythm/?who=all").content.decode()
    assert "客4" in viewer
    assert "電話を記録する" not in viewer


@pytest.mark.parametrize("slug", ["declining", "candidates", "not-taken-off", "resting"])
def test_empty_lists_say_what_to_do(
    ledger: Books, client_of: Callable[[str], Client], slug: str
) -> None:
    assert 'class="empty"' in client_of("STAFF").get(f"/rhythm/{slug}/").content.decode()
    assert 'class="empty"' in client_of("STAFF").get("/rhythm/").content.decode()
    assert client_of("STAFF").get("/rhythm/nothing/").status_code == 404


def test_weekly_numbers_are_ones_own_and_the_leaders(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    staff, other = people["STAFF"], people["CLERK"]
    fields = {f"weekly-{one.pk}": "7" for one in (staff, other)}
    client_of("STAFF").post("/rhythm/weekly/", fields)
    sizes = [capacity.weekly_of(staff_id=one.pk) for one in (staff, other)]
    assert sizes == [7, 20]
    everybody = {f"weekly-{one.pk}": "9" for one in people.values()}
    assert client_of("MANAGER").post("/rhythm/weekly/", everybody).status_code == 302
    assert capacity.weekly_of(staff_id=other.pk) == 9


@pytest.fixture
def seldom(ledger: Books, shared: SharedRhythm) -> Customer:
    """A customer who bought twice long ago: old enough for a third time."""
    one = Customer.objects.create(name="一度きり")
    for days in (330, 300):
        sell(one.pk, today() - timedelta(days=days))
    bring_up()
    Rhythm.objects.update(state=Rhythm.State.NEVER_TOOK_OFF)
    return one


def rests(customer: Customer, by: Staff) -> Rest:
    return resting.answer(
        by=by, customer_id=customer.pk, answer="RESTING", reason="理由", now=now()
    )


def test_a_person_answers_and_takes_back(
    seldom: Customer, client_of: Callable[[str], Client]
) -> None:
    client = client_of("STAFF")
    assert "一度きり" in client.get("/rhythm/not-taken-off/").content.decode()
    client.post(reverse("rhythm_rest", args=[seldom.pk]), {"answer": "RESTING"})
    rest = Rest.objects.get()
    assert rest.reason
    assert "一度きりには人手をかけません" in client.get("/rhythm/weekly/").content.decode()
    assert "一度きり" not in client.get("/rhythm/not-taken-off/").content.decode()
    assert "一度きり" in client.get("/rhythm/resting/").content.decode()
    assert "一度きり" in client.get("/customers/?where=resting:yes:").content.decode()
    assert "人手をかけない" in client.get(f"/customers/{seldom.pk}/").content.decode()
    client.post(reverse("rhythm_rest_take_back", args=[rest.pk]))
    assert "一度きり" in client.get("/rhythm/not-taken-off/").content.decode()
    client.post(reverse("rhythm_rest", args=[seldom.pk]), {"answer": "DECLINED"})
    client.get("/rhythm/weekly/")
    assert "一度きり" not in client.get("/rhythm/not-taken-off/").content.decode()
    assert calling.suggested().count() == 0  # nothing is suggested twice
    assert client.post(reverse("rhythm_rest", args=[seldom.pk]), {"answer": "?"}).status_code == 400


@pytest.mark.parametrize(
    ("kind", "direction", "back"),
    [("CALL", "OUT", False), ("CALL", "IN", True), ("SHOP", "OUT", True), ("NOTE", "IN", False)],
)
def test_who_gets_in_touch_is_back_and_the_decider_is_told(
    seldom: Customer, people: dict[str, Staff], kind: str, direction: str, *, back: bool
) -> None:
    rest = rests(seldom, people["MANAGER"])
    values = touches.TouchValues(customer=seldom, kind=kind, direction=direction, line="・")
    touches.record_touch(by=people["STAFF"], values=values, now=now())
    rest.refresh_from_db()
    assert (rest.end == Rest.End.TOUCH) is back
    assert Notice.objects.filter(to=people["MANAGER"], key=f"rest-{rest.pk}").exists() is back
    assert Trail.objects.filter(action="rhythm.rest.ended").exists() is back


def test_who_buys_is_back_but_not_by_an_older_sale(
    seldom: Customer, people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    rest = rests(seldom, people["MANAGER"])
    sell(seldom.pk, today() - timedelta(days=90))
    sell(seldom.pk, today(), -500, "RETURN")
    assert Rest.objects.get(pk=rest.pk).ended_at is None
    sell(seldom.pk, today(), 3000)
    rest.refresh_from_db()
    assert (rest.end, rest.ended_by) == (Rest.End.PURCHASE, None)
    page = client_of("STAFF").get(f"/customers/{seldom.pk}/").content.decode()
    assert "また人手をかけることになりました" in page
    assert calling.suggested().filter(pk=seldom.pk).exists()  # may be suggested anew


def test_the_resting_are_in_no_list(late: list[Customer], me: Staff) -> None:
    rests(late[4], me)
    assert called(me)[0] == late[3].pk
    Rhythm.objects.filter(pk=late[4].pk).update(state=Rhythm.State.DECLINING)
    assert not calling.in_state(Rhythm.State.DECLINING).exists()


def test_a_customer_page_says_why_nothing_can_be_told(
    ledger: Books, shared: SharedRhythm, client_of: Callable[[str], Client]
) -> None:
    one = Customer.objects.create(name="まだ")
    page = client_of("STAFF").get(f"/customers/{one.pk}/").content.decode()
    assert "お買い物もご連絡もまだないので、判断できません" in page
    sell(one.pk, today() - timedelta(days=3))
    bring_up()
    page = client_of("STAFF").get(f"/customers/{one.pk}/").content.decode()
    assert "ご来店・ご連絡がまだ1日なので、判断できません" in page
    assert told(rows=list(Rhythm.objects.all()), today=today())[one.pk].level.key == "unknown"


def test_the_week_begins_on_monday() -> None:
    sunday = date(2026, 11, 22)
    assert capacity.monday(sunday) == date(2026, 11, 16)
    assert capacity.sunday(capacity.monday(sunday)) == sunday
    assert timezone.localdate() >= capacity.monday(today())
