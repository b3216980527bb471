"""Jobs: taken on with the caller's data, done once, tried again, given up, stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from goen.shop.jobs import operations
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.operations import LEASE, MOST_ATTEMPTS, UnknownJob, claim, enqueue, sweep
from goen.shop.jobs.registry import job, kinds
from goen.shop.jobs.work import AskedToStop, LeaseLost, Work, WorkerEnds, do, drain

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
said: list[object] = []


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Some kinds of jobs for these tests alone."""
    known = dict(kinds)
    said.clear()

    @job("test.say", title="Saying")
    def say(*, word: str) -> dict[str, str]:
        said.append(word)
        return {"said": word}

    @job("test.fail", tries=2)
    def fail(*, work: Work) -> None:
        said.append(work.job.failures)
        raise ValueError("no")

    @job("test.long", long=True)
    def steps(*, work: Work) -> None:
        for done in range(3):
            said.append(done)
            work.progress(done + 1, 3)

    yield
    kinds.clear()
    kinds.update(known)


def test_a_job_exists_exactly_when_the_callers_data_do() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(name="test.say", arguments={"word": "a"})
        raise RuntimeError
    assert not Job.objects.exists()
    made = enqueue(name="test.say", arguments={"word": "a"})
    assert (drain(), said) == (1, ["a"])
    made.refresh_from_db()
    assert (made.state, made.result, made.title) == (State.DONE, {"said": "a"}, "Saying")
    assert made.lease == ""
    assert drain() == 0


def test_an_unknown_job_is_refused() -> None:
    with pytest.raises(UnknownJob):
        enqueue(name="test.nobody")


def test_the_same_key_is_taken_on_once_while_it_is_open() -> None:
    first = enqueue(name="test.say", arguments={"word": "a"}, key="k")
    assert enqueue(name="test.say", arguments={"word": "b"}, key="k") == first
    drain()
    assert enqueue(name="test.say", arguments={"word": "c"}, key="k") != first
    drain()
    assert said == ["a", "c"]


def test_an_error_is_tried_again_later_and_then_given_up() -> None:
    made = enqueue(name="test.fail")
    drain()
    made.refresh_from_db()
    assert (made.state, made.failures) == (State.WAITING, 1)
    assert made.run_after is not None
    assert drain() == 0
    Job.objects.update(run_after=NOW)
    drain()
    made.refresh_from_db()
    assert (made.state, made.failures, made.error) == (State.FAILED, 2, "ValueError: no")
    assert said == [0, 1]
    assert operations.again(job_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.failures) == (State.WAITING, 0)


def test_nobody_takes_a_job_twice_or_before_its_time() -> None:
    enqueue(name="test.say", arguments={"word": "a"}, after=NOW + timedelta(hours=1))
    assert claim(long=False, lease="a", now=NOW) is None
    assert claim(long=True, lease="a", now=NOW + timedelta(hours=2)) is None
    assert claim(long=False, lease="a", now=NOW + timedelta(hours=2)) is not None
    assert claim(long=False, lease="b", now=NOW + timedelta(hours=2)) is None


def test_jobs_are_begun_in_the_order_of_asking() -> None:
    for word in "abc":
        enqueue(name="test.say", arguments={"word": word})
    drain()
    assert said == ["a", "b", "c"]


def test_a_dead_workers_job_waits_again_once_its_lease_is_over() -> None:
    enqueue(name="test.say", arguments={"word": "a"})
    held = claim(long=False, lease="dead", now=NOW)
    assert held is not None
    assert sweep(now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert sweep(now=NOW, lease="other") == 0
    operations.beat(lease="dead", jobs=[held.pk], now=NOW + timedelta(seconds=30))
    assert sweep(now=NOW + LEASE) == 0
    assert sweep(now=NOW + LEASE + timedelta(seconds=30)) == 1
    assert sweep(now=NOW + LEASE + timedelta(seconds=30)) == 0
    # The one that was thought dead comes back: its end does not count.
    assert not operations.finish(job=held, result=None, now=NOW)
    drain()
    assert said == ["a"]


def test_a_new_worker_takes_over_its_own_place_at_once() -> None:
    enqueue(name="test.say", arguments={"word": "a"})
    claim(long=False, lease="me", now=NOW)
    assert sweep(now=NOW, lease="me") == 1


def test_a_job_that_takes_its_worker_down_is_given_up() -> None:
    made = enqueue(name="test.say", arguments={"word": "a"})
    for _ in range(MOST_ATTEMPTS):
        assert claim(long=False, lease="me", now=NOW)
        sweep(now=NOW, lease="me")
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert claim(long=False, lease="me", now=NOW) is None


def test_progress_is_seen_and_a_wish_to_stop_is_heard() -> None:
    made = enqueue(name="test.long")
    held = claim(long=True, lease="me", now=NOW)
    assert held is not None
    operations.stop(job_id=made.pk, now=NOW)
    with pytest.raises(AskedToStop):
        Work(held).progress(1, 3)
    do(held)
    made.refresh_from_db()
    assert (made.state, made.done, made.percent) == (State.STOPPED, 1, 33)
    assert said == [0]


def test_a_waiting_job_stops_at_once() -> None:
    made = enqueue(name="test.long")
    operations.stop(job_id=made.pk, now=NOW)
    made.refresh_from_db()
    assert (made.state, drain()) == (State.STOPPED, 0)


def test_a_worker_that_ends_leaves_its_job_to_the_next() -> None:
    made = enqueue(name="test.long")
    held = claim(long=True, lease="me", now=NOW)
    assert held is not None
    with pytest.raises(WorkerEnds):
        Work(held, ending=lambda: True).progress(1)
    do(held, ending=lambda: True)
    made.refresh_from_db()
    assert made.state == State.WAITING
    drain()
    assert said == [0, 0, 1, 2]


def test_what_a_job_keeps_is_there_at_the_next_attempt() -> None:
    enqueue(name="test.long")
    held = claim(long=True, lease="me", now=NOW)
    assert held is not None
    Work(held).keep({"at": 5})
    sweep(now=NOW, lease="me")
    with pytest.raises(LeaseLost):
        Work(held).keep({"at": 6})
    next_one = claim(long=True, lease="me", now=NOW)
    assert next_one is not None
    assert Work(next_one).kept == {"at": 5}


def test_old_jobs_are_forgotten_and_open_ones_are_not() -> None:
    enqueue(name="test.say", arguments={"word": "a"})
    drain()
    enqueue(name="test.say", arguments={"word": "b"})
    Job.objects.filter(state=State.DONE).update(finished_at=NOW - timedelta(days=40))
    assert operations.tidy(before=NOW - timedelta(days=30)) == 1
    assert Job.objects.get().state == State.WAITING
