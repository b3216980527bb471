"""Have contacts become rarer? Counts of a recent window against the one before it.

Given how many contacts there were in both, the recent ones are binomial: an exact test, and by
Clopper and Pearson an exact interval for the ratio of the rates.
Method: docs/methods/rhythm.md. Source: R package rateratio.test (Fay); same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Floats, Ints

LEVEL = 0.05
RATIO = 0.7  # a smaller fall is not worth a person's time, however sure


class Decline(IntEnum):
    """What the counts say: `UNDECIDED` is 判断できません, no count however low could have told."""

    UNDECIDED = 0
    NO = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class RateChange:
    """Recent rate ÷ baseline rate, with its 95 % interval and p values; one place per pair.

    `p` is one-sided: of a fall by chance as large as this one. `ratio` is NaN without any contact
    or window, infinite with an empty baseline.
    """

    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    p_two_sided: Floats
    decline: Ints


def rate_change(
    *, recent: ArrayLike, recent_time: ArrayLike, baseline: ArrayLike, baseline_time: ArrayLike
) -> RateChange:
    """Return how the rate of contacts changed: counts and lengths of both windows, arrays alike.

    A decline is told with p < 0.05 and a ratio of at most 0.7. It cannot be told either way when
    not even an empty recent window would have p < 0.05, and the interval reaches below 0.7.
    """
    x2, x1, t2, t1 = np.broadcast_arrays(recent, baseline, recent_time, baseline_time)
    share = t2 / (t1 + t2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (x2 / t2) / (x1 / t1)
    low, high = _interval(x1, x2, t1, t2)
    fewer, more = _at_most(x2, x1 + x2, share), 1 - _at_most(x2 - 1, x1 + x2, share)
    found = (fewer < LEVEL) & (ratio <= RATIO)
    hopeless = ((1 - share) ** x1 >= LEVEL) & ~(low > RATIO)
    return RateChange(
        ratio=ratio,
        low=low,
        high=high,
        p=fewer,
        p_two_sided=np.minimum(1, 2 * np.minimum(fewer, more)),
        decline=np.select([found, hopeless], [Decline.YES, Decline.UNDECIDED], Decline.NO),
    )


def _at_most(successes: Ints, trials: Ints, share: Floats) -> Floats:
    """Return the binomial probability of at most so many successes."""
    from scipy.special import betainc

    inner = betainc(np.maximum(trials - successes, 1), np.maximum(successes + 1, 1), 1 - share)
    found: Floats = np.select([successes < 0, successes >= trials], [0.0, 1.0], inner)
    return found


def _interval(x1: Ints, x2: Ints, t1: Floats, t2: Floats) -> tuple[Floats, Floats]:
    """Return the Clopper-Pearson limits of the recent share, as ratios of rates."""
    from scipy.special import betaincinv

    low = np.where(x2 > 0, betaincinv(np.maximum(x2, 1), x1 + 1, LEVEL / 2), 0.0)
    high = np.where(x1 > 0, betaincinv(x2 + 1, np.maximum(x1, 1), 1 - LEVEL / 2), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return low / (1 - low) * t1 / t2, high / (1 - high) * t1 / t2
