"""Limits that fit the company's own sales: the curve of lapse limits, and what it suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.analysis import lapse_curve, suggestions
from goen.shop.schemes.asking import opened, present
from goen.shop.schemes.remembered import remembered

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis import Thresholds
    from goen.shop.schemes.preview import Rules


def curve(*, limits: Thresholds, day: date) -> dict[str, Any] | None:
    """How often each lapse limit would be wrong, that of `limits` among them. Raises NoHistory.

    None while the sales are too young to tell.
    """
    found = present()

    def drawn() -> dict[str, Any] | None:
        with opened(found, day=day, limits=limits) as asked:
            return lapse_curve(engine=asked.engine, as_of=day, thresholds=limits)

    answer: dict[str, Any] | None = remembered(drawn, "curve", found.name, day, limits.lapse_days)
    return answer


def fitting(*, rules: Rules, day: date) -> dict[str, Any]:
    """The limits that fit, as `goen.analysis.suggestions` tells them. Raises NoHistory."""
    found, limits = present(), rules.limits

    def suggested() -> dict[str, Any]:
        with opened(found, day=day, limits=limits) as asked:
            points = lapse_curve(engine=asked.engine, as_of=day, thresholds=limits)
            return suggestions(engine=asked.engine, thresholds=limits, lapse_curve=points)

    told: dict[str, Any] = remembered(suggested, "fitting", found.name, day, rules.key())
    return told
