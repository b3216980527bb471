"""Consumption tax of a document: rounded once for each rate, never line by line.

Source: Order for Enforcement of the Consumption Tax Act, art. 70-10; National Tax Agency, Q&A on
the invoice system, question 57. Three lines of 105 yen at 10 % make 31 yen of tax, not 30.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RATES = (10, 8, 0)  # percent: standard, reduced (the standard one until 2019-09), none
FORMER_RATES = (5, 3)  # until 2014-03, until 1997-03


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document comes to, in the currency's smallest unit; `taxes` by rate in percent."""

    net: int
    tax: int
    total: int
    taxes: Mapping[int, int]


def sums(*, lines: Iterable[tuple[int, int]], included: bool, rounding: str) -> Sums:
    """Add lines up, each given as (rate in percent, amount).

    `included` says that the amounts contain the tax; `rounding` is a `Rounding`.

    >>> sums(lines=[(10, 105)] * 3, included=False, rounding="FLOOR").tax
    31
    """
    amounts: dict[int, int] = defaultdict(int)
    for rate, amount in lines:
        amounts[rate] += amount
    taxes = {
        rate: _rounded(_exact(amount, rate, included=included), rounding)
        for rate, amount in sorted(amounts.items(), reverse=True)
    }
    given, tax = sum(amounts.values()), sum(taxes.values())
    return (
        Sums(given - tax, tax, given, taxes) if included else Sums(given, tax, given + tax, taxes)
    )


def _exact(amount: int, rate: int, *, included: bool) -> Fraction:
    return Fraction(amount * rate, 100 + rate if included else 100)


def _rounded(tax: Fraction, rounding: str) -> int:
    """A refund is rounded as the sale was: by size, then the sign."""
    size = abs(tax)
    whole, rest = divmod(size, 1)
    up = (rounding == "CEILING" and rest > 0) or (rounding == "HALF_UP" and rest >= Fraction(1, 2))
    rounded = int(whole) + up
    return -rounded if tax < 0 else rounded
