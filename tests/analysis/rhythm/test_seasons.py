"""The company's calendar: found from contacts, and respected."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from goen.analysis.rhythm import (
    SEASONS,
    Calendar,
    Season,
    estimate_calendar,
    fit_rhythm,
    read_contacts,
)
from goen.analysis.rhythm.arrays import day_number
from goen.analysis.rhythm.seasons import Clock
from tests.analysis.rhythm._company import rhythms

BUSY = Calendar(
    busy=tuple((1.0, 1.0, 1.0, 1.0, 1.5, 2.0, 0.2 if month != 3 else 0.8) for month in range(12)),
    seasons=((SEASONS[0], 0.1), (SEASONS[2], 0.05)),
)


def span(first, last):
    return np.arange(day_number(first), day_number(last) + 1)


def test_a_flat_calendar_is_that_of_the_wall():
    clock = Clock(calendar=Calendar(), first=day_number(date(2026, 1, 1)), last=20_500)
    days = span(date(2026, 1, 1), date(2026, 2, 1))
    assert (clock.at(days) - clock.at(days)[0] == np.arange(32)).all()
    assert str(clock.first_day_after(clock.at(days)[:1] + 30.0)[0]) == "2026-02-01"
    assert str(clock.first_day_at(clock.at(days)[:1] + 30.0)[0]) == "2026-01-31"
    assert np.isnat(clock.first_day_at(np.array([1e9, np.nan, np.inf]))).all()


def test_every_calendar_has_a_mean_of_one():
    assert BUSY.index(span(date(2001, 1, 1), date(2028, 12, 31))).mean() == pytest.approx(1)
    assert BUSY.index(span(date(2023, 1, 1), date(2026, 12, 31))).mean() == pytest.approx(
        1, abs=0.01
    )


def test_seasons_are_these_days():
    days = span(date(2026, 1, 1), date(2026, 12, 31))
    for season, count in zip(SEASONS, (3, 3, 4, 3), strict=True):
        assert season.holds(days).sum() == count
    obon = Season("obon", (8, 13), (8, 16))
    assert [str(day) for day in days[obon.holds(days)].astype("datetime64[D]")[[0, -1]]] == [
        "2026-08-13",
        "2026-08-16",
    ]


@pytest.mark.parametrize(
    "busy", [((1.0,) * 6,) * 12, ((1.0,) * 7,) * 11, (((1.0,) * 6 + (0.0,)),) * 12]
)
def test_a_calendar_without_all_kinds_of_days_is_refused(busy):
    with pytest.raises(ValueError, match=r"12 months|above zero"):
        Calendar(busy)


def seen(first, last, *, per_day, calendar=BUSY, growth=0.0):
    """Days and counts of contacts of a company that grows by `growth` a year."""
    days = span(first, last)
    level = per_day * (1 + growth) ** ((days - days[0]) / 365)
    return days, np.random.default_rng(1).poisson(level * calendar.index(days))


@pytest.mark.parametrize("growth", [0.0, 0.5])
def test_the_calendar_of_a_company_is_found_whether_it_grows_or_not(growth):
    last = date(2026, 6, 30)
    days, contacts = seen(date(2022, 1, 1), last, per_day=200, growth=growth)
    found = estimate_calendar(days=days, contacts=contacts, as_of=last)
    year = span(date(2025, 1, 1), date(2025, 12, 31))
    true = BUSY.index(year)
    assert np.abs(found.index(year) - true).mean() < 0.06
    assert np.corrcoef(found.index(year), true)[0, 1] > 0.98


def test_under_two_years_of_contacts_the_calendar_is_flat():
    last = date(2026, 6, 30)
    days, contacts = seen(last - timedelta(days=729), last, per_day=200)
    assert estimate_calendar(days=days, contacts=contacts, as_of=last) == Calendar()
    none = np.array([], dtype=int)
    assert estimate_calendar(days=none, contacts=none, as_of=last) == Calendar()
    days, contacts = seen(last - timedelta(days=730), last, per_day=200)
    assert estimate_calendar(days=days, contacts=contacts, as_of=last) != Calendar()


def test_few_contacts_make_a_calm_calendar():
    last = date(2026, 6, 30)
    days, contacts = seen(date(2023, 1, 1), last, per_day=1, calendar=Calendar())
    assert estimate_calendar(days=days, contacts=contacts > 2, as_of=last) == Calendar()
    index = estimate_calendar(days=days, contacts=contacts, as_of=last).index(days)
    assert index.min() > 0.5
    assert index.max() < 2


def regulars(seed, calendar, *, until, customers=400):
    """Customers with a gap of about ten of the company's days, kept to its calendar."""
    random, first = np.random.default_rng(seed), date(2023, 1, 1)
    clock = Clock(calendar=calendar, first=day_number(first), last=day_number(until))
    pace = random.choice([7, 10, 14], (customers, 1)) / 6
    length = random.gamma(6, 1, (customers, 260)) * pace
    times = random.uniform(0, 100, (customers, 1)) + length.cumsum(axis=1)
    days = clock.first_day_at(times)
    customer, place = np.nonzero(days <= np.datetime64(until))
    return list(zip(customer.tolist(), days[customer, place].tolist(), strict=True))


def test_a_quiet_obon_alarms_nobody(engine):
    """The shop shuts for twelve days in August: nobody who comes each ten days is late then."""
    shut = Season("summer", (8, 8), (8, 19))
    summer = Calendar(seasons=((shut, 0.02),))
    after = date(2026, 8, 19)
    rows = regulars(2, summer, until=after)
    flat = rhythms(engine, rows, as_of=after, calendar=Calendar())
    contacts = read_contacts(engine=engine, as_of=after)
    own = estimate_calendar(
        days=contacts.day, contacts=contacts.in_contact, as_of=after, seasons=(shut,)
    )
    assert fit_rhythm(contacts=contacts, calendar=own).calendar == own
    known = rhythms(engine, as_of=after, calendar=own)
    late_flat, late_known = ((found.overdue < 0.05).mean() for found in (flat, known))
    assert late_flat > 0.12
    assert late_known < 0.07


def test_obon_and_new_year_are_found_without_being_told(engine):
    calendar = Calendar(seasons=((SEASONS[0], 0.03), (SEASONS[2], 0.03), (SEASONS[3], 0.03)))
    after = date(2026, 8, 16)
    rows = regulars(3, calendar, until=after)
    flat = rhythms(engine, rows, as_of=after, calendar=Calendar())
    known = rhythms(engine, as_of=after)
    factors = {season.key: factor for season, factor in known.model.calendar.seasons}
    assert factors["obon"] < 0.3
    assert factors["new_year"] < 0.3
    assert factors["golden_week"] > 0.7
    assert (known.overdue < 0.05).mean() < (flat.overdue < 0.05).mean()
    assert (known.overdue < 0.05).mean() < 0.07
    # days of silence over Obon hardly count, so what is due moves back
    assert (known.attention_on >= flat.attention_on).mean() > 0.5
