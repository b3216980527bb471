"""What is learned from all customers together and then held against each of them.

A model is fitted now and then (a month apart, say) and kept, so that dates written for customers
change when something happened to them, not every night. Method: docs/methods/rhythm.md.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.analysis.rhythm.arrays import day_number
from goen.analysis.rhythm.fits import Leaving, fit_gaps, fit_rates
from goen.analysis.rhythm.overdue import NO_PRIOR, Prior, overdue_probability
from goen.analysis.rhythm.rates import above_target, take_off_days, target_rate
from goen.analysis.rhythm.regularity import ENOUGH, LEAST, regularity
from goen.analysis.rhythm.seasons import Calendar, Clock, estimate_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Bools, Floats, Ints
    from goen.analysis.rhythm.contacts import Contacts

CANDIDATE = 0.8  # P(λ > λ*) of a candidate for a good customer
_SAMPLE = 20_000  # customers a fit reads: the parameters are then known to two or three percent


@dataclass(frozen=True, slots=True)
class RhythmModel:
    """The rhythm that customers of one company share, as known on `fitted_on`.

    `k` regularity; `prior` of rates of gaps, and `leaving`, both None under 30 customers with two
    gaps; `rates` of contact and `target` = λ* (contacts per ordinary day), None likewise;
    `take_off_days` = A₀, None where it cannot be told.
    """

    fitted_on: date
    calendar: Calendar
    k: float = LEAST
    prior: Prior | None = None
    leaving: Leaving | None = None
    rates: Prior | None = None
    target: float | None = None
    take_off_days: int | None = None

    def clock(self, *, first: int, last: int) -> Clock:
        """Return the clock of the company's calendar from day `first` to day `last`."""
        return Clock(calendar=self.calendar, first=first, last=last)

    def overdue(self, *, first: date, last: date, gaps: int, as_of: date) -> float | None:
        """Return P(gap > silence) of one customer on a day, to be shown and not stored.

        None where nothing is known of the customer's rhythm.
        """
        days = np.array([day_number(day) for day in (first, last, as_of)])
        times = self.clock(first=int(days[0]), last=int(days[2])).at(days)
        found = self.overdue_of(silence=times[2] - times[1], gaps=gaps, total=times[1] - times[0])
        return None if np.isnan(found) else float(found)

    def overdue_of(self, *, silence: ArrayLike, gaps: ArrayLike, total: ArrayLike) -> Floats:
        """Return P(gap > silence), all in time of the company's clock."""
        return overdue_probability(
            silence=silence, gaps=gaps, total=total, k=self.k, prior=self.prior or NO_PRIOR
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the model as what JSON can hold."""
        return asdict(self) | {
            "fitted_on": self.fitted_on.isoformat(),
            "calendar": self.calendar.as_dict(),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> RhythmModel:
        """Return the model that `as_dict` told."""
        parts = {
            "fitted_on": date.fromisoformat(told["fitted_on"]),
            "calendar": Calendar.from_dict(told["calendar"]),
            "prior": told["prior"] and Prior(**told["prior"]),
            "leaving": told["leaving"] and Leaving(**told["leaving"]),
            "rates": told["rates"] and Prior(**told["rates"]),
        }
        return cls(**{**told, **parts})


def fit_rhythm(
    *,
    contacts: Contacts,
    calendar: Calendar | None = None,
    good: ArrayLike | None = None,
    target: float | None = None,
    take_off: int | None = None,
) -> RhythmModel:
    """Learn the rhythm of a company from the contacts of all its customers.

    `calendar`: the company's own, else estimated from its contacts. `good`: ids of today's 優良
    customers, who tell by when a good customer has had the third contact; else the candidates do.
    `target` (contacts per ordinary day) and `take_off` (days) are set by the company instead.
    """
    found = calendar or estimate_calendar(
        days=contacts.day, contacts=contacts.in_contact, as_of=contacts.as_of
    )
    if np.count_nonzero(contacts.gaps >= 2) < ENOUGH:
        return RhythmModel(contacts.as_of, found, target=target, take_off_days=take_off)
    times = times_of(contacts=contacts, calendar=found)
    k = _regularity(contacts, times)
    some = _sample(contacts)
    gaps = contacts.gaps[some]
    prior, leaving = fit_gaps(gaps=gaps, total=times.total[some], silence=times.silence[some], k=k)
    rates = fit_rates(gaps=gaps, age=times.age[some])
    target = target if target is not None else target_rate(rates=rates)
    if take_off is None:
        take_off = take_off_days(
            days_to_third=contacts.third - contacts.first,
            gaps=contacts.gaps,
            good=_good(contacts, times, good, rates, target),
        )
    return RhythmModel(contacts.as_of, found, k, prior, leaving, rates, target, take_off)


@dataclass(frozen=True, slots=True)
class Times:
    """Times of the company's clock, one place per customer: S, e and T, and the clock itself."""

    clock: Clock
    at_last: Floats
    total: Floats
    silence: Floats
    age: Floats


def times_of(*, contacts: Contacts, calendar: Calendar) -> Times:
    """Return the customers' times by `calendar`, up to the as-of date."""
    today = day_number(contacts.as_of)
    start = min(contacts.first.min(initial=today), today)
    start -= contacts.recent_days + contacts.baseline_days
    start = min(start, 0)  # sums of time are the same to the last bit, whoever else is judged
    clock = Clock(calendar=calendar, first=int(start), last=today)
    first, last, now = (clock.at(days) for days in (contacts.first, contacts.last, np.array(today)))
    return Times(clock, at_last=last, total=last - first, silence=now - last, age=now - first)


def _regularity(contacts: Contacts, times: Times) -> float:
    two = contacts.gaps >= 2
    before, previous = (times.clock.at(days[two]) for days in (contacts.before, contacts.previous))
    return regularity(first=previous - before, second=times.at_last[two] - previous)


def _sample(contacts: Contacts) -> Ints:
    """Return places of customers spread evenly over all, the same whatever the order of rows."""
    count = len(contacts.customer)
    return np.arange(_SAMPLE) * count // _SAMPLE if count > _SAMPLE else np.arange(count)


def _good(
    contacts: Contacts, times: Times, good: ArrayLike | None, rates: Prior, target: float
) -> Bools:
    if good is not None:
        return np.isin(contacts.customer, np.asarray(good))
    above = above_target(gaps=contacts.gaps, age=times.age, rates=rates, target=target)
    found: Bools = above >= CANDIDATE
    return found
