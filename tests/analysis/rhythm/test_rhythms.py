"""From contact days in the engine to dates, evidence and states."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.engine import UnableToAnswer
from goen.analysis.rhythm import (
    AliveBy,
    Calendar,
    Decline,
    Level,
    Prior,
    RhythmModel,
    State,
    contacts_of,
    fit_rhythm,
    judge,
    overdue_probability,
    read_contacts,
    value_at_risk,
)
from goen.analysis.rhythm.fits import Leaving
from tests.analysis.rhythm._company import AS_OF, company, every, rhythms, tell

MODEL = RhythmModel(
    fitted_on=AS_OF,
    calendar=Calendar(),
    k=2.0,
    prior=Prior(2.0, 60.0),
    leaving=Leaving(0.8, 2.4),
    rates=Prior(1.0, 60.0),
    target=1 / 30,
    take_off_days=200,
)


def ago(days):
    return AS_OF - timedelta(days=days)


def states(found):
    return dict(zip(found.contacts.customer.tolist(), map(State, found.state), strict=True))


def same(one, other):
    """Whether two judgements say the same of everybody."""
    assert list(one.contacts.customer) == list(other.contacts.customer)
    for name in ("expected_on", "attention_on", "follow_up_on", "distant_on", "level", "state"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name in ("overdue", "alive", "above"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(one.change.p, other.change.p)


def test_contacts_are_read_as_days(engine):
    rows = [(7, ago(400)), (7, ago(400)), (7, ago(300)), (7, ago(91)), (7, ago(90)), (7, ago(89))]
    tell(engine, [*rows, (7, ago(0)), (3, ago(100)), (3, ago(-1))])
    contacts = read_contacts(engine=engine, as_of=AS_OF)
    assert contacts.customer.tolist() == [3, 7]
    assert contacts.gaps.tolist() == [0, 5]
    assert contacts.baseline.tolist() == [0, 3]  # 300, 91, 90: the first contact does not count
    assert contacts.recent.tolist() == [0, 2]  # 89, 0
    today = contacts.last[1]
    for name, expected in (("first", 400), ("before", 90), ("previous", 89), ("third", 91)):
        assert today - getattr(contacts, name)[1] == expected, name
    assert contacts.third[0] == contacts.first[0] == contacts.previous[0] == contacts.before[0]
    assert dict(zip((today - contacts.day).tolist(), contacts.in_contact, strict=True)) == {
        400: 1,
        300: 1,
        100: 1,
        91: 1,
        90: 1,
        89: 1,
        0: 1,
    }
    assert engine.tables == set()


def test_a_company_without_contacts_has_an_empty_answer(engine):
    found = rhythms(engine, [])
    assert len(found.state) == len(found.expected_on) == 0
    assert found.model.prior is None
    assert value_at_risk(rhythms=found, annual_profit=[]).value.tolist() == []


def test_a_missing_table_and_an_empty_window_are_told(engine):
    with pytest.raises(UnableToAnswer, match="contacts"):
        read_contacts(engine=engine, as_of=AS_OF)
    with pytest.raises(ValueError, match="window"):
        read_contacts(engine=engine, as_of=AS_OF, recent_days=0)


def test_few_customers_are_judged_by_their_own_gaps_alone(engine):
    found = rhythms(engine, [*every(30, until=ago(100)), (2, ago(9))])
    assert (found.model.k, found.model.prior) == (1.0, None)
    assert states(found)[2] == State.UNDECIDED
    assert np.isnan(found.overdue[1])
    assert np.isnat(found.attention_on[1])
    gaps, total = found.contacts.gaps[0], 30.0 * found.contacts.gaps[0]
    silence = (AS_OF - found.contacts.last[0].astype("datetime64[D]").item()).days
    assert found.overdue[0] == pytest.approx((total / (total + silence)) ** gaps)


def test_worked_example(engine):
    """docs/methods/rhythm.md: four contacts 30, 40 and 50 days apart, silent for 150 days."""
    rows = [(1, ago(days)) for days in (270, 240, 200, 150)]
    found = rhythms(engine, rows, model=MODEL)
    assert found.overdue[0] == pytest.approx(0.0363, abs=5e-5)
    assert [str(day[0]) for day in (found.expected_on, found.attention_on)] == [
        "2026-08-02",
        "2026-10-06",
    ]
    assert [str(day[0]) for day in (found.follow_up_on, found.distant_on)] == [
        "2026-11-06",
        "2027-01-24",
    ]
    assert found.level[0] == Level.FOLLOW_UP
    assert found.alive[0] == pytest.approx(0.1969, abs=5e-5)
    assert found.state[0] == State.STABLE
    assert value_at_risk(rhythms=found, annual_profit=[100_000]).value[0] == 80_307


def test_dates_are_where_the_probability_falls_under_the_levels(engine):
    found = rhythms(engine, company(1))
    starts = {0.10: found.attention_on, 0.05: found.follow_up_on, 0.01: found.distant_on}
    for place in range(0, len(found.state), 40):
        contacts = found.contacts
        days = [contacts.first[place], contacts.last[place]]
        first, last = (day.astype("datetime64[D]").item() for day in days)
        for level, begins in starts.items():
            day = begins[place].item()
            for near, under in ((day - timedelta(days=1), False), (day, True)):
                p = found.model.overdue(
                    first=first, last=last, gaps=int(contacts.gaps[place]), as_of=near
                )
                assert (p < level) == under


def test_dates_come_in_order_and_the_level_is_that_of_the_probability(engine):
    found = rhythms(engine, company(2))
    last = found.contacts.last.astype("datetime64[D]")
    assert (last < found.expected_on).all()
    assert (found.expected_on <= found.attention_on).all()
    assert (found.attention_on <= found.follow_up_on).all()
    assert (found.follow_up_on <= found.distant_on).all()
    by_p = sum((found.overdue < p).astype(int) for p in (0.10, 0.05, 0.01))
    assert (by_p == found.level).all()


def test_a_date_beyond_a_century_is_none(engine):
    timid = RhythmModel(AS_OF, Calendar(), prior=Prior(0.05, 10.0), leaving=Leaving(1.0, 9.0))
    found = rhythms(engine, [(1, AS_OF)], model=timid)
    assert np.isnat(found.attention_on[0])
    assert found.level[0] == Level.NONE


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_and_repeated_rows_change_nothing(seed):
    import duckdb

    from goen.analysis.engine import DuckDBEngine

    rows = company(3, customers=60)
    mixed = [*rows, *Random(seed).choices(rows, k=20)]
    Random(seed).shuffle(mixed)
    with duckdb.connect() as connection:
        engine = DuckDBEngine(connection)
        same(rhythms(engine, rows), rhythms(engine, mixed))


def test_the_past_is_the_data_cut_at_that_day(engine):
    rows, day = company(4), date(2025, 8, 15)
    same(
        rhythms(engine, rows, as_of=day),
        rhythms(engine, [row for row in rows if row[1] <= day], as_of=day),
    )


def test_dates_stay_until_the_next_contact(engine):
    tell(engine, company(5, until=date(2026, 9, 1)))
    one, other = (rhythms(engine, as_of=day, model=MODEL) for day in (ago(60), AS_OF))
    for name in ("expected_on", "attention_on", "follow_up_on", "distant_on"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_a_model_is_the_same_after_json(engine):
    found = rhythms(engine, company(6, start=date(2019, 1, 1)), good=range(0, 400, 3))
    again = RhythmModel.from_dict(json.loads(json.dumps(found.model.as_dict())))
    assert again == found.model
    assert found.model.prior
    assert found.model.leaving
    few = fit_rhythm(contacts=rhythms(engine, []).contacts)
    assert RhythmModel.from_dict(json.loads(json.dumps(few.as_dict()))) == few


def test_the_model_of_a_known_company_is_found(engine):
    found = rhythms(engine, company(8, customers=3000, start=date(2023, 1, 1))).model
    assert found.k == pytest.approx(2, abs=0.2)
    assert (found.prior.shape, found.prior.rate) == pytest.approx((2, 60), rel=0.25)
    assert found.leaving.a / (found.leaving.a + found.leaving.b) == pytest.approx(0.25, abs=0.05)


def test_states_in_their_order(engine):
    daily = every(7, until=ago(1))
    rows = [
        *((1, ago(days)) for days in (4, 1)),  # two contacts: no rhythm yet
        *((2, ago(days)) for days in (700, 670, 640, 610)),  # far too long silent
        *(
            (3, day) for _, day in daily if day < ago(90) or day == daily[-1][1]
        ),  # weekly, then once
        (4, ago(300)),
        (4, ago(100)),  # seldom, and long with us
        *((5, day) for _, day in daily),  # weekly
        *((6, day) for _, day in every(45)),  # as most
    ]
    found = rhythms(engine, rows, model=MODEL)
    assert states(found) == {
        1: State.UNDECIDED,
        2: State.DISTANT,
        3: State.DECLINING,
        4: State.NEVER_TOOK_OFF,
        5: State.CANDIDATE,
        6: State.STABLE,
    }
    assert found.change.decline.tolist()[2:] == [
        *(Decline.YES, Decline.UNDECIDED, Decline.NO, Decline.UNDECIDED)
    ]


def test_a_third_contact_is_a_take_off_however_late(engine):
    quiet = [(1, ago(days)) for days in (300, 100)]
    assert states(rhythms(engine, quiet, model=MODEL))[1] == State.NEVER_TOOK_OFF
    found = rhythms(engine, [*quiet, (1, ago(2))], model=MODEL)
    assert found.above[0] < 0.05
    assert states(found)[1] == State.STABLE


def test_a_longer_window_can_judge_who_comes_monthly(engine):
    rows = [*every(30, until=ago(365)), (1, ago(200)), (1, ago(5))]
    assert rhythms(engine, rows, model=MODEL).change.decline[0] == Decline.UNDECIDED
    windows = {"recent_days": 365, "baseline_days": 730}
    found = rhythms(engine, rows, model=MODEL, windows=windows)
    assert found.change.decline[0] == Decline.YES


def test_whoever_began_within_the_recent_window_cannot_have_become_rarer(engine):
    found = rhythms(engine, every(3, start=ago(60)), model=MODEL)
    assert found.change.decline[0] == Decline.UNDECIDED


def test_good_customers_tell_by_when_one_takes_off(engine):
    rows = [(customer, day) for customer in range(40) for _, day in every(customer + 10)]
    found = rhythms(engine, rows, good=range(10))
    assert found.model.take_off_days == 2 * 17  # the eighth of ten comes every 17 days
    assert rhythms(engine, rows, take_off=99, target=0.5).model.take_off_days == 99


def test_value_at_risk_says_where_alive_comes_from(engine):
    found = rhythms(engine, [*every(30, until=ago(200)), (2, ago(3)), (3, ago(3))], model=MODEL)
    profit = [120_000, 120_000, -5]
    told = value_at_risk(rhythms=found, annual_profit=profit)
    assert told.alive_by == AliveBy.RHYTHM
    assert told.value[0] == int(120_000 * (1 - found.alive[0])) > told.value[1] > 0
    assert told.value[2] == 0
    given_alive = value_at_risk(rhythms=found, annual_profit=profit, alive=[0.25, np.nan, 0.25])
    assert given_alive.value.tolist() == [90_000, 0, 0]
    assert given_alive.alive_by == AliveBy.GIVEN
    plain = judge(contacts=found.contacts, model=RhythmModel(AS_OF, Calendar()))
    told = value_at_risk(rhythms=plain, annual_profit=profit)
    assert told.alive_by == AliveBy.OVERDUE
    assert told.value[0] == int(120_000 * (1 - plain.overdue[0]))
    assert told.value[1] == 0


def test_in_days_as_well_one_gap_in_twenty_is_called_late(engine):
    """Whole days, a fitted model, customers who leave: of gaps that close, 5 % were called late."""
    rows = company(9, customers=2500, start=date(2023, 1, 1))
    model = rhythms(engine, rows).model
    random = np.random.default_rng(10)
    rates = random.gamma(2, 1 / 60, (1500, 1))
    days = np.floor(
        10 * random.uniform(size=(1500, 1)) + (random.gamma(2, 1, (1500, 9)) / rates).cumsum(1)
    )
    days = np.maximum(days, days[:, :1] + np.arange(9))  # contacts of one day are one
    for gaps in (0, 1, 3, 7):
        p = overdue_probability(
            silence=days[:, gaps + 1] - days[:, gaps],
            gaps=gaps,
            total=days[:, gaps] - days[:, 0],
            k=model.k,
            prior=model.prior,
        )
        assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.025)


def test_a_few_customers_at_hand_are_judged_as_among_all(engine):
    rows = company(4, customers=300)
    whole = rhythms(engine, rows)
    days = {}
    for customer, day in rows:
        days.setdefault(customer, []).append((day - date(1970, 1, 1)).days)
    assert whole.model.prior is not None
    some = {one: [*days[one], *days[one][:1]] for one in list(days)[::7]} | {999: []}
    found = judge(contacts=contacts_of(days=some, as_of=AS_OF), model=whole.model)
    assert found.contacts.customer.tolist() == sorted(set(some) - {999})
    places = np.isin(whole.contacts.customer, found.contacts.customer)
    for name in ("gaps", "first", "last", "previous", "before", "third", "recent", "baseline"):
        np.testing.assert_array_equal(
            getattr(found.contacts, name), getattr(whole.contacts, name)[places]
        )
    for name in ("expected_on", "attention_on", "follow_up_on", "distant_on", "state", "overdue"):
        np.testing.assert_array_equal(getattr(found, name), getattr(whole, name)[places])


def test_nobody_at_hand_is_an_empty_answer():
    found = judge(contacts=contacts_of(days={}, as_of=AS_OF), model=MODEL)
    assert len(found.state) == 0
