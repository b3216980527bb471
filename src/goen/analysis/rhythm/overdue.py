"""Is this silence longer than the customer's own rhythm explains?

Gaps of a customer are Gamma(k, λ), and λ differs between customers by Gamma(a₀, b₀). With n closed
gaps of sum S, a silence of e or more comes by chance in

    P(gap > e) = 1 - I(e / (e + b₀ + S); k, a₀ + k n)

of cases, I the regularised incomplete beta function; a₀ = b₀ = 0 is no prior and needs n ≥ 1.
Method: docs/methods/rhythm.md. All times in one unit; arrays or single numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Floats


@dataclass(frozen=True, slots=True)
class Prior:
    """How rates differ between customers: Gamma with `shape`, and `rate` in units of time."""

    shape: float
    rate: float


NO_PRIOR = Prior(0.0, 0.0)


def overdue_probability(
    *, silence: ArrayLike, gaps: ArrayLike, total: ArrayLike, k: float, prior: Prior = NO_PRIOR
) -> Floats:
    """Return P(gap > silence) given `gaps` closed gaps that took `total` together.

    NaN where nothing is known: no prior and no gap.
    """
    from scipy.special import betainc

    known, waited = _known(gaps, total, k, prior)
    silence = np.asarray(silence, dtype=float)
    with np.errstate(invalid="ignore"):
        # 1 - I(x; k, A) = I(1 - x; A, k): precise for small p, ten times faster than betaincc
        found: Floats = betainc(known, k, waited / (silence + waited))
    return found


def silence_at(
    *, p: float, gaps: ArrayLike, total: ArrayLike, k: float, prior: Prior = NO_PRIOR
) -> Floats:
    """Return the silence whose `overdue_probability` is `p`: the inverse, NaN where that is NaN."""
    from scipy.special import betaincinv

    gaps = np.asarray(gaps)
    numbers = np.arange(gaps.max(initial=0) + 1)  # the quantile depends on the number alone
    known, _ = _known(numbers, 0.0, k, prior)
    left = betaincinv(known, k, p)
    with np.errstate(divide="ignore"):
        odds = (1 - left) / left
    found: Floats = odds[gaps] * (prior.rate + np.asarray(total, dtype=float))
    return found


def _known(gaps: ArrayLike, total: ArrayLike, k: float, prior: Prior) -> tuple[Floats, Floats]:
    """Return a₀ + k n and b₀ + S, NaN where the former is 0."""
    known = prior.shape + k * np.asarray(gaps, dtype=float)
    return np.where(known > 0, known, np.nan), prior.rate + np.asarray(total, dtype=float)
