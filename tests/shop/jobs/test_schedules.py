"""Schedules: each run once, missed ones caught up by one, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.shop.jobs.models import Job, Schedule
from goen.shop.jobs.registry import TOKYO, job, kinds, rhythms, schedule
from goen.shop.jobs.scheduler import run_due, settle
from goen.shop.jobs.work import drain

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=TOKYO)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ran: list[str] = []


@pytest.fixture(autouse=True)
def _only_ours() -> Iterator[None]:
    known, rhythms_known = dict(kinds), dict(rhythms)
    rhythms.clear()
    ran.clear()

    @job("test.nightly")
    def nightly() -> None:
        ran.append("nightly")

    schedule(name="test.nightly", daily=time(3, 0))
    settle(now=NOON)
    yield
    kinds.clear()
    kinds.update(known)
    rhythms.clear()
    rhythms.update(rhythms_known)


def done_at(moment: datetime) -> int:
    """How many jobs a look at that moment leads to."""
    run_due(now=moment)
    return drain()


def test_a_day_has_one_run_at_its_time_of_tokyo() -> None:
    moments = [NOON + hours * HOUR for hours in range(72)]
    assert [moment for moment in moments if done_at(moment)] == [
        datetime(2026, 11, day, 3, tzinfo=TOKYO) for day in (23, 24, 25)
    ]


def test_missed_runs_are_caught_up_by_one() -> None:
    assert done_at(NOON + 10 * DAY) == 1
    assert done_at(NOON + 10 * DAY + HOUR) == 0
    assert Schedule.objects.get().next_run_at == datetime(2026, 12, 3, 3, tzinfo=TOKYO)


@pytest.mark.parametrize("back", [HOUR, 12 * HOUR, DAY, 3 * DAY])
def test_a_clock_that_goes_back_does_not_run_twice(back: timedelta) -> None:
    night = NOON + 15 * HOUR
    assert done_at(night) == 1
    moments = [night - back + minutes * timedelta(minutes=30) for minutes in range(200)]
    runs = [moment for moment in moments if done_at(moment) and moment <= night + 23 * HOUR]
    assert runs == []


def test_a_start_with_a_wrong_clock_does_not_run_the_same_day_twice() -> None:
    night = NOON + 15 * HOUR
    assert done_at(night) == 1
    wrong = datetime(2000, 1, 1, tzinfo=UTC)
    settle(now=wrong)  # a machine whose battery is empty
    assert done_at(wrong + HOUR) == 0
    assert done_at(night + HOUR) == 0  # the time has come from the network
    assert done_at(night + DAY) == 1


def test_a_clock_that_was_far_ahead_is_set_right_at_the_next_start() -> None:
    assert done_at(NOON + 4000 * DAY) == 1
    assert done_at(NOON + DAY) == 0
    settle(now=NOON + DAY)
    assert done_at(NOON + 2 * DAY) == 1


def test_a_run_that_still_waits_is_not_joined_by_another() -> None:
    run_due(now=NOON + DAY)
    run_due(now=NOON + 2 * DAY)
    assert Job.objects.count() == 1
    assert drain() == 1


def test_rows_follow_the_code() -> None:
    schedule(name="test.nightly", every=timedelta(minutes=10))
    settle(now=NOON)
    assert Schedule.objects.get().next_run_at == NOON + timedelta(minutes=10)
    rhythms.clear()
    settle(now=NOON)
    assert not Schedule.objects.exists()


def test_a_rhythm_is_one_thing() -> None:
    with pytest.raises(ValueError, match="either"):
        schedule(name="x")
