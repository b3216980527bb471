"""The plain figures of one customer's gaps, for the customer's own page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_LATEST = 3  # gaps; what hair salons go by


@dataclass(frozen=True, slots=True)
class Cadence:
    """Closed gaps of one customer in calendar days: how many, and how long they are.

    `latest` is the mean of the last three; `variation` the standard deviation ÷ mean;
    `overdue_ratio` (乖離率) the present silence ÷ mean. For reading only: limits are not set by
    multiples.
    """

    gaps: int
    mean: float
    median: float
    longest: int
    latest: float
    variation: float
    overdue_ratio: float


def cadence(*, days: Iterable[date], as_of: date) -> Cadence | None:
    """Return the figures of the gaps between `days` up to `as_of`; None without a closed gap."""
    known = sorted({day for day in days if day <= as_of})
    gaps = [(later - day).days for day, later in pairwise(known)]
    if not gaps:
        return None
    mean = fmean(gaps)
    return Cadence(
        gaps=len(gaps),
        mean=mean,
        median=float(median(gaps)),
        longest=max(gaps),
        latest=fmean(gaps[-_LATEST:]),
        variation=pstdev(gaps) / mean,
        overdue_ratio=(as_of - known[-1]).days / mean,
    )
