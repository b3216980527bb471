"""Could it be chance? Tail probabilities of counts, and many tests at a time.

Method: docs/methods/affinity.md. Sources: Fisher (1935) for the exact test, Benjamini and Hochberg
(1995) for many tests, Mantel and Haenszel (1959) for rates compared within strata, Hoeffding (1956)
for the tail of a sum of events that are not equally likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_NEGLIGIBLE = 1e-17  # of a sum: less than its last digit


def upper_tail(*, both: ArrayLike, one: ArrayLike, other: ArrayLike, whole: ArrayLike) -> Numbers:
    """Return P(X ≥ both), X hypergeometric: as many of `other` fall on `one` of `whole` by chance.

    One-sided Fisher's exact test, for whole arrays at once.
    """
    x, a, b, n = (
        np.atleast_1d(np.asarray(part, dtype=float)) for part in (both, one, other, whole)
    )
    x, a, b, n = np.broadcast_arrays(x, a, b, n)
    least, most = np.maximum(0, a + b - n), np.minimum(a, b)
    above = x * n > a * b
    # Terms are summed away from the middle, where they become smaller with every step.
    start = np.clip(np.where(above, x, x - 1), least, most)
    tail = np.exp(_log_term(start, a, b, n)) * _following(start, a, b, n, up=above)
    found = np.where(above, tail, 1 - tail)
    return np.clip(np.where(x <= least, 1.0, found), 0, 1)


def _log_term(x: Numbers, a: Numbers, b: Numbers, n: Numbers) -> Numbers:
    """Return the logarithm of P(X = x)."""
    found: Numbers = _choose(a, x) + _choose(n - a, b - x) - _choose(n, b)
    return found


def _choose(n: Numbers, k: Numbers) -> Numbers:
    from scipy.special import gammaln  # takes a while, and few commands ask for it

    found: Numbers = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return found


def _following(
    x: Numbers, a: Numbers, b: Numbers, n: Numbers, *, up: np.ndarray[Any, Any]
) -> Numbers:
    """Return the sum of all terms from x on, up or down, over the term at x."""
    x, term, total = x.copy(), np.ones_like(x), np.ones_like(x)
    while (term > _NEGLIGIBLE * total).any():
        rest = n - a - b + x
        # Both are 0 at the last term that is possible, and the term stays 0 from there on.
        over = np.where(up, (a - x) * (b - x), x * rest)
        under = np.where(up, (x + 1) * (rest + 1), (a - x + 1) * (b - x + 1))
        term *= over / np.where(term > 0, under, 1)
        total += term
        x += np.where(up, 1, -1)
    return total


def adjusted(*, p: ArrayLike, tests: int | None = None) -> Numbers:
    """Return p-values adjusted for many tests: below 0.05, at most 5 % of the finds are chance.

    `tests`: how many were made, when some that found nothing are not given.
    """
    given = np.asarray(p, dtype=float)
    order = np.argsort(-given, kind="stable")
    places = np.arange(len(given), 0, -1)
    steps = np.minimum.accumulate(given[order] * (tests or len(given)) / places)
    found = np.empty_like(given)
    found[order] = np.minimum(steps, 1)
    return found


def stratified(
    *, followed: Numbers, exposed: Numbers, all_followed: Numbers, everybody: Numbers
) -> tuple[Numbers, Numbers]:
    """Return how many times as often the exposed followed as the others, and a one-sided p-value.

    The last axis are the strata (months). `exposed` are part of `everybody`, `followed` of
    `all_followed`. The ratio is that of Mantel and Haenszel, infinite where nobody else followed.
    The p-value is never too small: followers that fall on the exposed by chance, month by month,
    are more than so many no more often than by a binomial of the same mean (Hoeffding).
    """
    from scipy.special import betainc

    others, whole = everybody - exposed, np.maximum(everybody, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = (followed * others / whole).sum(axis=-1)
        ratio = above / ((all_followed - followed) * exposed / whole).sum(axis=-1)
    mean = (exposed * all_followed / whole).sum(axis=-1)
    trials, count = exposed.sum(axis=-1), followed.sum(axis=-1)
    share = np.clip(mean / np.maximum(trials, 1), 0, 1)
    tail = betainc(np.maximum(count, 1), np.maximum(trials - count + 1, 1), share)
    return ratio, np.where(count >= mean + 1, tail, 1.0)
