from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.shop.staff import undo
from goen.shop.touches import operations
from goen.shop.touches.models import Action
from goen.shop.touches.queries import home
from tests.shop.touches.conftest import NOW

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

TODAY = date(2026, 11, 20)


def plan(by: Staff, customer: Customer | None, day: date, what: str = "見積を送る") -> Action:
    values = {"customer": customer, "what": what, "due_on": day}
    return operations.plan_action(by=by, values=values, now=NOW)  # type: ignore[arg-type]


def next_on(customer: Customer) -> date | None:
    customer.refresh_from_db()
    return customer.next_action_on


def test_the_customer_knows_the_earliest_open_action(staff: Staff, tea: Customer) -> None:
    late = plan(staff, tea, date(2026, 12, 1))
    soon = plan(staff, tea, date(2026, 11, 25))
    assert next_on(tea) == date(2026, 11, 25)
    operations.complete_action(by=staff, action_id=soon.pk, now=NOW)
    assert next_on(tea) == date(2026, 12, 1)
    operations.postpone_action(by=staff, action_id=late.pk, due_on=date(2027, 1, 5))
    assert next_on(tea) == date(2027, 1, 5)
    operations.reopen_action(by=staff, action_id=soon.pk)
    assert next_on(tea) == date(2026, 11, 25)
    operations.trash_actions(by=staff, action_ids=[soon.pk, late.pk], now=NOW)
    assert next_on(tea) is None
    operations.restore_actions(by=staff, action_ids=[late.pk])
    assert next_on(tea) == date(2027, 1, 5)


def test_an_action_given_to_another_customer_leaves_the_first(
    staff: Staff, tea: Customer, inn: Customer
) -> None:
    action = plan(staff, tea, TODAY)
    operations.edit_action(by=staff, action_id=action.pk, version=1, values={"customer": inn})
    assert (next_on(tea), next_on(inn)) == (None, TODAY)


def test_a_decision_of_a_meeting_needs_no_customer(staff: Staff) -> None:
    assert plan(staff, None, TODAY).customer is None


def test_done_twice_is_done_once(staff: Staff, tea: Customer) -> None:
    action = plan(staff, tea, TODAY)
    operations.complete_action(by=staff, action_id=action.pk, now=NOW)
    again = operations.complete_action(by=staff, action_id=action.pk, now=NOW)
    assert again.version == 2


def test_what_is_to_be_done_must_be_said(staff: Staff, tea: Customer) -> None:
    with pytest.raises(operations.NotFilledIn):
        plan(staff, tea, TODAY, what=" ")


def test_home_shows_mine_that_are_due_and_what_i_did_today(
    staff: Staff, people: dict[str, Staff], tea: Customer
) -> None:
    over = plan(staff, tea, date(2026, 11, 18), "おととい")
    today = plan(staff, tea, TODAY, "きょう")
    plan(staff, tea, date(2026, 11, 21), "あす")
    plan(people["MANAGER"], tea, TODAY, "店長の")
    done = plan(staff, tea, TODAY, "済み")
    operations.complete_action(by=staff, action_id=done.pk, now=NOW)
    shown = home.due_actions(staff=staff, today=TODAY)
    assert [action.pk for action in shown] == [over.pk, today.pk, done.pk]
    assert home.due_count(staff=staff, today=TODAY) == 2


def test_handing_over_moves_only_what_is_open(
    staff: Staff, people: dict[str, Staff], tea: Customer
) -> None:
    mine = [plan(staff, tea, TODAY) for _ in range(2)]
    operations.complete_action(by=staff, action_id=mine[0].pk, now=NOW)
    group = operations.reassign_actions(
        by=staff, action_ids=[action.pk for action in mine], owner=people["CLERK"]
    )
    owners = [Action.objects.get(pk=action.pk).owner for action in mine]
    assert owners == [staff, people["CLERK"]]
    undo.undo(by=staff, group=group, now=NOW)
    assert {Action.objects.get(pk=action.pk).owner for action in mine} == {staff}


def test_undoing_the_trash_brings_the_next_action_back(staff: Staff, tea: Customer) -> None:
    action = plan(staff, tea, TODAY)
    group = operations.trash_actions(by=staff, action_ids=[action.pk], now=NOW)
    assert next_on(tea) is None
    undo.undo(by=staff, group=group, now=NOW)
    assert next_on(tea) == TODAY
