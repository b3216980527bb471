"""F2, F3 and on: how many of those who bought so often buy once more, and how soon.

Method: docs/methods/repeat.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.analysis.f2 import WINDOWS
from goen.analysis.shares import share
from goen.analysis.survival import Step, Times, kaplan_meier

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine, Value
    from goen.analysis.thresholds import Thresholds

MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class PurchaseStep:
    """From purchase number `step` to the next one: F2 is step 1, F3 step 2.

    `customers` bought so often; `watched` of them for the whole window, `converted` of those bought
    again within it. `curve` is that of Kaplan and Meier and uses everybody, watched long or not.
    """

    step: int
    customers: int
    watched: int
    converted: int
    curve: list[Step]

    @property
    def rate(self) -> float | None:
        """The share that bought again; None when nobody was watched for so long."""
        return share(part=self.converted, whole=self.watched)


def purchase_steps(
    *,
    engine: Engine,
    as_of: date,
    data_start: date,
    thresholds: Thresholds,
    window_days: int = WINDOWS["long"],
    most: int = MOST_STEPS,
) -> list[PurchaseStep]:
    """Return the steps that somebody reached, F2 first, from `states` and `standing`.

    Customers who may have bought before the data began are left out: they took other steps.
    """
    asked: dict[str, Value] = {
        "as_of": as_of,
        "data_start": data_start,
        "lapse_days": thresholds.lapse_days,
        "most": most,
    }
    times: dict[int, list[Times]] = {}
    for row in engine.ask(question="purchase_waits", **asked):
        waited = Times(row["days"], row["converted"], row["censored"])
        times.setdefault(row["step"], []).append(waited)
    return [
        PurchaseStep(**row, curve=kaplan_meier(times=times[row["step"]]))
        for row in engine.ask(question="purchase_steps", window_days=window_days, **asked)
    ]
