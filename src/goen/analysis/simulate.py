"""What if the unit price, the frequency or the customers were so many per cent more (売上の試算).

Method: docs/methods/simulate.md. Sales = unit price x frequency x customers, each factor of the
last 12 months; all arithmetic is exact, and yen are rounded at the very end so that they add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from goen.analysis.calendar import months_before
from goen.analysis.decompose import Totals, largest_remainder, shapley
from goen.analysis.portfolio import status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from goen.analysis.engine import Engine
    from goen.analysis.portfolio import Segment
    from goen.analysis.schemes import Scheme


@dataclass(frozen=True, slots=True)
class Rise:
    """How much more of each factor, in per cent; less than nothing is a fall, never below -100."""

    unit_price: Decimal | int = 0
    frequency: Decimal | int = 0
    customers: Decimal | int = 0

    def times(self) -> tuple[Fraction, Fraction, Fraction]:
        """Return what each factor is multiplied by.

        Raises:
            ValueError: a factor would be below nothing.
        """
        price, frequency, customers = (
            1 + Fraction(percent) / 100
            for percent in (self.unit_price, self.frequency, self.customers)
        )
        if min(price, frequency, customers) < 0:
            raise ValueError("a factor cannot fall by more than 100 %")
        return price, frequency, customers


@dataclass(frozen=True, slots=True)
class Outcome:
    """Twelve months as they would be; the parts of the three factors sum to `delta`.

    `customers` and `occasions` are rounded, halves up; `sales` is exact to the smallest unit.
    """

    before: Totals
    customers: int
    occasions: int
    sales: int
    unit_price_part: int
    frequency_part: int
    customers_part: int

    @property
    def delta(self) -> int:
        """How much more is sold."""
        return self.sales - self.before.sales

    @property
    def more_customers(self) -> int:
        """How many more people buy."""
        return self.customers - self.before.customers


def simulate(*, before: Totals, rise: Rise) -> Outcome:
    """Return what 12 months would be with more of each factor.

    The factors multiply: 10 % more of each are 33.1 % more sales. What they bring together is
    divided among them by Shapley, which gives equal rises equal parts, whatever the order. Without
    an occasion there is nothing to multiply, and nothing changes.
    """
    price, frequency, customers = rise.times()
    if not before.customers or not before.occasions:
        return Outcome(before, before.customers, before.occasions, before.sales, 0, 0, 0)
    sales = _round(before.sales * price * frequency * customers)
    now = before.factors
    then = now[0] * price, now[1] * frequency, now[2] * customers
    parts = shapley(before=now, after=then)
    return Outcome(
        before,
        _round(before.customers * customers),
        _round(before.occasions * customers * frequency),
        sales,
        *largest_remainder(parts=parts, total=sales - before.sales),
    )


def simulate_segments(
    *, before: Mapping[Segment, Totals], rises: Mapping[Segment, Rise]
) -> dict[Segment, Outcome]:
    """Return what each segment would be; who has no rise in `rises` stays as they are.

    Segments add up to the whole: each one is rounded for itself, and the whole is their sum.
    """
    still = Rise()
    return {
        segment: simulate(before=totals, rise=rises.get(segment, still))
        for segment, totals in before.items()
    }


def together(*, outcomes: Sequence[Outcome]) -> Outcome:
    """Return several segments as one; every figure is the sum of theirs."""
    return Outcome(
        before=Totals(
            sum(one.before.sales for one in outcomes),
            sum(one.before.occasions for one in outcomes),
            sum(one.before.customers for one in outcomes),
        ),
        customers=sum(one.customers for one in outcomes),
        occasions=sum(one.occasions for one in outcomes),
        sales=sum(one.sales for one in outcomes),
        unit_price_part=sum(one.unit_price_part for one in outcomes),
        frequency_part=sum(one.frequency_part for one in outcomes),
        customers_part=sum(one.customers_part for one in outcomes),
    )


def year_by_segment(*, engine: Engine, as_of: date, scheme: Scheme) -> dict[Segment, Totals]:
    """Return the last 12 months of each segment that bought in them, as customers stand now.

    Reads `states` and `standing`. A customer who only returned something counts with the sales.
    """
    rows = engine.ask(question="year_by_segment", as_of=as_of, year_ago=months_before(as_of, 12))
    return {
        (scheme.rank_key(row["rank"]), status(lapsed=row["lapsed"])): Totals(
            row["sales"], row["occasions"], row["customers"]
        )
        for row in rows
    }


def _round(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))
