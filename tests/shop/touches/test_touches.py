from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.shop.staff.models import Trail
from goen.shop.touches import operations, signals
from goen.shop.touches.models import Action, Touch
from tests.shop.touches.conftest import NOW

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


def record(by: Staff, customer: Customer, **values: object) -> Touch:
    given = {"customer": customer, "kind": "VISIT", "line": "新茶の案内を喜ばれた", **values}
    return operations.record_touch(by=by, values=given, now=NOW)  # type: ignore[arg-type]


def last(customer: Customer) -> object:
    customer.refresh_from_db()
    return customer.last_touch_at


def test_a_touch_is_by_who_records_it_and_now(staff: Staff, tea: Customer) -> None:
    touch = record(staff, tea)
    assert (touch.staff, touch.at, touch.entered_by, touch.entered_at) == (staff, NOW, staff, NOW)
    assert last(tea) == NOW


def test_a_backdated_touch_does_not_hide_a_newer_one(staff: Staff, tea: Customer) -> None:
    record(staff, tea)
    record(staff, tea, at=NOW - timedelta(days=9))
    assert last(tea) == NOW


def test_bulk_mail_notes_and_missed_events_are_no_contact(staff: Staff, tea: Customer) -> None:
    record(staff, tea, kind="LETTER", bulk=True)
    record(staff, tea, kind="NOTE")
    record(staff, tea, kind="EVENT", attended=False)
    assert last(tea) is None
    record(staff, tea, kind="EVENT", attended=True, at=NOW - timedelta(days=1))
    assert last(tea) == NOW - timedelta(days=1)


def test_moving_a_touch_in_time_or_to_the_trash_keeps_the_last_contact_right(
    staff: Staff, tea: Customer
) -> None:
    older = record(staff, tea, at=NOW - timedelta(days=30))
    newer = record(staff, tea)
    operations.edit_touch(
        by=staff,
        touch_id=newer.pk,
        version=1,
        values={"at": NOW - timedelta(days=60)},
        now=NOW,
    )
    assert last(tea) == older.at
    operations.trash_touches(by=staff, touch_ids=[older.pk], now=NOW)
    assert last(tea) == NOW - timedelta(days=60)
    operations.restore_touches(by=staff, touch_ids=[older.pk])
    assert last(tea) == older.at


def test_a_touch_given_to_another_customer_leaves_the_first(
    staff: Staff, tea: Customer, inn: Customer
) -> None:
    touch = record(staff, tea)
    operations.edit_touch(by=staff, touch_id=touch.pk, version=1, values={"customer": inn}, now=NOW)
    assert (last(tea), last(inn)) == (None, NOW)


def test_a_complaint_by_telephone_is_a_contact(staff: Staff, tea: Customer) -> None:
    record(staff, tea, at=NOW - timedelta(days=80))
    voice = operations.record_voice(
        by=staff, values={"customer": tea, "kind": "COMPLAINT", "title": "届かない"}, now=NOW
    )
    assert last(tea) == NOW
    operations.trash_voices(by=staff, voice_ids=[voice.pk], now=NOW)
    assert last(tea) == NOW - timedelta(days=80)


def test_a_touch_needs_a_line_and_cannot_be_of_tomorrow(staff: Staff, tea: Customer) -> None:
    with pytest.raises(operations.NotFilledIn):
        record(staff, tea, line="  ")
    with pytest.raises(operations.NotFilledIn):
        record(staff, tea, at=NOW + timedelta(minutes=1))
    assert not Touch.objects.exists()
    assert last(tea) is None


def test_another_customers_contact_person_is_refused(
    staff: Staff, tea: Customer, inn: Customer
) -> None:
    landlady = inn.contacts.create(name="亀谷 ふじ乃")
    with pytest.raises(operations.NotFilledIn):
        record(staff, tea, contact=landlady)
    assert record(staff, inn, contact=landlady).contact == landlady


def test_the_second_of_two_savers_is_told(staff: Staff, tea: Customer) -> None:
    touch = record(staff, tea)
    operations.edit_touch(by=staff, touch_id=touch.pk, version=1, values={"line": "一"}, now=NOW)
    with pytest.raises(operations.SomeoneSavedFirst) as problem:
        operations.edit_touch(
            by=staff, touch_id=touch.pk, version=1, values={"line": "二"}, now=NOW
        )
    assert str(problem.value.current) == "一"
    touch.refresh_from_db()
    assert (touch.line, touch.version) == ("一", 2)


def test_the_trail_says_from_what_to_what(staff: Staff, tea: Customer) -> None:
    touch = record(staff, tea)
    operations.edit_touch(by=staff, touch_id=touch.pk, version=1, values={"minutes": 20}, now=NOW)
    rows = list(Trail.objects.filter(kind="touch", object_id=touch.pk).order_by("pk"))
    assert [row.action for row in rows] == ["touches.touch.recorded", "touches.touch.updated"]
    assert rows[1].changes == [{"field": "minutes", "from": None, "to": 20}]
    assert rows[1].staff == staff


def test_saving_what_is_kept_already_leaves_no_trace(staff: Staff, tea: Customer) -> None:
    touch = record(staff, tea)
    operations.edit_touch(
        by=staff, touch_id=touch.pk, version=1, values={"line": touch.line}, now=NOW
    )
    assert Trail.objects.filter(action="touches.touch.updated").count() == 0


def test_what_was_promised_and_what_was_done_hang_on_the_touch(staff: Staff, tea: Customer) -> None:
    promise = operations.plan_action(
        by=staff,
        values={"customer": tea, "what": "掛け直す", "due_on": date(2026, 11, 20)},
        now=NOW,
    )
    touch = operations.record_touch(
        by=staff,
        values={"customer": tea, "kind": "CALL", "line": "話せた"},
        now=NOW,
        following={"kind": "QUOTE", "what": "見積を送る", "due_on": date(2026, 11, 27)},
        finishes=promise,
    )
    promise.refresh_from_db()
    assert (promise.done_by, promise.result) == (staff, touch)
    assert [action.what for action in touch.actions.all()] == ["見積を送る"]
    tea.refresh_from_db()
    assert tea.next_action_on == date(2026, 11, 27)
    operations.take_back_touch(by=staff, touch_id=touch.pk, now=NOW)
    promise.refresh_from_db()
    tea.refresh_from_db()
    assert promise.done_at is None
    assert (tea.next_action_on, tea.last_touch_at) == (date(2026, 11, 20), None)
    assert Action.objects.live().count() == 1


def test_the_signal_comes_within_the_transaction(staff: Staff, tea: Customer) -> None:
    class Stop(Exception):
        pass

    def refuse(**_given: object) -> None:
        raise Stop

    signals.touch_recorded.connect(refuse)
    try:
        with pytest.raises(Stop):
            record(staff, tea)
    finally:
        signals.touch_recorded.disconnect(refuse)
    assert not Touch.objects.exists()
    assert last(tea) is None
