"""Exact decomposition of a change of sales: sales = unit price x frequency x customers.

Everything here is exact: fractions for Shapley values, 50-digit decimals for logarithms, so that
the parts are the same on every machine and always sum to the change, to the smallest unit of money.
Sources: Ang (2005) for LMDI-I; the Shapley value of a product of three factors.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor, prod
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Method = Literal["lmdi", "shapley"]

_DIGITS = 50


@dataclass(frozen=True)
class Totals:
    """One period: net sales in minor units, purchase occasions, and distinct buyers."""

    sales: int
    occasions: int
    customers: int

    @property
    def factors(self) -> tuple[Fraction, Fraction, Fraction]:
        """Unit price, frequency and customers; only for a period with an occasion."""
        return (
            Fraction(self.sales, self.occasions),
            Fraction(self.occasions, self.customers),
            Fraction(self.customers),
        )


@dataclass(frozen=True)
class Change:
    """The parts of a change of sales in minor units; the three parts sum to `delta`.

    `per_customer` is the exact worth of one customer more, where the method gives one.
    """

    method: Method
    delta: int
    unit_price: int
    frequency: int
    customers: int
    per_customer: Fraction | None


def decompose(*, before: Totals, after: Totals) -> Change:
    """Split the change of sales into its three factors.

    LMDI-I where both periods sold more than nothing, Shapley where one of them is negative. Where
    a period has no sales or no occasion, its unit price and frequency say nothing: everything goes
    to the customers (which is also what Shapley gives when they are taken from the other period).
    """
    if not all((before.sales, before.customers, after.sales, after.customers)):
        return _all_to_customers(before=before, after=after)
    positive = before.sales > 0 and after.sales > 0
    method: Method = "lmdi" if positive else "shapley"
    parts = (lmdi if positive else shapley)(before=before.factors, after=after.factors)
    delta = after.sales - before.sales
    unit_price, frequency, customers = largest_remainder(parts=parts, total=delta)
    heads = after.customers - before.customers
    worth = parts[2] / heads if heads else _worth_of_one(method, before, after)
    return Change(method, delta, unit_price, frequency, customers, worth)


def lmdi(*, before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """Return each factor's additive LMDI-I part: L(S1, S0) x ln(after / before).

    All factors must be positive. The parts sum to the change of the product within 1e-40 of it.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        mean = _logarithmic_mean(Fraction(prod(after)), Fraction(prod(before)))
        logarithms = [_decimal(new / old).ln() for old, new in zip(before, after, strict=True)]
        return [Fraction(mean * logarithm) for logarithm in logarithms]


def shapley(*, before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """Return each factor's Shapley part of the change of a product of three; any sign, any zero."""
    parts = []
    for place in range(3):
        others = [other for other in range(3) if other != place]
        (b0, b1), (c0, c1) = ((before[other], after[other]) for other in others)
        weight = (b0 * c0 + b1 * c1) / 3 + (b0 * c1 + b1 * c0) / 6
        parts.append((after[place] - before[place]) * weight)
    return parts


def largest_remainder(*, parts: Sequence[Fraction], total: int) -> list[int]:
    """Round `parts` to integers that sum to `total`, each within one unit of its part.

    Parts are rounded down and the units left over go to the largest remainders, the first of
    equals first. The parts must sum to `total` within one unit.
    """
    whole = [floor(part) for part in parts]
    left = total - sum(whole)
    if not 0 <= left <= len(whole):
        raise ValueError(f"parts sum to {float(sum(parts))}, not to {total}")
    by_remainder = sorted(range(len(parts)), key=lambda place: whole[place] - parts[place])
    for place in by_remainder[:left]:
        whole[place] += 1
    return whole


def split_people(
    *, change: Change, heads: Mapping[str, int], sales: Mapping[str, int]
) -> dict[str, int]:
    """Split the customers' part by kind of customer: new, kept, revived, lost; sums exactly.

    `heads` counts customers by kind: each is worth `change.per_customer`, the lost minus that, the
    kept nothing. `sales` is each kind's own change of sales: it stands in where the method gives no
    worth of one customer (a period with customers but no sales), and the kept take the rest.
    """
    worth = change.per_customer
    if worth is None:
        moved = {kind: sales[kind] for kind in ("new", "revived", "lost")}
        return {**moved, "kept": change.customers - sum(moved.values())}
    signs = {"new": 1, "revived": 1, "lost": -1}
    parts = [worth * sign * heads[kind] for kind, sign in signs.items()]
    whole = largest_remainder(parts=parts, total=change.customers)
    return {**dict(zip(signs, whole, strict=True)), "kept": 0}


def _all_to_customers(*, before: Totals, after: Totals) -> Change:
    delta = after.sales - before.sales
    appeared = (before.customers == 0) != (after.customers == 0)
    worth = Fraction(delta, after.customers - before.customers) if appeared else None
    return Change("shapley", delta, 0, 0, delta, worth)


def _worth_of_one(method: Method, before: Totals, after: Totals) -> Fraction:
    """Return the limit of the customers' part per head where both periods have as many."""
    if method == "lmdi":
        with localcontext() as context:
            context.prec = _DIGITS
            mean = _logarithmic_mean(Fraction(after.sales), Fraction(before.sales))
        return Fraction(mean) / after.customers
    one_more = (*after.factors[:2], after.factors[2] + 1)
    return shapley(before=before.factors, after=one_more)[2]


def _logarithmic_mean(a: Fraction, b: Fraction) -> Decimal:
    if a == b:
        return _decimal(a)
    return _decimal(a - b) / _decimal(a / b).ln()


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
