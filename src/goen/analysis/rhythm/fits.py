"""What a company's customers have in common, by maximum likelihood.

`fit_gaps` is what judging rests on: it sees open gaps too, and that customers leave. `fit_closed`
is the plainer fit to closed gaps. Method and comparison: docs/methods/rhythm.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goen.analysis.rhythm.overdue import Prior, overdue_probability
from goen.analysis.rhythm.regularity import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Floats, Ints

_WIDE = 8.0  # how far, in logarithms, a parameter may go from where the search begins
_NEVER = 1e-300


@dataclass(frozen=True, slots=True)
class Leaving:
    """How likely customers leave for good after a contact: differs between them by Beta(a, b)."""

    a: float
    b: float

    def chance(self, *, gaps: ArrayLike) -> Floats:
        """Return the chance to have left at the last contact, having come back `gaps` times."""
        found: Floats = self.a / (self.a + self.b + np.asarray(gaps, dtype=float))
        return found

    def alive(self, *, gaps: ArrayLike, overdue: ArrayLike) -> Floats:
        """Return P(alive): that a customer who came back `gaps` times has not left since.

        `overdue` is the chance of so long a silence in a customer who has not. With k = 1 this is
        P(alive) of MBG/NBD (Batislam, Denizel and Filiztekin 2007).
        """
        stayed = (1 - self.chance(gaps=gaps)) * np.asarray(overdue)
        found: Floats = stayed / (self.chance(gaps=gaps) + stayed)
        return found


def fit_gaps(*, gaps: Ints, total: Floats, silence: Floats, k: float) -> tuple[Prior, Leaving]:
    """Fit how rates and leaving differ, from closed gaps and the silence since the last contact.

    One place per customer; those without a closed gap count too. The model is that of overdue.py
    together with leaving (MBG/CNBD-k: Reutterer, Platzer and Schröder 2021, with k any number).
    """
    numbers, place = np.unique(gaps, return_inverse=True)

    def loss(at: Floats) -> float:
        prior, leaving = _prior(at), _leaving(at)
        left = leaving.chance(gaps=numbers)[place]
        late = overdue_probability(silence=silence, gaps=gaps, total=total, k=k, prior=prior)
        end = np.log(np.maximum(left + (1 - left) * late, _NEVER))
        stays = (_stays(numbers, leaving) + _of_number(numbers, k, prior))[place]
        return -float(np.mean(stays - _waited(gaps, total, k, prior) + end))

    best = _search(loss, start=(0.0, _usual(gaps, total, k), -2.0, 1.0))
    return _prior(best), _leaving(best)


def fit_closed(
    *, gaps: Ints, total: Floats, log_gaps: float = 0.0, k: float | None = None
) -> tuple[float, Prior]:
    """Fit k and the prior to closed gaps of customers with two or more; `k` if it is known.

    `log_gaps` is the sum of ln(gap) over their gaps, needed unless `k` is given. Slow customers are
    missing among those with two gaps, so this calls the new ones late too early.
    """
    gaps, total = gaps[gaps >= 2], total[gaps >= 2]
    numbers, place = np.unique(gaps, return_inverse=True)
    from scipy.special import gammaln

    def shape(at: Floats) -> float:
        return float(np.exp(at[2])) if k is None else k

    def loss(at: Floats) -> float:
        prior, even = _prior(at), shape(at)
        each = _of_number(numbers, even, prior)[place] - _waited(gaps, total, even, prior)
        found = each.sum() - gaps.sum() * gammaln(even) + (even - 1) * log_gaps
        return -float(found) / len(gaps)

    start = (0.0, _usual(gaps, total, k or 1.0), *(() if k else (0.0,)))
    best = _search(loss, start=start, last=None if k else (np.log(LEAST), np.log(MOST)))
    return shape(best), _prior(best)


def fit_rates(*, gaps: Ints, age: Floats) -> Prior:
    """Fit how rates of contact differ: `gaps` contacts after the first in the time `age`, NBD."""
    numbers, place = np.unique(gaps, return_inverse=True)

    def loss(at: Floats) -> float:
        prior = _prior(at)
        each = _of_number(numbers, 1.0, prior)[place] - _waited(gaps, age, 1.0, prior)
        return -float(np.mean(each))

    return _prior(_search(loss, start=(0.0, _usual(gaps, age, 1.0))))


def _of_number(numbers: Ints, k: float, prior: Prior) -> Floats:
    """Return ln of Γ(a₀ + k n) b₀^a₀ ÷ Γ(a₀)."""
    from scipy.special import gammaln

    found: Floats = (
        gammaln(prior.shape + k * numbers) - gammaln(prior.shape) + prior.shape * np.log(prior.rate)
    )
    return found


def _waited(gaps: Ints, total: Floats, k: float, prior: Prior) -> Floats:
    """Return ln of (b₀ + S)^(a₀ + k n)."""
    found: Floats = (prior.shape + k * gaps) * np.log(prior.rate + total)
    return found


def _stays(numbers: Ints, leaving: Leaving) -> Floats:
    from scipy.special import betaln

    found: Floats = betaln(leaving.a, leaving.b + numbers) - betaln(leaving.a, leaving.b)
    return found


def _prior(at: Floats) -> Prior:
    """Shape and time are searched by their logarithms: they hardly pull at each other."""
    shape = float(np.exp(at[0]))
    return Prior(shape, shape * float(np.exp(at[1])))


def _leaving(at: Floats) -> Leaving:
    mean, size = 1 / (1 + np.exp(-at[2])), np.exp(at[3])
    return Leaving(float(mean * size), float((1 - mean) * size))


def _usual(gaps: Ints, total: Floats, k: float) -> float:
    """Return ln of the time that k stands for: where the search begins."""
    return float(np.log(max(total.sum(), 1.0) / (k * max(gaps.sum(), 1))))


def _search(
    loss: Callable[[Floats], float],
    *,
    start: Sequence[float],
    last: tuple[float, float] | None = None,
) -> Floats:
    from scipy.optimize import minimize

    bounds = [(value - _WIDE, value + _WIDE) for value in start]
    if last is not None:
        bounds[-1] = last
    found: Floats = minimize(loss, np.asarray(start), method="L-BFGS-B", bounds=bounds).x
    return found
