"""Shares, rates and averages of whole numbers, with nothing over zero as None."""

from __future__ import annotations

from fractions import Fraction


def share(*, part: int, whole: int) -> float | None:
    """Return `part` / `whole`; None when the whole is zero or negative (returns beyond sales)."""
    return part / whole if whole > 0 else None


def rate(*, numerator: int, denominator: int) -> dict[str, int | float | None]:
    """Return a rate with the two counts it comes from."""
    return {
        "numerator": numerator,
        "denominator": denominator,
        "share": share(part=numerator, whole=denominator),
    }


def average(*, total: int, count: int) -> int | None:
    """Return `total` / `count` rounded to the minor unit, halves up; None over zero."""
    return (2 * total + count) // (2 * count) if count else None


def least_reaching(*, limit: float, whole: int) -> int:
    """Return the least whole number that is not below `limit` × `whole`, exactly.

    The limit is read as the decimal it is written as: 0.7 of 10 is 7, not 7.000000000000001.
    """
    product = Fraction(str(limit)) * whole
    return -(-product.numerator // product.denominator)
