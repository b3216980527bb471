"""Killed while people work in their browsers: what they were told is so, once, whoever was killed.

All at once (the power), the supervisor, the web server, one of its processes, or the worker.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.at_work import AtWork
from tests.shop.run.kit import Shop, chance, free_port, wait_for
from tests.shop.run.serving import Open, alive, children, everybody_below, opened

if TYPE_CHECKING:
    import random

VICTIMS = ("everybody", "everybody", "supervisor", "web", "page", "worker")


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.soak)])
def test_what_people_were_told_is_there_once(shop: Shop, kills: int) -> None:
    _kill_at_work(shop, kills)


@pytest.mark.soak
def test_on_the_other_database_too(on_postgres: Shop) -> None:
    _kill_at_work(on_postgres, 50)


def _kill_at_work(shop: Shop, kills: int) -> None:
    port, thrown = free_port(), chance(7)
    with ExitStack() as stack:
        serving = stack.enter_context(opened(shop, port=port))
        work = stack.enter_context(AtWork(port))
        for turn in range(kills):
            before = work.done()
            wait_for(lambda before=before: all(map(int.__gt__, work.done(), before)))  # type: ignore[misc]
            tagging = work.tag_newest(f"b-{turn}")
            time.sleep(thrown.uniform(0, 0.4))
            if not _kill_one(serving, thrown):
                serving = stack.enter_context(opened(shop, port=port))
            tagging.join(120)
        wait_for(serving.answers)
        work.tag_newest("last").join(120)
        work.stop()
        wait_for(lambda: not _open_jobs(shop))
    assert serving.process.returncode == 0
    _check(shop, work)


def _kill_one(serving: Open, thrown: random.Random) -> bool:
    """Kill somebody; whether the shop goes on by itself."""
    victim = thrown.choice(VICTIMS)
    supervisor, below = serving.process.pid, everybody_below(serving.process.pid)
    if victim in ("everybody", "supervisor"):
        for pid in [supervisor, *(below if victim == "everybody" else [])]:
            _kill(pid)
        serving.process.wait()
        wait_for(lambda: not any(alive(pid) for pid in below))
        return False
    pages = [pid for pid, command in children(serving.child("web")) if "spawn" in command]
    _kill(thrown.choice(pages) if victim == "page" and pages else serving.child(victim))
    return True


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        if pid:
            os.kill(pid, signal.SIGKILL)


def _open_jobs(shop: Shop) -> bool:
    return shop.rows("SELECT 1 FROM jobs_job WHERE state IN ('waiting', 'running') LIMIT 1") != []


def _check(shop: Shop, work: AtWork) -> None:
    assert shop.sound()
    names = shop.names
    assert work.customers.agrees_with(names)
    assert work.touches.agrees_with(
        [line for (line,) in shop.rows("SELECT line FROM touches_touch")]
    )
    for action, count in (
        ("customers.customer.created", len(names)),
        ("touches.touch.recorded", shop.rows("SELECT count(*) FROM touches_touch")[0][0]),
    ):
        written = shop.rows("SELECT count(*) FROM staff_trail WHERE action = ?", action)
        assert written == [(count,)], action
    searched = "SELECT count(*) FROM search_indexed WHERE kind = 'customer'"
    assert shop.rows(searched) == [(len(names),)]
    _check_tags(shop, work)


def _check_tags(shop: Shop, work: AtWork) -> None:
    """A tag is on a customer once, and once on the trail; an acknowledged one on all it is for."""
    given = Counter(
        (customer, name)
        for customer, name in shop.rows(
            "SELECT t.customer_id, g.name FROM customers_tagging t"
            " JOIN customers_tag g ON g.id = t.tag_id"
        )
    )
    told: Counter[tuple[int, str]] = Counter()
    trail = "SELECT object_id, changes FROM staff_trail WHERE action = 'customers.customer.tagged'"
    for customer, kept in shop.rows(trail):
        (change,) = json.loads(kept) if isinstance(kept, str) else kept
        told.update((customer, name) for name in {*change["to"]} - {*change["from"]})
    assert told == given
    assert work.tags.refused == []
    tagged = Counter(name for _customer, name in given)
    for tag in work.tags.acknowledged:
        assert tagged[tag] >= work.meant[tag], tag
    assert "last" in work.tags.acknowledged
