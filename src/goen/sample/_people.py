from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goen.sample._story import ARCHETYPES, CAMPAIGNS, GROWTH, SHOPS
from goen.sample._words import pick, words

if TYPE_CHECKING:
    from goen.sample._arrays import Flags, Floats, Ints
    from goen.sample._calendar import Calendar


@dataclass(frozen=True)
class People:
    """One entry per person in every array. Days count from the calendar's start."""

    archetype: Ints  # position in ARCHETYPES
    campaign: Ints  # position in the calendar's campaign windows; -1 = came by themselves
    arrival: Ints  # the true first purchase; negative = before the data begin
    interval: Floats  # the person's own mean interval, busy days
    leaves: Floats  # the day after which nothing is bought any more
    basket: Floats  # yen
    pause_at: Floats  # day on which a long absence may begin; infinite = never
    pause: Floats  # its length, days
    shop: Ints  # usual place
    favourite: Ints  # position in the product list

    def __len__(self) -> int:
        return len(self.archetype)

    def trait(self, name: str) -> Floats:
        """A number of each person's archetype."""
        return np.array([getattr(kind, name) for kind in ARCHETYPES], dtype=np.float64)[
            self.archetype
        ]


def draw_people(*, rng: np.random.Generator, count: int, calendar: Calendar) -> People:
    """Draw `count` people, independent of each other: order carries no meaning."""
    shares = np.array([kind.share for kind in ARCHETYPES])
    archetype = pick(rng=rng, share=shares, size=count)
    kinds = _traits(archetype)
    arrival, campaign = _arrivals(rng=rng, calendar=calendar, kinds=kinds)
    shortest, on_top = kinds["shortest"], kinds["on_top"]
    paused = rng.random(count) < kinds["pause"]
    products = words("products")
    daily = np.array(products["daily_weight"], dtype=np.float64)
    return People(
        archetype=archetype,
        campaign=campaign,
        arrival=arrival,
        interval=kinds["interval"] * _spread(rng, 0.35, count),
        leaves=np.maximum(arrival, 0) + shortest + rng.exponential(1.0, count) * on_top,
        basket=kinds["basket"] * _spread(rng, 0.40, count),
        pause_at=np.where(paused, np.maximum(arrival, 0) + rng.uniform(90, 500, count), np.inf),
        pause=rng.uniform(260, 520, count),
        shop=pick(rng=rng, share=np.array([shop.share for shop in SHOPS]), size=count),
        favourite=pick(rng=rng, share=daily, size=count),
    )


def _traits(archetype: Ints) -> dict[str, Floats]:
    names = ("interval", "basket", "old", "invited", "pause")
    values = {name: np.array([getattr(kind, name) for kind in ARCHETYPES]) for name in names}
    values["shortest"] = np.array([kind.lifetime[0] for kind in ARCHETYPES], dtype=np.float64)
    values["on_top"] = np.array([kind.lifetime[1] for kind in ARCHETYPES], dtype=np.float64)
    return {name: value.astype(np.float64)[archetype] for name, value in values.items()}


def _spread(rng: np.random.Generator, sigma: float, size: int) -> Floats:
    return rng.lognormal(0.0, sigma, size)


def _arrivals(
    *, rng: np.random.Generator, calendar: Calendar, kinds: dict[str, Floats]
) -> tuple[Ints, Ints]:
    """When each person first bought, and through which campaign."""
    count = len(kinds["old"])
    growth = calendar.busy * GROWTH ** (np.arange(calendar.days) / 365.25)
    day = pick(rng=rng, share=growth, size=count)
    day, campaign = _invite(rng=rng, calendar=calendar, day=day, invited=kinds["invited"])
    old = (rng.random(count) < kinds["old"]) & (campaign < 0)
    before = -1 - rng.exponential(1.0, count) * np.minimum(kinds["on_top"], 500.0)
    return np.where(old, np.floor(before).astype(np.int64), day), campaign


def _invite(
    *, rng: np.random.Generator, calendar: Calendar, day: Ints, invited: Floats
) -> tuple[Ints, Ints]:
    windows = calendar.windows(CAMPAIGNS)
    if not windows:
        return day, np.full(len(day), -1, dtype=np.int64)
    weights = np.array([window.season.weight for window in windows])
    campaign = pick(rng=rng, share=weights, size=len(day))
    first = np.array([window.first for window in windows])[campaign]
    length = np.array([window.last - window.first + 1 for window in windows])[campaign]
    inside = first + np.floor(rng.random(len(day)) * length).astype(np.int64)
    comes: Flags = rng.random(len(day)) < invited
    return np.where(comes, inside, day), np.where(comes, campaign, -1)
