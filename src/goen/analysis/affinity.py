"""What is bought together, and what is bought next (併売): support, confidence, lift, with tests.

Method: docs/methods/affinity.md. The products with the most buyers are compared with each other,
so that the cost has a bound: pairs grow with the square of the products.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from goen.analysis.calendar import month_index
from goen.analysis.chance import adjusted, stratified, upper_tail

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.chance import Numbers
    from goen.analysis.engine import Engine, Row, Value

MOST_PRODUCTS = 100
LEAST = 5  # fewer baskets with both say nothing
SURE = 0.05  # an adjusted p-value below this is hardly chance
SAME_DAY = 1  # window of baskets that are bought at one time
WINDOW_DAYS = 90

Product = int | str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two products in the same baskets; who has `a` is said to have `b` with `confidence`.

    `lift` is how many times the baskets that chance would give, `ratio` how many times as often
    those with `a` have `b` as those without; None where all have `a`, or none without has `b`.
    """

    a: Product
    b: Product
    baskets: int
    a_baskets: int
    b_baskets: int
    support: float
    confidence: float
    lift: float
    leverage: float
    ratio: float | None
    p: float
    q: float  # p for all the pairs that were tested

    @property
    def sure(self) -> bool:
        """Whether chance alone would hardly bring it about."""
        return self.q < SURE


@dataclass(frozen=True, slots=True)
class Affinity:
    """All pairs with enough baskets, the highest lift first.

    Of `products` in the period, those `compared` have the most buyers.
    """

    baskets: int
    products: int
    compared: int
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class Sequel:
    """How many bought `b` for the first time soon after their first `a`, against the others then.

    `followed` of `customers` who had no `b` yet; `ratio` compares with all other visits of the same
    months by customers without `b`, None where nobody else followed.
    """

    a: Product
    b: Product
    customers: int
    followed: int
    share: float
    ratio: float | None
    p: float
    q: float

    @property
    def sure(self) -> bool:
        """Whether chance alone would hardly bring it about."""
        return self.q < SURE


@dataclass(frozen=True, slots=True)
class Sequels:
    """All ordered pairs with enough followers, the highest ratio first."""

    products: int
    compared: int
    since: date
    until: date  # later first purchases have not been watched long enough
    pairs: list[Sequel]


@dataclass(frozen=True, slots=True)
class Owner:
    """A customer who owns a product, and the day it was last bought."""

    customer: Product
    last_day: date


def affinity(
    *,
    engine: Engine,
    as_of: date,
    since: date,
    window_days: int = SAME_DAY,
    most_products: int = MOST_PRODUCTS,
    least: int = LEAST,
) -> Affinity:
    """Return the pairs of products bought together from `since` to `as_of`, from `sales`.

    A basket is what one customer buys on one day (同時購入), or within `window_days` counted back
    from `as_of` (併買). Each pair is told once, from the rarer product to the other.
    """
    _choose(engine, as_of, since, most_products)
    window: dict[str, Value] = {"as_of": as_of, "since": since, "window_days": window_days}
    (totals,) = engine.ask(question="basket_totals", **window)
    names = _names(engine)
    engine.make(table="baskets", question="baskets", **window)
    rows = engine.ask(question="basket_pairs")
    engine.drop(table="baskets")
    alone = {row["one"]: row["baskets"] for row in rows if row["one"] == row["other"]}
    found = [row for row in rows if row["one"] != row["other"] and row["baskets"] >= least]
    pairs = _pairs(found, alone, names, totals["baskets"])
    return Affinity(totals["baskets"], totals["products"], len(names), pairs)


def sequels(
    *,
    engine: Engine,
    as_of: date,
    since: date,
    within_days: int = WINDOW_DAYS,
    most_products: int = MOST_PRODUCTS,
    least: int = LEAST,
) -> Sequels:
    """Return which first purchases of a product are followed by the first one of another.

    Counted are first purchases from `since` on that have been watched for `within_days`; who had
    the other product by then is left out. The others are the visits of the same calendar months.
    """
    _choose(engine, as_of, since, most_products)
    until = as_of - timedelta(days=within_days)
    span = {"since": since, "until": until}
    names = _names(engine)
    (totals,) = engine.ask(question="basket_totals", as_of=as_of, since=since, window_days=SAME_DAY)
    engine.make(table="first_bought", question="first_bought")
    engine.make(table="sequel_visits", question="sequel_visits", **span)
    counts = _Counts(
        len(names), month_index(since), max(0, month_index(until) - month_index(since) + 1)
    )
    counts.fill_visits(engine.ask(question="sequel_months"))
    counts.fill_all(engine.ask(question="sequel_all", within_days=within_days))
    counts.fill_pairs(engine.ask(question="sequel_pairs", within_days=within_days, **span))
    for table in ("first_bought", "sequel_visits"):
        engine.drop(table=table)
    pairs = counts.sequels(names, least)
    return Sequels(totals["products"], len(names), since, until, pairs)


def owners_without(*, engine: Engine, as_of: date, owned: Product, missing: Product) -> list[Owner]:
    """Return who owns one product and not the other, from `sales`; the latest buyers first."""
    rows = engine.ask(question="owners_without", as_of=as_of, owned=owned, missing=missing)
    return [Owner(row["customer"], row["last_day"]) for row in rows]


def owners(
    *, engine: Engine, as_of: date, since: date, most_products: int = MOST_PRODUCTS
) -> dict[tuple[Product, Product], int]:
    """Return how many customers own one of the compared products and not another, by both.

    A product with itself gives all who own it. As `owners_without` counts them.
    """
    _choose(engine, as_of, since, most_products)
    names = _names(engine)
    engine.make(table="baskets", question="owned_products", as_of=as_of)
    rows = engine.ask(question="basket_pairs")
    engine.drop(table="baskets")
    both = {(row["one"], row["other"]): row["baskets"] for row in rows}
    found: dict[tuple[Product, Product], int] = {}
    for one, a in enumerate(names, start=1):
        alone = found[a, a] = both.get((one, one), 0)
        for other, b in enumerate(names, start=1):
            if one != other:
                found[a, b] = alone - both.get((min(one, other), max(one, other)), 0)
    return found


def _choose(engine: Engine, as_of: date, since: date, most: int) -> None:
    engine.make(table="bought", question="bought", as_of=as_of)
    engine.make(table="chosen_products", question="chosen_products", since=since, most=most)


def _names(engine: Engine) -> list[Product]:
    """Return the chosen products in the order of their numbers, which run from 1."""
    return [row["product"] for row in engine.ask(question="chosen_named")]


def _pairs(rows: list[Row], alone: dict[int, int], names: list[Product], whole: int) -> list[Pair]:
    if not rows:
        return []
    # From the rarer product to the other; numbers tell which has the more buyers.
    ends = [
        sorted((row["one"], row["other"]), key=lambda number: (alone[number], -number))
        for row in rows
    ]
    both = np.array([row["baskets"] for row in rows])
    a, b = (np.array([alone[pair[side]] for pair in ends]) for side in (0, 1))
    p = upper_tail(both=both, one=a, other=b, whole=whole)
    # Pairs with too few baskets were looked at, too: they count as tests that found nothing.
    q = adjusted(p=p, tests=len(names) * (len(names) - 1) // 2)
    counted = zip(ends, both.tolist(), a.tolist(), b.tolist(), p.tolist(), q.tolist(), strict=True)
    pairs = [
        _pair(names[one - 1], names[other - 1], (in_both, in_a, in_b, whole), chance)
        for (one, other), in_both, in_a, in_b, *chance in counted
    ]
    return sorted(pairs, key=lambda pair: (-pair.lift, pair.p, str(pair.a), str(pair.b)))


def _pair(a: Product, b: Product, counts: tuple[int, int, int, int], chance: list[float]) -> Pair:
    both, in_a, in_b, whole = counts
    confidence = both / in_a
    elsewhere = (in_b - both) * in_a
    return Pair(
        a=a,
        b=b,
        baskets=both,
        a_baskets=in_a,
        b_baskets=in_b,
        support=both / whole,
        confidence=confidence,
        lift=both * whole / (in_a * in_b),
        leverage=(both * whole - in_a * in_b) / (whole * whole),
        ratio=both * (whole - in_a) / elsewhere if elsewhere else None,
        p=chance[0],
        q=chance[1],
    )


class _Counts:
    """Counts by product and month: all visits, and first purchases, followed or not."""

    def __init__(self, products: int, first_month: int, months: int) -> None:
        self.first = first_month
        self.visits = np.zeros(months)
        self.owned, self.followed = (np.zeros((products, months)) for _ in range(2))
        self.pair_owned, self.pair_followed = (
            np.zeros((products, products, months)) for _ in range(2)
        )

    def fill_visits(self, rows: list[Row]) -> None:
        for row in rows:
            self.visits[row["sale_month"] - self.first] = row["visits"]

    def fill_all(self, rows: list[Row]) -> None:
        for row in rows:
            place = row["number"] - 1, row["sale_month"] - self.first
            self.owned[place], self.followed[place] = row["owned"], row["followed"]

    def fill_pairs(self, rows: list[Row]) -> None:
        for row in rows:
            place = row["one"] - 1, row["other"] - 1, row["sale_month"] - self.first
            self.pair_owned[place] = row["owned"]
            self.pair_followed[place] = row["followed"]

    def sequels(self, names: list[Product], least: int) -> list[Sequel]:
        """Return the pairs that were followed often enough, and what chance says of them."""
        one, other = np.nonzero(self.pair_followed.sum(axis=-1) >= least)
        # A first purchase is in the table with itself: all of a month, owned or not.
        firsts = self.pair_owned[one, one]
        exposed = firsts - self.pair_owned[one, other]
        followed = self.pair_followed[one, other]
        ratio, p = stratified(
            followed=followed,
            exposed=exposed,
            all_followed=self.followed[other],
            everybody=self.visits - self.owned[other],
        )
        q = adjusted(p=p, tests=len(names) * (len(names) - 1))
        pairs = [
            _sequel(
                names[a],
                names[b],
                exposed[place],
                followed[place],
                ratio[place],
                p[place],
                q[place],
            )
            for place, (a, b) in enumerate(zip(one, other, strict=True))
        ]
        return sorted(
            pairs, key=lambda pair: (-(pair.ratio or np.inf), pair.p, str(pair.a), str(pair.b))
        )


def _sequel(
    a: Product, b: Product, exposed: Numbers, followed: Numbers, ratio: float, p: float, q: float
) -> Sequel:
    customers, count = int(exposed.sum()), int(followed.sum())
    return Sequel(
        a=a,
        b=b,
        customers=customers,
        followed=count,
        share=count / customers,
        ratio=float(ratio) if np.isfinite(ratio) else None,
        p=float(p),
        q=float(q),
    )
