from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.f2 import conversions
from goen.analysis.purchase_steps import purchase_steps
from goen.analysis.survival import Times, kaplan_meier
from tests.analysis._duck import own_database
from tests.analysis._oracle import Oracle
from tests.analysis._shops import MAIL_ORDER, START, day, few_sales, shop


def answer(engine, oracle, **more):
    return purchase_steps(
        engine=engine,
        as_of=oracle.as_of,
        data_start=oracle.data_start,
        thresholds=MAIL_ORDER,
        **more,
    )


@settings(max_examples=25)
@given(sales=few_sales(), cut=st.integers(300, 1500), window=st.sampled_from([30, 365]))
def test_every_step_is_as_counted_by_hand(sales, cut, window):
    oracle = Oracle(sales, as_of=day(cut))
    known = [
        history.occasions() for history in oracle.buyers.values() if not oracle.truncated(history)
    ]
    with own_database() as connection:
        found = answer(oracle.load(connection), oracle, window_days=window, most=3)
    for number in (1, 2, 3):
        reached = [days for days in known if len(days) >= number]
        if not reached:
            assert number not in [step.step for step in found]
            continue
        step = found[number - 1]
        watched = [days for days in reached if (oracle.as_of - days[number - 1]).days >= window]
        soon = [
            days
            for days in watched
            if len(days) > number and (days[number] - days[number - 1]).days <= window
        ]
        assert (step.step, step.customers) == (number, len(reached))
        assert (step.watched, step.converted) == (len(watched), len(soon))
        times = [
            Times((days[number] - days[number - 1]).days, 1, 0)
            if len(days) > number
            else Times((oracle.as_of - days[number - 1]).days, 0, 1)
            for days in reached
        ]
        last = kaplan_meier(times=times)[-1]
        assert step.curve[-1].converted == last.converted
        assert step.curve[-1].share == pytest.approx(last.share)


def test_the_first_steps_are_f2_and_f3():
    sales, as_of = shop(customers=80), day(1500)
    oracle = Oracle(sales, as_of)
    with own_database() as connection:
        engine = oracle.load(connection)
        first, second, *_ = answer(engine, oracle)
        rows = conversions(
            engine=engine, as_of=as_of, data_start=oracle.data_start, thresholds=MAIL_ORDER
        )
    known = [row for row in rows if row.window_days == 365 and not row.truncated]
    assert (first.watched, first.converted) == (
        sum(row.customers for row in known),
        sum(row.seconds for row in known),
    )
    assert (second.watched, second.converted) == (
        sum(row.twice for row in known),
        sum(row.thirds for row in known),
    )


def test_nobody_is_known_from_the_first_purchase(engine):
    oracle = Oracle([("a", START, 100)], as_of=START + timedelta(days=400))
    assert answer(oracle.load(engine.connection), oracle) == []
