"""How regular customers are: the shape k of their gaps, 1 as chance has it, larger when even.

Source: Wheat and Morrison (1990). Two gaps of one customer, g₁ and g₂, say it without a word about
how fast the customer is: g₁ / (g₁ + g₂) varies by 1 / (4 (2k + 1)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from goen.analysis.rhythm.arrays import Floats

LEAST, MOST = 1.0, 10.0
ENOUGH = 30  # customers with two gaps; with fewer, gaps are taken as by chance


def regularity(*, first: Floats, second: Floats) -> float:
    """Return k from one pair of gaps per customer, any unit of time, within 1 to 10.

    k = (1 - 4v) / (8v), v the mean square of g₁ / (g₁ + g₂) - ½. 1 with fewer than 30 pairs: then
    nobody is called late too early.
    """
    if len(first) < ENOUGH:
        return LEAST
    spread = float(np.mean((first / (first + second) - 0.5) ** 2))
    if spread == 0:
        return MOST
    return min(max((1 - 4 * spread) / (8 * spread), LEAST), MOST)
