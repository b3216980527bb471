"""Publishing a version: who is told, what follows, and what nobody may change any more."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection

from goen.analysis import entries_of
from goen.shop.jobs.models import Job
from goen.shop.portfolio import schemes, updating
from goen.shop.portfolio.models import ALWAYS, Closing, RankScheme
from goen.shop.portfolio.schemes import limits_of_industry
from goen.shop.schemes import operations, queries
from goen.shop.schemes.preview import Rules
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now
from tests.shop.portfolio.books import FIRST

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

DAY = date(2025, 8, 10)


def rules(lapse_days: int = 60) -> Rules:
    now_ = schemes.current(on=DAY, now=now()).thresholds
    return Rules(replace(now_, lapse_days=lapse_days))


def publish(by: Staff, **other: Any) -> RankScheme:
    newest = queries.latest()
    given = {
        "rules": rules(),
        "name": "夏の決まり",
        "reason": "早く気づくため",
        "effective_on": DAY,
        "based_on": newest.pk if newest else None,
        "today": DAY,
        "now": now(),
    }
    return operations.publish(by=by, **{**given, **other})


@pytest.mark.django_db
def test_everybody_is_told_and_the_ranks_follow(people: dict[str, Staff]) -> None:
    by = people["MANAGER"]
    made = publish(by)
    told = Notice.objects.filter(kind=Notice.Kind.SCHEME)
    assert {one.to for one in told} == {*people.values()} - {by}
    assert all("夏の決まり" in one.line for one in told)
    assert Job.objects.filter(name="portfolio.update").exists()
    assert schemes.current(on=DAY, now=now()) == made
    assert made.thresholds.lapse_days == 60
    row = Trail.objects.get(action="schemes.published")
    assert (row.staff, row.object_id) == (by, made.pk)


@pytest.mark.django_db
def test_the_second_publisher_is_told(people: dict[str, Staff]) -> None:
    first = publish(people["PRESIDENT"])
    with pytest.raises(operations.SomeoneSavedFirst) as told:
        publish(people["MANAGER"], based_on=None)
    assert told.value.current == first
    assert queries.latest() == first


@pytest.mark.django_db
def test_no_day_of_the_past(people: dict[str, Staff]) -> None:
    with pytest.raises(operations.TooLate):
        publish(people["PRESIDENT"], effective_on=DAY - timedelta(days=1))
    assert not RankScheme.objects.exclude(published_by=None).exists()


@pytest.mark.django_db
def test_what_is_to_come_may_be_withdrawn_until_its_day(people: dict[str, Staff]) -> None:
    by, day = people["PRESIDENT"], DAY + timedelta(days=5)
    before = schemes.current(on=DAY, now=now())
    made = publish(by, effective_on=day)
    assert schemes.current(on=DAY, now=now()) == before
    assert [one.state for one in queries.versions(today=DAY)] == ["coming", "now"]
    assert not Job.objects.filter(name="portfolio.update").exists()
    with pytest.raises(operations.TooLate):
        operations.withdraw(by=by, scheme_id=made.pk, today=day, now=now())
    operations.withdraw(by=by, scheme_id=made.pk, today=DAY, now=now())
    assert schemes.current(on=day, now=now()) == before
    assert Trail.objects.get(action="schemes.withdrawn").label == "夏の決まり"
    with pytest.raises(operations.TooLate):
        operations.withdraw(by=by, scheme_id=before.pk, today=DAY, now=now())


@pytest.mark.django_db
def test_whoever_moves_by_a_version_moves_in_the_ledger_by_scheme(
    books: Books, people: dict[str, Staff]
) -> None:
    books.enter(random.Random(3), 150)
    start = DAY.replace(day=1)
    updating.update(now=now(), today=start)
    before = schemes.current(on=start, now=now()).thresholds
    publish(people["PRESIDENT"], today=DAY, effective_on=DAY)
    updating.update(now=now(), today=DAY)
    updating.update(now=now(), today=date(2025, 9, 1))
    lines = Closing.objects.get(month=start).lines
    moved = sum(line["in_scheme"] for line in lines)
    eve = DAY - timedelta(days=1)
    old, new = (queries.as_if(limits=one, day=eve) for one in (before, rules().limits))
    assert moved == sum(line["out_scheme"] for line in lines)
    assert moved == sum(max(new.get(key, 0) - old.get(key, 0), 0) for key in new) > 0
    for line in lines:
        ins = sum(value for key, value in line.items() if key.startswith("in_"))
        outs = sum(value for key, value in line.items() if key.startswith("out_"))
        assert line["opening"] + line["restated"] + ins - outs == line["closing"]


@pytest.mark.django_db
def test_a_version_of_the_first_day_leaves_the_time_before_it_alone(
    books: Books, people: dict[str, Staff]
) -> None:
    books.enter(random.Random(3), 150)
    updating.update(now=now(), today=DAY)
    usual = schemes.current(on=DAY, now=now())
    made = publish(people["PRESIDENT"])
    updating.update(now=now(), today=DAY)
    eve = DAY - timedelta(days=1)
    assert [(one.since, one.limits) for one in schemes.reigns()] == [
        (ALWAYS, usual.thresholds),
        (DAY, rules().limits),
    ]
    assert [schemes.version_on(day=day) for day in (FIRST, eve, DAY)] == [usual, usual, made]
    assert queries.limits_then(day=eve) == usual.thresholds
    old, new = (queries.as_if(limits=one, day=eve) for one in (usual.thresholds, rules().limits))
    updating.update(now=now(), today=date(2025, 9, 1))
    lines = Closing.objects.get(month=DAY.replace(day=1)).lines
    moved = sum(line["in_scheme"] for line in lines)
    assert moved == sum(line["out_scheme"] for line in lines)
    assert moved == sum(max(new.get(key, 0) - old.get(key, 0), 0) for key in new) > 0
    for line in lines:
        ins = sum(value for key, value in line.items() if key.startswith("in_"))
        outs = sum(value for key, value in line.items() if key.startswith("out_"))
        assert line["opening"] + line["restated"] + ins - outs == line["closing"]
    opening = {line["segment"]: line["opening"] for line in lines if line["opening"]}
    month = DAY.replace(day=1) - timedelta(days=1)
    assert opening == queries.as_if(limits=usual.thresholds, day=month)


@pytest.mark.django_db
def test_a_version_before_the_first_sale_does_not_count_always(people: dict[str, Staff]) -> None:
    made = operations.publish(
        by=people["PRESIDENT"],
        rules=Rules(replace(limits_of_industry(), lapse_days=60)),
        name="はじめの決まり",
        reason="",
        effective_on=DAY,
        based_on=None,
        today=DAY,
        now=now(),
    )
    assert schemes.version_on(day=DAY) == made
    before = schemes.version_on(day=FIRST)
    assert before is not None
    assert before.effective_on == ALWAYS
    assert before.thresholds == limits_of_industry()


@pytest.mark.django_db
def test_in_a_home_that_exists_the_first_version_counts_always(people: dict[str, Staff]) -> None:
    common = {"limits": entries_of(thresholds=limits_of_industry()), "published_at": now()}
    rows = [
        RankScheme.objects.create(name="業種", effective_on=DAY, **common),
        RankScheme.objects.create(
            name="自社", effective_on=DAY, published_by=people["PRESIDENT"], **common
        ),
        RankScheme.objects.create(name="業種2", effective_on=DAY + timedelta(days=9), **common),
    ]
    import_module("goen.shop.portfolio.migrations.0006_first_version_always").count_always(
        apps, connection.schema_editor()
    )
    for row in rows:
        row.refresh_from_db()
    assert [row.effective_on for row in rows] == [ALWAYS, DAY, DAY + timedelta(days=9)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite of a test is one connection")
@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_at_once_one_is_told(people: dict[str, Staff]) -> None:
    schemes.current(on=DAY, now=now())
    start, ended = threading.Barrier(2), []

    def press(by: Staff) -> None:
        start.wait()
        try:
            publish(by, based_on=None)
            ended.append("published")
        except operations.SomeoneSavedFirst:
            ended.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=(people[role],)) for role in ("PRESIDENT", "MANAGER")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["published", "told"]
    assert RankScheme.objects.exclude(published_by=None).count() == 1
