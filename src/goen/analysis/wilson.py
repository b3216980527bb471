"""Wilson score intervals: how sure a share is, honest for few customers and for 0 and 100 %."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054  # standard normal quantile of 0.975


def wilson(*, successes: int, trials: int) -> tuple[float, float] | tuple[None, None]:
    """Return the 95 % Wilson score interval of `successes` / `trials`; (None, None) without trials.

    Source: E. B. Wilson, JASA 22 (1927) 209-212.

    Raises:
        ValueError: not 0 <= successes <= trials.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes of {trials} trials")
    if trials == 0:
        return None, None
    share, slack = successes / trials, Z_95**2 / trials
    centre = (share + slack / 2) / (1 + slack)
    half = sqrt(share * (1 - share) * slack + slack**2 / 4) / (1 + slack)
    # The ends are exactly 0 and 1 in theory; rounding must not move them.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == trials else centre + half
    return low, high
