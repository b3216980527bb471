from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from goen.sample._arrays import Flags, Floats, Ints
from goen.sample._story import CAMPAIGNS, GIFTS

if TYPE_CHECKING:
    from goen.sample._calendar import Calendar, Window
    from goen.sample._people import People


@dataclass(frozen=True)
class Occasions:
    """One entry per person and day of purchase, ordered by day, then person."""

    person: Ints
    day: Ints
    basket: Floats  # yen meant to be spent
    gift: Flags


def draw_occasions(*, rng: np.random.Generator, people: People, calendar: Calendar) -> Occasions:
    """Let the people live through the calendar. Everyone buys at least once."""
    parts = [_habit(rng=rng, people=people, calendar=calendar)]
    for window in calendar.windows(GIFTS):
        parts.append(_season(rng=rng, people=people, window=window, trait="gifts"))
    for window in calendar.windows(CAMPAIGNS):
        parts.append(_season(rng=rng, people=people, window=window, trait="answers"))
    person, day, factor, gift = (np.concatenate(column) for column in zip(*parts, strict=True))
    # One purchase a day: the earliest part wins, a habit before a gift.
    key, kept = np.unique(day * len(people) + person, return_index=True)
    person, day = key % len(people), key // len(people)
    basket = people.basket[person] * factor[kept] * rng.lognormal(0.0, 0.30, len(key))
    return Occasions(person=person, day=day, basket=basket, gift=gift[kept])


Part: TypeAlias = tuple[Ints, Ints, Floats, Flags]  # person, day, factor of the basket, gift


def _habit(*, rng: np.random.Generator, people: People, calendar: Calendar) -> Part:
    """Purchases at gamma intervals in busy days, from the first one to the last."""
    elapsed, most = _beginning(rng=rng, people=people, calendar=calendar), people.trait("most")
    shape = people.trait("regularity")
    who = np.arange(len(people))
    persons, days = [], []
    bought = 0
    while len(who):
        day = calendar.at(elapsed)
        persons.append(who)
        days.append(day)
        bought += 1
        elapsed = elapsed + rng.gamma(shape[who], people.interval[who] / shape[who])
        elapsed = _absence(people=people, who=who, before=day, elapsed=elapsed, calendar=calendar)
        stays = (elapsed < _end(people=people, who=who, calendar=calendar)) & (bought < most[who])
        who, elapsed = who[stays], elapsed[stays]
    person, day = np.concatenate(persons), np.concatenate(days)
    return person, day, np.ones(len(person)), np.zeros(len(person), dtype=np.bool_)


def _beginning(*, rng: np.random.Generator, people: People, calendar: Calendar) -> Floats:
    """Busy days at the first purchase in the data; old customers come in mid-interval."""
    arrived = calendar.clock[np.maximum(people.arrival, 0)] + rng.random(len(people)) * 0.2
    waiting = rng.random(len(people)) * np.minimum(people.interval, 180.0)
    last = calendar.clock[-1] - 0.01
    begins: Floats = np.minimum(np.where(people.arrival < 0, waiting, arrived), last)
    return begins


def _end(*, people: People, who: Ints, calendar: Calendar) -> Floats:
    leaves = np.clip(np.floor(people.leaves[who]) + 1, 0, calendar.days).astype(np.int64)
    elapsed: Floats = calendar.clock[leaves]
    return elapsed


def _absence(
    *, people: People, who: Ints, before: Ints, elapsed: Floats, calendar: Calendar
) -> Floats:
    """Push the next purchase behind the long absence of those whose absence begins now."""
    begins = people.pause_at[who]
    after = calendar.at(np.minimum(elapsed, calendar.clock[-1] - 0.01))
    away = (before < begins) & (after >= begins)
    return elapsed + np.where(away, people.pause[who], 0.0)


def _season(*, rng: np.random.Generator, people: People, window: Window, trait: str) -> Part:
    """Extra purchases within one season by the customers of that time."""
    gifts = trait == "gifts"
    eager = people.trait(trait) * window.season.weight
    mid = (window.first + window.last) / 2
    absent = (people.pause_at <= mid) & (mid < people.pause_at + people.pause)
    here = (people.arrival < window.first) & (people.leaves >= window.last) & ~absent
    who = np.flatnonzero(here & (rng.random(len(people)) < eager)).astype(np.int64)
    day = rng.integers(window.first, window.last + 1, len(who))
    factor = np.full(len(who), window.season.factor if gifts else 1.0)
    return who, day, factor, np.full(len(who), gifts, dtype=np.bool_)
