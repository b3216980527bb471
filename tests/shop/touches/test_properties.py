"""After any sequence of operations the customer's facts are what the rows say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goen.shop.touches import operations
from goen.shop.touches.models import Action, Touch, Voice
from tests.shop.touches.conftest import NOW

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

LOOSE = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
days = st.integers(min_value=0, max_value=400)
which = st.integers(min_value=0, max_value=9)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("touch"), days, st.sampled_from(["CALL", "NOTE", "EVENT"]), st.booleans()
        ),
        st.tuples(st.just("voice"), days),
        st.tuples(st.just("move"), which, days),
        st.tuples(st.just("trash"), which),
        st.tuples(st.just("restore"), which),
        st.tuples(st.just("silence"), which),
        st.tuples(st.just("plan"), days),
        st.tuples(st.just("done"), which),
        st.tuples(st.just("later"), which, days),
        st.tuples(st.just("unplan"), which),
    ),
    max_size=14,
)


def pick(ids: list[int], index: int) -> int | None:
    return ids[index % len(ids)] if ids else None


def do(step: tuple, staff: Staff, customer: Customer) -> None:
    name, *given_ = step
    touches = list(Touch.objects.order_by("pk").values_list("pk", flat=True))
    actions = list(Action.objects.open().order_by("pk").values_list("pk", flat=True))
    if name == "touch":
        ago, kind, flag = given_
        operations.record_touch(
            by=staff,
            values={
                "customer": customer,
                "kind": kind,
                "line": "ひとこと",
                "at": NOW - timedelta(days=ago),
                "bulk": flag,
                "attended": not flag if kind == "EVENT" else None,
            },
            now=NOW,
        )
    elif name == "voice":
        operations.record_voice(
            by=staff,
            values={
                "customer": customer,
                "title": "声",
                "received_at": NOW - timedelta(days=given_[0]),
            },
            now=NOW,
        )
    elif name == "plan":
        operations.plan_action(
            by=staff,
            values={
                "customer": customer,
                "what": "電話",
                "due_on": date(2026, 1, 1) + timedelta(days=given_[0]),
            },
            now=NOW,
        )
    elif name in ("done", "later", "unplan"):
        if (pk := pick(actions, given_[0])) is None:
            return
        if name == "done":
            operations.complete_action(by=staff, action_id=pk, now=NOW)
        elif name == "later":
            day = date(2026, 6, 1) + timedelta(days=given_[1])
            operations.postpone_action(by=staff, action_id=pk, due_on=day)
        else:
            operations.trash_actions(by=staff, action_ids=[pk], now=NOW)
    elif (pk := pick(touches, given_[0])) is not None:
        row = Touch.objects.get(pk=pk)
        if name == "trash":
            operations.trash_touches(by=staff, touch_ids=[pk], now=NOW)
        elif name == "restore":
            operations.restore_touches(by=staff, touch_ids=[pk])
        elif row.deleted_at is None:
            values = (
                {"bulk": True} if name == "silence" else {"at": NOW - timedelta(days=given_[1])}
            )
            operations.edit_touch(
                by=staff,
                touch_id=pk,
                version=row.version,
                values=values,
                now=NOW,  # type: ignore[arg-type]
            )


@LOOSE
@given(sequence=steps)
def test_the_facts_of_the_customer_are_what_the_rows_say(
    staff: Staff, tea: Customer, sequence: list[tuple]
) -> None:
    with transaction.atomic():
        for step in sequence:
            do(step, staff, tea)
            tea.refresh_from_db()
            contacts = [
                touch.at for touch in Touch.objects.filter(deleted_at=None) if touch.counts
            ] + [voice.received_at for voice in Voice.objects.filter(deleted_at=None)]
            due = [
                action.due_on
                for action in Action.objects.filter(deleted_at=None)
                if action.done_at is None
            ]
            assert tea.last_touch_at == max(contacts, default=None)
            assert tea.next_action_on == min(due, default=None)
        transaction.set_rollback(True)


@LOOSE
@given(way=st.lists(st.sampled_from(list(Voice.Status)), max_size=8))
def test_moments_of_a_voice_follow_its_history(
    staff: Staff, tea: Customer, way: list[Voice.Status]
) -> None:
    with transaction.atomic():
        voice = operations.record_voice(by=staff, values={"customer": tea, "title": "声"}, now=NOW)
        for hour, status in enumerate(way, start=1):
            operations.move_voice(
                by=staff, voice_id=voice.pk, status=status, now=NOW + timedelta(hours=hour)
            )
        voice.refresh_from_db()
        reached = list(Voice.Status).index(Voice.Status(voice.status))
        moments = [voice.entered_at, voice.acting_at, voice.done_at, voice.told_at]
        assert all(at is not None for at in moments[: reached + 1])
        assert all(at is None for at in moments[reached + 1 :])
        known = [at for at in moments if at is not None]
        assert known == sorted(known)
        assert voice.steps.order_by("pk").last().status == voice.status
        transaction.set_rollback(True)
