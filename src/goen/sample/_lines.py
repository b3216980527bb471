from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from goen.sample._story import (
    CAMPAIGNS,
    CANCELLED,
    ELSEWHERE,
    PRICE_REVISION,
    RETURNED,
    SHOPS,
)
from goen.sample._words import pick, words

if TYPE_CHECKING:
    from goen.sample._arrays import AnyArray, Flags, Floats, Ints
    from goen.sample._calendar import Calendar
    from goen.sample._occasions import Occasions
    from goen.sample._people import People

SALE, RETURN, CANCEL = 0, 1, 2
NOBODY = -1


@dataclass(frozen=True)
class Lines:
    """One entry per line of a slip, in the order of the file."""

    slip: Ints
    person: Ints  # NOBODY = gave no customer number
    day: Ints
    product: Ints
    quantity: Ints
    amount: Ints  # yen, tax included; negative for a return
    cost: Ints
    shop: Ints
    kind: Ints  # position in KINDS

    def __len__(self) -> int:
        return len(self.slip)

    def columns(self) -> dict[str, AnyArray]:
        """The arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def take(self, chosen: Ints | Flags) -> Self:
        """Those lines, in that order."""
        return replace(self, **{name: array[chosen] for name, array in self.columns().items()})


@dataclass(frozen=True)
class Slips:
    """One entry per slip."""

    person: Ints
    day: Ints
    basket: Floats
    gift: Flags
    shop: Ints


def draw_lines(
    *, rng: np.random.Generator, people: People, occasions: Occasions, calendar: Calendar
) -> Lines:
    """Write the slips of the purchases: lines, returns, orders entered twice, walk-ins."""
    slips = _slips(rng=rng, people=people, occasions=occasions, calendar=calendar)
    sales = _sales(rng=rng, people=people, slips=slips, calendar=calendar)
    lines = _join(
        [
            sales,
            _cancelled(rng=rng, sales=sales, slips=len(slips.day)),
            _returned(rng=rng, sales=sales, days=calendar.days),
        ]
    )
    return _in_order(rng=rng, lines=lines)


def _slips(
    *, rng: np.random.Generator, people: People, occasions: Occasions, calendar: Calendar
) -> Slips:
    count = len(occasions.day)
    usual = people.shop[occasions.person]
    anywhere = pick(rng=rng, share=np.array([shop.share for shop in SHOPS]), size=count)
    shop = np.where(rng.random(count) < ELSEWHERE, anywhere, usual)
    walk_ins = _walk_ins(rng=rng, shop=shop, calendar=calendar)
    return Slips(
        person=np.concatenate([occasions.person, walk_ins.person]),
        day=np.concatenate([occasions.day, walk_ins.day]),
        basket=np.concatenate([occasions.basket, walk_ins.basket]),
        gift=np.concatenate([occasions.gift, walk_ins.gift]),
        shop=np.concatenate([shop, walk_ins.shop]),
    )


def _walk_ins(*, rng: np.random.Generator, shop: Ints, calendar: Calendar) -> Slips:
    """People who buy without a customer number: a share of each shop's purchases."""
    known = np.bincount(shop, minlength=len(SHOPS))
    shares = np.array([shop.walk_ins for shop in SHOPS])
    where = np.repeat(np.arange(len(SHOPS)), (known * shares).astype(np.int64))
    count = len(where)
    return Slips(
        person=np.full(count, NOBODY, dtype=np.int64),
        day=pick(rng=rng, share=calendar.busy, size=count),
        basket=rng.lognormal(np.log(2100.0), 0.5, count),
        gift=rng.random(count) < 0.1,
        shop=where,
    )


def _sales(*, rng: np.random.Generator, people: People, slips: Slips, calendar: Calendar) -> Lines:
    size = np.minimum(1 + rng.poisson(0.55, len(slips.day)), 4)
    slip = np.repeat(np.arange(len(size)), size)
    day = slips.day[slip]
    product = _products(rng=rng, people=people, slips=slips, slip=slip, month=calendar.month[day])
    prices = _prices()
    price = prices[(day >= calendar.price_revision).astype(np.int64), product]
    meant = slips.basket[slip] / size[slip]
    # As many as at the old price: a small rise is paid, not saved elsewhere.
    quantity = np.clip(np.rint(meant / prices[0, product]), 1, 20).astype(np.int64)
    factor = _campaign_price(calendar)[day]
    costs = np.array(words("products")["cost"], dtype=np.int64)
    return Lines(
        slip=slip,
        person=slips.person[slip],
        day=day,
        product=product,
        quantity=quantity,
        amount=price * quantity * factor // 100,
        cost=costs[product] * quantity,
        shop=slips.shop[slip],
        kind=np.full(len(slip), SALE, dtype=np.int64),
    )


def _prices() -> Ints:
    """Two rows of whole yen: before and after the price revision."""
    before = np.array(words("products")["price"], dtype=np.int64)
    revised = np.rint(before * PRICE_REVISION / 10).astype(np.int64) * 10
    return np.stack([before, revised])


def _campaign_price(calendar: Calendar) -> Ints:
    """Percent of the price asked on each day."""
    percent = np.full(calendar.days, 100, dtype=np.int64)
    for window in calendar.windows(CAMPAIGNS):
        percent[window.first : window.last + 1] = round(window.season.factor * 100)
    return percent


def _products(
    *, rng: np.random.Generator, people: People, slips: Slips, slip: Ints, month: Ints
) -> Ints:
    """Every second everyday slip begins with the favourite, the rest follows the season."""
    gift = slips.gift[slip]
    product = np.zeros(len(slip), dtype=np.int64)
    for number in range(1, 13):
        for presents in (False, True):
            here = np.flatnonzero((month == number) & (gift == presents))
            product[here] = pick(
                rng=rng, share=_weights(month=number, presents=presents), size=len(here)
            )
    person = slips.person[slip]
    begins = np.concatenate([[True], slip[1:] != slip[:-1]])
    usual = begins & (rng.random(len(slip)) < 0.5) & ~gift & (person != NOBODY)
    return np.where(usual, people.favourite[person], product)


def _weights(*, month: int, presents: bool) -> Floats:
    products = words("products")
    column = products["gift_weight" if presents else "daily_weight"]
    season = np.array([_in_season(season, month) for season in products["season"]])
    weights: Floats = np.array(column, dtype=np.float64) * season
    return weights


def _in_season(season: str, month: int) -> float:
    """Seasonal goods ("4-6", "10-2") sell four times as well in season, hardly outside."""
    if not season:
        return 1.0
    first, last = map(int, season.split("-"))
    inside = first <= month <= last if first <= last else month >= first or month <= last
    return 4.0 if inside else 0.1


def _cancelled(*, rng: np.random.Generator, sales: Lines, slips: int) -> Lines:
    """Orders entered twice by mistake: the second slip is marked as cancelled."""
    twice = rng.random(slips) < CANCELLED
    lines = sales.take(twice[sales.slip])
    return replace(lines, slip=lines.slip + slips, kind=np.full(len(lines), CANCEL))


def _returned(*, rng: np.random.Generator, sales: Lines, days: int) -> Lines:
    """Goods brought back some days later: negative lines on a slip of their own."""
    later = sales.day + rng.integers(3, 15, len(sales))
    back = (rng.random(len(sales)) < RETURNED) & (later < days)
    lines = sales.take(back)
    return replace(
        lines,
        slip=2 * (sales.slip[-1] + 1) + np.arange(len(lines)),
        day=later[back],
        quantity=-lines.quantity,
        amount=-lines.amount,
        cost=-lines.cost,
        kind=np.full(len(lines), RETURN),
    )


def _join(parts: list[Lines]) -> Lines:
    tables = [part.columns() for part in parts]
    return Lines(**{name: np.concatenate([table[name] for table in tables]) for name in tables[0]})


def _in_order(*, rng: np.random.Generator, lines: Lines) -> Lines:
    """Order by day, slips of a day at random, and number the slips in that order."""
    shuffled = rng.permutation(lines.slip.max() + 1)
    order = np.argsort(lines.day * len(shuffled) + shuffled[lines.slip], kind="stable")
    lines = lines.take(order)
    begins = np.concatenate([[True], lines.slip[1:] != lines.slip[:-1]])
    return replace(lines, slip=np.cumsum(begins))
