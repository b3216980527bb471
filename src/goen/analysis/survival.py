"""Kaplan-Meier: how soon customers buy a second time, using those watched for a short time too.

Method: docs/methods/repeat.md. Sources: Kaplan and Meier (1958); Greenwood (1926) for the variance;
the log-log transformation keeps the interval within 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from goen.analysis.wilson import Z_95

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Times:
    """How many customers had the event, and how many were last seen without it, after `days`."""

    days: int
    events: int
    censored: int


@dataclass(frozen=True, slots=True)
class Step:
    """The curve after `days`: the share with the event so far, and its 95 % interval.

    `at_risk` were still waiting when the day began; `converted` counts events up to its end. The
    interval is None where it is not defined: before the first event and after the last customer.
    """

    days: int
    at_risk: int
    converted: int
    share: float
    low: float | None
    high: float | None


def kaplan_meier(*, times: Iterable[Times]) -> list[Step]:
    """Return the curve at every day on which something happened, in order."""
    ordered = sorted(times, key=lambda item: item.days)
    at_risk = sum(item.events + item.censored for item in ordered)
    waiting, spread, converted = 1.0, 0.0, 0
    steps = []
    for item in ordered:
        converted += item.events
        after = at_risk - item.events
        waiting *= after / at_risk
        spread += item.events / (at_risk * after) if after else 0.0
        low, high = _interval(waiting, spread)
        steps.append(Step(item.days, at_risk, converted, 1 - waiting, low, high))
        at_risk -= item.events + item.censored
    return steps


def _interval(waiting: float, spread: float) -> tuple[float, float] | tuple[None, None]:
    """Return the log-log interval of the share that is not waiting; `spread` is Greenwood's sum."""
    if not 0 < waiting < 1:
        return None, None
    width = Z_95 * sqrt(spread) / -log(waiting)
    return 1 - waiting ** exp(-width), 1 - waiting ** exp(width)


def at_days(*, steps: Sequence[Step], days: Sequence[int]) -> list[Step]:
    """Return the curve as it stands on the given days: its exact values, only fewer of them."""
    points = []
    for day in days:
        past = [step for step in steps if step.days <= day]
        coming = next((step for step in steps if step.days >= day), None)
        at_risk = coming.at_risk if coming else 0
        last = past[-1] if past else Step(0, at_risk, 0, 0.0, None, None)
        points.append(Step(day, at_risk, last.converted, last.share, last.low, last.high))
    return points
