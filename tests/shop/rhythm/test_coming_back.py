"""A rest goes on when the touch that ended it is taken back, deleted or corrected."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from goen.shop.customers.models import Customer
from goen.shop.rhythm.resting import operations as resting
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.touches import operations as touches
from goen.shop.ui.clock import now, today
from tests.shop.rhythm.test_updating import sell

if TYPE_CHECKING:
    from goen.shop.rhythm.models import Rest
    from goen.shop.staff.models import Staff
    from goen.shop.touches.models import Touch

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(people: dict[str, Staff]) -> Staff:
    return people["STAFF"]


@pytest.fixture
def rest(people: dict[str, Staff]) -> Rest:
    one = Customer.objects.create(name="一度きり")
    return resting.answer(
        by=people["MANAGER"], customer_id=one.pk, answer="RESTING", reason="理由", now=now()
    )


def comes(rest: Rest, by: Staff, **more: Any) -> Touch:
    told = {"kind": "CALL", "direction": "IN", "line": "お電話", **more}
    values = touches.TouchValues(customer=rest.customer, **told)
    return touches.record_touch(by=by, values=values, now=now())


def ended(rest: Rest) -> str:
    rest.refresh_from_db()
    assert (rest.end == "") is (rest.ended_at is None)
    return rest.end


def test_a_touch_taken_back_restores_the_rest(rest: Rest, me: Staff) -> None:
    touch = comes(rest, me)
    assert ended(rest) == "TOUCH"
    assert Notice.objects.filter(key=f"rest-{rest.pk}").exists()
    touches.take_back_touch(by=me, touch_id=touch.pk, now=now())
    assert ended(rest) == ""
    assert (rest.touch, rest.ended_by) == (None, None)
    assert not Notice.objects.filter(key=f"rest-{rest.pk}").exists()
    told = Trail.objects.get(action="rhythm.rest.restored")
    assert (told.staff, told.object_id) == (me, rest.customer_id)
    touches.restore_touches(by=me, touch_ids=[touch.pk])
    assert ended(rest) == "TOUCH"
    assert Notice.objects.filter(key=f"rest-{rest.pk}").exists()


def test_a_touch_that_leaves_for_ever_restores_the_rest(rest: Rest, me: Staff) -> None:
    comes(rest, me).delete()
    assert ended(rest) == ""


@pytest.mark.parametrize(
    ("change", "goes_on"),
    [
        ({"direction": "OUT"}, True),
        ({"kind": "NOTE"}, True),
        ({"at": timedelta(days=3)}, True),
        ({"line": "長いお電話"}, False),
        ({"kind": "SHOP", "direction": "OUT"}, False),
    ],
)
def test_a_touch_that_says_something_else_by_now(
    rest: Rest, me: Staff, change: dict[str, Any], *, goes_on: bool
) -> None:
    touch = comes(rest, me)
    at = touch.at - change.pop("at", timedelta())
    values = touches.TouchValues(**change, at=at)
    touches.edit_touch(by=me, touch_id=touch.pk, version=touch.version, values=values, now=now())
    assert (ended(rest) == "") is goes_on


def test_a_touch_of_ours_that_turns_out_to_be_theirs_ends_the_rest(rest: Rest, me: Staff) -> None:
    touch = comes(rest, me, direction="OUT")
    assert ended(rest) == ""
    values = touches.TouchValues(direction="IN")
    touches.edit_touch(by=me, touch_id=touch.pk, version=touch.version, values=values, now=now())
    assert ended(rest) == "TOUCH"


def test_who_came_by_in_another_way_too_is_back(rest: Rest, me: Staff) -> None:
    first, second = comes(rest, me), comes(rest, me, kind="SHOP")
    touches.take_back_touch(by=me, touch_id=first.pk, now=now())
    assert (ended(rest), rest.touch) == ("TOUCH", second.pk)
    sell(rest.customer_id, today(), 3_000)
    touches.take_back_touch(by=me, touch_id=second.pk, now=now())
    assert (ended(rest), rest.touch, rest.ended_by) == ("PURCHASE", None, None)


def test_who_decided_anew_has_the_last_word(rest: Rest, me: Staff) -> None:
    touch = comes(rest, me)
    newer = resting.answer(
        by=me, customer_id=rest.customer_id, answer="DECLINED", reason="・", now=now()
    )
    touches.take_back_touch(by=me, touch_id=touch.pk, now=now())
    assert (ended(rest), ended(newer)) == ("TOUCH", "")


def test_taken_back_twice_is_taken_back_once(rest: Rest, me: Staff) -> None:
    touch = comes(rest, me)
    for _time in range(2):
        touches.take_back_touch(by=me, touch_id=touch.pk, now=now())
    assert ended(rest) == ""
    assert Trail.objects.filter(action="rhythm.rest.restored").count() == 1


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test's database in memory does not let wait"
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["taken back too", "comes by"])
def test_at_once(rest: Rest, me: Staff, other: str) -> None:
    touch, both = comes(rest, me), threading.Barrier(2)

    def work(kind: str) -> None:
        try:
            both.wait()
            if kind == "comes by":
                comes(rest, me)
            else:
                touches.take_back_touch(by=me, touch_id=touch.pk, now=now())
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(kind,)) for kind in ("taken back", other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended(rest) == ("TOUCH" if other == "comes by" else "")
