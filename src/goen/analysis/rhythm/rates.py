"""Who is in contact more often than most, judged without rewarding a busy first week.

Rates of contact differ by Gamma(a, b), so n contacts in a time T are negative binomial, and what is
known of a customer's own rate is Gamma(a + n, b + T). Method: docs/methods/rhythm.md.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Bools, Floats, Ints
    from goen.analysis.rhythm.overdue import Prior

SHARE = 0.8
_FEW = 10  # good customers; of fewer, the age of their third contact says nothing


def target_rate(*, rates: Prior, share: float = SHARE) -> float:
    """Return λ*: the rate that a `share` of customers stay under."""
    from scipy.special import gammaincinv

    return float(gammaincinv(rates.shape, share) / rates.rate)


def above_target(*, gaps: ArrayLike, age: ArrayLike, rates: Prior, target: float) -> Floats:
    """Return P(λ > target) of customers with `gaps` contacts after the first in the time `age`."""
    from scipy.special import gammaincc

    time = rates.rate + np.asarray(age, dtype=float)
    found: Floats = gammaincc(rates.shape + np.asarray(gaps, dtype=float), target * time)
    return found


def take_off_days(*, days_to_third: Ints, gaps: Ints, good: Bools) -> int | None:
    """Return A₀: the age in days by which 80 % of the good customers had their third contact.

    None with fewer than ten good customers, or when fewer than 80 % have a third contact.
    """
    arrived = np.sort(days_to_third[good & (gaps >= 2)])
    needed = ceil(SHARE * np.count_nonzero(good))
    if np.count_nonzero(good) < _FEW or len(arrived) < needed:
        return None
    return int(arrived[needed - 1])
