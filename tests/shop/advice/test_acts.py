"""One click: tasks, a list, a file, or not this time; twice is once, and all of it goes back."""

from __future__ import annotations

import io
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from goen.shop.advice import counting, operations
from goen.shop.advice.days import is_working_day
from goen.shop.advice.models import Act, Candidate
from goen.shop.advice.operations import acts
from goen.shop.customers.models import ContactPerson, Customer, Tagging
from goen.shop.jobs.work import drain
from goen.shop.rhythm.models import WEEKLY
from goen.shop.staff.models import Trail
from goen.shop.staff.undo import undo
from goen.shop.touches.models import Action
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db


def _left(key: str) -> int:
    return int(counting.suggested(key=key).count())


def test_tasks_go_to_the_owner_spread_over_working_days(
    shop: Shop, people: dict[str, Staff]
) -> None:
    for number in range(9):
        shop.customer("first_waiting", owner=people["STAFF"] if number < 7 else None)
    shop.work_out()
    act = operations.make_tasks(asking=shop.asking("first_waiting"), channel="PHONE")
    tasks = list(Action.objects.all())
    assert (act.people, len(tasks), _left("first_waiting")) == (9, 9, 0)
    assert Counter(task.owner.name for task in tasks) == {"STAFF": 7, "PRESIDENT": 2}
    assert {task.kind for task in tasks} == {"CALL"}
    days = Counter((task.owner_id, task.due_on) for task in tasks)
    assert max(days.values()) == WEEKLY // 5
    assert all(is_working_day(day) and day >= today() for _owner, day in days)
    assert len({row.group for row in Trail.objects.filter(action__contains="plan")}) == 1


def test_what_was_made_goes_back_whole(shop: Shop) -> None:
    for _number in range(25):
        shop.customer("first_waiting")
    shop.work_out()
    act = operations.make_tasks(asking=shop.asking("first_waiting"), channel="PHONE")
    first = Action.objects.order_by("pk").first()
    assert first is not None
    first.done_at = now()
    first.save()
    undo(by=shop.by, group=act.group, now=now())
    assert Action.objects.open().count() == 0
    assert Action.objects.live().get() == first  # what was done stays
    assert _left("first_waiting") == 24


def test_undoing_tells_how_many_are_suggested_again(
    shop: Shop, client_of: Callable[[str], Client]
) -> None:
    people = [shop.customer("first_waiting") for _number in range(4)]
    shop.work_out()
    act = operations.make_tasks(asking=shop.asking("first_waiting"), channel="PHONE")
    done, *_open = Action.objects.order_by("pk")
    Action.objects.filter(pk=done.pk).update(done_at=now())
    # Bought since, and the answer has ended.
    bought = next(one for one in people if one.pk != done.customer_id)
    Candidate.objects.filter(customer=bought).update(act=None, until=None, task=None)
    client = client_of("PRESIDENT")
    page = client.post(reverse("undo", args=[act.group]), follow=True).content.decode()
    assert "2人分を元に戻しました。" in page
    assert "済んだ予定1件は、そのまま残しました。" in page
    assert _left("first_waiting") == 2


def test_a_button_pressed_twice_does_its_work_once(shop: Shop) -> None:
    for _number in range(3):
        shop.customer("first_waiting")
    shop.work_out()
    asking = shop.asking("first_waiting")
    first = operations.make_tasks(asking=asking, channel="PHONE")
    assert operations.make_tasks(asking=asking, channel="PHONE") == first
    assert Action.objects.count() == 3
    with pytest.raises(operations.NobodyLeft):
        operations.make_tasks(asking=shop.asking("first_waiting"), channel="PHONE")


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test's database in memory does not let wait"
)
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_list(shop: Shop) -> None:
    for _number in range(3):
        shop.customer("first_waiting")
    shop.work_out()
    asking, made, both = shop.asking("first_waiting"), [], threading.Barrier(2)

    def press() -> None:
        try:
            both.wait()
            made.append(operations.make_tasks(asking=asking, channel="PHONE").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(set(made)), Action.objects.count()) == (2, 1, 3)


def test_a_list_is_a_tag_that_opens_in_the_list_of_customers(
    shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left", name="届く")
    shop.customer("loyal_left", name="届かない", reach="p")
    shop.work_out()
    act, job = operations.make_list(asking=shop.asking("loyal_left"), channel="LETTER")
    assert (act.people, act.left_out, job) == (1, 1, None)
    assert act.label.startswith(f"{today():%Y-%m} ")
    assert [one.customer.name for one in Tagging.objects.all()] == ["届く"]
    page = client_of("PRESIDENT").get(operations.tagged_address(act=act)).content.decode()
    assert "届く" in page
    assert "届かない" not in page
    undo(by=shop.by, group=act.group, now=now())
    assert not Tagging.objects.exists()
    assert _left("loyal_left") == 2


def test_a_long_list_is_filled_in_the_background(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "MOST_AT_ONCE", 2)
    for _number in range(4):
        shop.customer("loyal_left")
    shop.work_out()
    _act, job = operations.make_list(asking=shop.asking("loyal_left"), channel="LETTER")
    assert job is not None
    drain()
    assert Tagging.objects.count() == 4


def test_letters_hold_no_formula_and_leave_out_who_cannot_be_reached(
    shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left", name='=HYPERLINK("http://x","a")', code="+1")
    company = shop.customer("loyal_left", name="株式会社 北", kind=Customer.Kind.COMPANY)
    ContactPerson.objects.create(
        customer=company, name="中村 実", department="総務部", is_primary=True
    )
    shop.customer("loyal_left", name="番号だけ", reach="p")
    shop.work_out()
    asking = shop.asking("loyal_left")
    asked = {"token": str(asking.token), "channel": "LETTER", "who": "all"}
    client = client_of("PRESIDENT")
    answer = client.post(reverse("advice_letters", args=["loyal_left"]), asked)
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    said = {str(cell.value) for cell in cells}
    assert {'=HYPERLINK("http://x","a") 様', "中村 実 様", "株式会社 北 総務部"} <= said
    assert "番号だけ 様" not in said
    act = Act.objects.get()
    assert (act.people, act.left_out) == (2, 1)
    assert Trail.objects.filter(action="lists.exported", label="advice").count() == 1
    again = client.post(reverse("advice_letters", args=["loyal_left"]), asked)
    assert load_workbook(io.BytesIO(again.content)).worksheets[0].max_row == sheet.max_row
    assert Act.objects.count() == 1


def test_whoever_may_not_change_many_acts_on_own_customers(
    shop: Shop, people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    mine = shop.customer("loyal_left", name="自分の", owner=people["STAFF"])
    shop.customer("loyal_left", name="ほかの人の", owner=people["MANAGER"])
    shop.work_out()
    asked = {"token": str(shop.asking("loyal_left").token), "channel": "PHONE", "who": "all"}
    client_of("STAFF").post(reverse("advice_tasks", args=["loyal_left"]), asked)
    assert [task.customer for task in Action.objects.all()] == [mine]
    assert _left("loyal_left") == 1


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("VIEWER", "advice_tasks", 403),
        ("VIEWER", "advice_list", 403),
        ("CLERK", "advice_letters", 403),
        ("VIEWER", "advice_decline", 403),
        ("STAFF", "advice_assumption", 403),
    ],
)
def test_other_roles_are_refused(
    role: str, name: str, status: int, shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left")
    shop.work_out()
    asked = {"token": str(shop.asking("loyal_left").token), "channel": "PHONE"}
    answer = client_of(role).post(reverse(name, args=["loyal_left"]), asked)
    assert answer.status_code == status
    assert not Act.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "'; DROP"])
def test_a_button_of_nobody_does_nothing(
    token: str, shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left")
    shop.work_out()
    address = reverse("advice_tasks", args=["loyal_left"])
    asked = {"token": token, "channel": "PHONE"}
    assert client_of("PRESIDENT").post(address, asked).status_code == 404


def test_a_refusal_that_came_since_counts_at_once(shop: Shop) -> None:
    shop.customer("loyal_left", name="届く")
    shop.customer("loyal_left", name="番号が消えた").phones.all().delete()
    shop.work_out()
    Candidate.objects.update(phone=0)  # as the figures of this morning had it
    act = operations.make_tasks(asking=shop.asking("loyal_left"), channel="PHONE")
    assert act.people == 1
