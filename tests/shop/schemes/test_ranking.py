"""Ranks by two indicators of a period: those of the analysis, and settled once for good."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.analysis import DuckDBEngine, entries_of, make_standing, make_states
from goen.analysis.two_axis import RANKS, two_axis
from goen.shop.customers.models import Customer
from goen.shop.portfolio import schemes, updating
from goen.shop.portfolio.models import PortfolioState, RankScheme
from goen.shop.schemes import ranking, settling
from goen.shop.schemes.models import Length, PeriodRanking
from goen.shop.schemes.periods import Period, period_of
from goen.shop.schemes.targets import set_targets, targets_of
from goen.shop.staff.models import Trail
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now
from tests.shop.portfolio.books import FIRST, LAST

if TYPE_CHECKING:
    from goen.analysis import Thresholds
    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db
KEYS = list(RANKS)


def expected(
    books: Books, limits: Thresholds, period: Period, events: list[tuple[int, date]]
) -> tuple[dict[str, Any], dict[int, str]]:
    """The answer of the analysis from the sales alone, and the rank of each customer."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE sales (customer BIGINT, day DATE, amount BIGINT, event VARCHAR)"
        )
        rows: list[tuple[Any, ...]] = [
            (*row, None) for row in books.counting() if row[1] <= period.end
        ]
        rows += [(who, day, 0, "催事") for who, day in events]
        if rows:
            connection.executemany("INSERT INTO sales VALUES (?, ?, ?, ?)", rows)
        engine, end = DuckDBEngine(connection), period.end
        make_standing(
            engine=engine, scheme=limits.scheme(), thresholds=limits, as_of=end, data_start=FIRST
        )
        make_states(engine=engine)
        answer = two_axis(engine=engine, as_of=end, thresholds=limits, start=period.start)
        cuts = {f"{axis}_cut": answer[axis]["cut"] for axis in "xy"}
        engine.view(table="ranks", question="two_axis_ranks", **cuts)
        found = connection.execute(
            "SELECT customer, place FROM ranks JOIN customers USING (customer_id)"
        ).fetchall()
    del answer["vip"]
    return answer, {who: KEYS[place - 1] for who, place in found}


def publish(limits: Thresholds, day: date) -> None:
    RankScheme.objects.create(
        name="2指標",
        limits=entries_of(thresholds=limits),
        effective_on=day,
        published_at=now(),
    )


def attend(chance: random.Random, by: Staff) -> list[tuple[int, date]]:
    """Events: to some of them customers came, others they missed."""
    came = []
    for pk in range(1, 12):
        Customer.objects.create(pk=pk, name=f"客{pk}")
        for attended in chance.choices([True, False], k=3):
            day = FIRST + timedelta(days=chance.randrange(300))
            moment = now().replace(year=day.year, month=day.month, day=day.day, hour=3)
            Touch.objects.create(
                customer_id=pk,
                kind=Touch.Kind.EVENT,
                attended=attended,
                at=moment,
                staff=by,
                entered_by=by,
                entered_at=moment,
            )
            came += [(pk, day)] if attended else []
    return came


@pytest.mark.parametrize("axes", [("amount", "occasions"), ("tenure", "amount")])
def test_a_period_is_ranked_as_the_analysis_ranks_it(books: Books, axes: tuple[str, str]) -> None:
    books.enter(random.Random(axes[0]), 160)
    limits = schemes.current(on=FIRST, now=now()).thresholds
    limits = replace(limits, two_axis=replace(limits.two_axis, x=axes[0], y=axes[1]))
    publish(limits, FIRST)
    updating.update(now=now(), today=LAST)
    for length in Length:
        period = period_of(length=length, day=date(2025, 8, 3))
        answer, ranks = expected(books, limits, period, [])
        assert ranking.ranked(period=period, today=LAST + timedelta(days=1)) == answer
        before = expected(books, limits, period.back(), [])[1]
        found = ranking.movers(period=period, today=LAST + timedelta(days=1))
        assert found.known == {key: [*ranks.values()].count(key) for key in KEYS}
        risen = {
            who
            for who in before.keys() & ranks.keys()
            if KEYS.index(ranks[who]) < KEYS.index(before[who])
        }
        gone = {who for who in before.keys() - ranks.keys() if before[who] in KEYS[:2]}
        assert {one.customer for one in found.risen} == risen
        assert {one.customer for one in found.gone} == gone
        assert found.counts["fallen"] == len(found.fallen)


def test_events_that_were_attended_are_an_indicator(books: Books, people: dict[str, Staff]) -> None:
    chance = random.Random(6)
    events = attend(chance, people["STAFF"])
    books.enter(chance, 160)
    limits = schemes.current(on=FIRST, now=now()).thresholds
    limits = replace(limits, two_axis=replace(limits.two_axis, x="amount", y="events"))
    publish(limits, FIRST)
    updating.update(now=now(), today=LAST)
    period = period_of(length=Length.YEAR, day=FIRST)
    answer, _ranks = expected(books, limits, period, events)
    assert ranking.ranked(period=period, today=LAST + timedelta(days=1)) == answer
    assert answer["y"]["cut"] >= 1


def test_an_ended_period_is_settled_once(books: Books) -> None:
    chance = random.Random(7)
    books.enter(chance, 150)
    updating.update(now=now(), today=LAST)
    day = LAST + timedelta(days=1)
    PortfolioState.objects.update(begun_on=date(2025, 11, 5))
    assert settling.settle(today=LAST, now=now()) == 0  # not before its last day is over
    updating.update(now=now(), today=day)
    assert settling.settle(today=day, now=now()) == 3
    assert settling.settle(today=day, now=now()) == 0
    quarter = period_of(length=Length.QUARTER, day=LAST)
    settled = PeriodRanking.objects.get(length=Length.QUARTER).answer
    assert ranking.ranked(period=quarter, today=day) == settled
    books.sales += [(who, LAST, "SALE", 90_000) for who in range(50, 60)]
    updating.update(now=now(), today=day)
    assert ranking.ranked(period=quarter, today=day) == settled
    known = ranking.movers(period=quarter, today=day).known
    told = {row["rank"]: row["customers"] for row in settled["ranks"]}
    assert sum(known.values()) == sum(told.values()) + 10
    before = quarter.back()
    assert not PeriodRanking.objects.filter(length=Length.QUARTER, start=before.start).exists()


@pytest.mark.parametrize("length", list(Length))
def test_periods_follow_each_other(length: Length) -> None:
    period = period_of(length=length, day=date(2024, 2, 29))
    for _step in range(9):
        before = period.back()
        assert before.end + timedelta(days=1) == period.start
        assert period_of(length=length, day=before.start) == before
        assert period_of(length=length, day=before.end) == before
        assert before.back(-1) == period
        period = before


def test_targets_are_set_and_taken_away(people: dict[str, Staff]) -> None:
    by, period = people["MANAGER"], period_of(length=Length.HALF, day=LAST)
    empty = dict.fromkeys(KEYS)
    set_targets(by=by, period=period, targets={**empty, "vip": 30}, now=now())
    assert targets_of(period=period) == {"vip": 30}
    set_targets(by=by, period=period, targets={**empty, "valued": 0}, now=now())
    assert targets_of(period=period) == {"valued": 0}
    set_targets(by=by, period=period, targets={**empty, "valued": 0}, now=now())
    assert Trail.objects.filter(action="schemes.targets").count() == 2
