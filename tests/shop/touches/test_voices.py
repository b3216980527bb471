from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.shop.staff import undo
from goen.shop.touches import operations
from goen.shop.touches.models import Improvement, Level, Voice
from goen.shop.touches.queries import home, voices
from tests.shop.touches.conftest import NOW

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Department, Staff

HOUR = timedelta(hours=1)


def hear(
    by: Staff, customer: Customer | None, title: str = "急須が欠けて届いた", **values: object
) -> Voice:
    given = {"customer": customer, "kind": "COMPLAINT", "title": title, **values}
    return operations.record_voice(by=by, values=given, now=NOW)  # type: ignore[arg-type]


def move(by: Staff, voice: Voice, status: str, hours: int, **given: object) -> Voice:
    moved, _group = operations.move_voice(
        by=by,
        voice_id=voice.pk,
        status=status,
        now=NOW + hours * HOUR,
        **given,  # type: ignore[arg-type]
    )
    return moved


def test_each_state_keeps_the_moment_it_was_reached_first(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    move(staff, voice, "ACTING", 2)
    move(staff, voice, "DONE", 5)
    told = move(staff, voice, "TOLD", 8)
    assert (told.acting_at, told.done_at, told.told_at) == (
        NOW + 2 * HOUR,
        NOW + 5 * HOUR,
        NOW + 8 * HOUR,
    )
    assert [step.status for step in voice.steps.order_by("pk")] == ["NEW", "ACTING", "DONE", "TOLD"]


def test_a_state_that_is_skipped_counts_as_reached(staff: Staff, tea: Customer) -> None:
    voice = move(staff, hear(staff, tea), "DONE", 3)
    assert (voice.acting_at, voice.done_at, voice.told_at) == (NOW + 3 * HOUR, NOW + 3 * HOUR, None)


def test_going_back_empties_what_comes_after(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    move(staff, voice, "ACTING", 1)
    move(staff, voice, "TOLD", 2)
    back = move(staff, voice, "ACTING", 3)
    assert (back.acting_at, back.done_at, back.told_at) == (NOW + HOUR, None, None)


def test_undoing_a_move_puts_the_moments_back(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    move(staff, voice, "TOLD", 2)
    _moved, group = operations.move_voice(
        by=staff, voice_id=voice.pk, status="NEW", now=NOW + 3 * HOUR
    )
    undone = undo.undo(by=staff, group=group, now=NOW + 4 * HOUR)
    voice.refresh_from_db()
    assert undone.objects == 1
    assert (voice.status, voice.told_at) == ("TOLD", NOW + 2 * HOUR)
    assert voice.steps.count() == 4


def test_an_undo_that_comes_too_late_changes_nothing(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    _moved, group = operations.move_voice(
        by=staff, voice_id=voice.pk, status="ACTING", now=NOW + HOUR
    )
    move(staff, voice, "DONE", 2)
    undone = undo.undo(by=staff, group=group, now=NOW + 3 * HOUR)
    voice.refresh_from_db()
    assert (undone.objects, voice.status) == (0, "DONE")


def test_what_was_done_is_kept_and_two_writers_are_told(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    move(staff, voice, "DONE", 2, what_was_done="代わりの品を送った", version=1)
    with pytest.raises(operations.SomeoneSavedFirst):
        move(staff, voice, "TOLD", 3, what_was_done="別のこと", version=1)
    voice.refresh_from_db()
    assert (voice.status, voice.what_was_done) == ("DONE", "代わりの品を送った")


def test_a_note_without_a_move_is_a_step_of_the_history(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    move(staff, voice, "NEW", 1, note="電話したが留守")
    assert [step.note for step in voice.steps.order_by("pk")] == ["", "電話したが留守"]


def test_the_customer_was_told_yesterday_but_not_tomorrow(staff: Staff, tea: Customer) -> None:
    voice = hear(staff, tea)
    with pytest.raises(operations.NotFilledIn):
        move(staff, voice, "TOLD", 1, at=NOW + 2 * HOUR)
    assert move(staff, voice, "TOLD", 48, at=NOW + 24 * HOUR).told_at == NOW + 24 * HOUR


def test_urgent_voices_wait_on_home_until_they_are_settled(staff: Staff, tea: Customer) -> None:
    urgent = hear(staff, tea, urgency=Level.HIGH)
    hear(staff, tea, "急がない", importance=Level.HIGH)
    assert [voice.pk for voice in home.urgent_voices(today=date(2026, 11, 20))] == [urgent.pk]
    assert home.urgent_count() == 1
    move(staff, urgent, "DONE", 1)
    assert home.urgent_count() == 0
    shown = home.urgent_voices(today=date(2026, 11, 20))
    assert [voice.waits for voice in shown] == [False]


def test_the_board_shows_what_is_unfinished_and_this_weeks(
    staff: Staff, tea: Customer, shipping: Department
) -> None:
    old = hear(staff, tea, "先月の", received_at=NOW - timedelta(days=30))
    move(staff, old, "TOLD", 0)
    here = hear(staff, tea, "発送の", department=shipping)
    later = NOW + timedelta(days=20)
    columns, _marks = voices.board(scope=voices.Scope(), now=later)
    assert {column.status: column.count for column in columns} == {
        "NEW": 1,
        "ACTING": 0,
        "DONE": 0,
        "TOLD": 0,
    }
    columns, _marks = voices.board(scope=voices.Scope(everything=True), now=later)
    assert sum(column.count for column in columns) == 2
    columns, _marks = voices.board(scope=voices.Scope(department=shipping), now=NOW)
    assert [card.pk for column in columns for card in column.cards] == [here.pk]
    kinds = voices.counts_by_kind(scope=voices.Scope(kind="PRAISE"), now=NOW)
    assert [n for _value, _label, n in kinds] == [0, 0, 2, 0]


def test_the_figures_are_medians_of_hours(staff: Staff, tea: Customer) -> None:
    for hours in (1, 3, 20):
        voice = hear(staff, tea)
        move(staff, voice, "ACTING", hours)
        move(staff, voice, "DONE", 2 * hours)
    figures = voices.figures(today=date(2026, 11, 20))
    assert (figures.acting.hours, figures.acting.of) == (3, 3)
    assert (figures.done.hours, figures.told.hours) == (6, None)
    assert (figures.month, figures.untold) == (3, 3)


def test_several_voices_lead_to_one_improvement(staff: Staff, tea: Customer) -> None:
    first = hear(staff, tea, "缶が増えて困る", kind="REQUEST")
    improvement = operations.record_improvement(
        by=staff, values={"title": "詰め替え袋の試作"}, now=NOW, voice=first
    )
    second = hear(staff, tea, "袋だけで買いたい", kind="REQUEST", improvement=improvement)
    first.refresh_from_db()
    assert [voice.pk for voice in voices.siblings(voice=first)] == [second.pk]
    done = operations.edit_improvement(
        by=staff,
        improvement_id=improvement.pk,
        version=1,
        values={"status": Improvement.Status.DONE},
        today=date(2026, 11, 20),
    )
    assert done.done_on == date(2026, 11, 20)
    assert voices.figures(today=date(2026, 11, 20)).improved_month == 2


def test_the_list_for_the_meeting_has_the_week_and_what_is_left_of_before(
    staff: Staff, tea: Customer, shipping: Department
) -> None:
    hear(staff, tea, "先月から", received_at=NOW - timedelta(days=40), department=shipping)
    finished = hear(staff, tea, "終わった", received_at=NOW - timedelta(days=40))
    move(staff, finished, "TOLD", 0)
    hear(staff, None, "今週の")
    groups = voices.for_meeting(start=date(2026, 11, 14), end=date(2026, 11, 20))
    assert [(name, [voice.title for voice in rows]) for name, rows in groups] == [
        ("発送", ["先月から"]),
        ("", ["今週の"]),
    ]
