"""Limits that fit the company's own sales: the curve of lapse limits, and what it suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.analysis import lapse_curve, suggestions
from goen.shop.schemes.asking import opened, present
from goen.shop.schemes.remembered import is_remembered, remembered

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis import Thresholds
    from goen.shop.portfolio.history import History
    from goen.shop.schemes.preview import Rules


def curve(*, limits: Thresholds, day: date) -> dict[str, Any] | None:
    """How often each lapse limit would be wrong, that of `limits` among them. Raises NoHistory.

    None while the sales are too young to tell.
    """
    found = present()

    def drawn() -> dict[str, Any] | None:
        with opened(found, day=day, limits=limits) as asked:
            return lapse_curve(engine=asked.engine, as_of=day, thresholds=limits)

    answer: dict[str, Any] | None = remembered(drawn, *_curve_key(found, limits, day))
    return answer


def fitting(*, rules: Rules, day: date) -> dict[str, Any]:
    """The limits that fit, as `goen.analysis.suggestions` tells them. Raises NoHistory."""
    found, limits = present(), rules.limits

    def suggested() -> dict[str, Any]:
        with opened(found, day=day, limits=limits) as asked:
            points = lapse_curve(engine=asked.engine, as_of=day, thresholds=limits)
            return suggestions(engine=asked.engine, thresholds=limits, lapse_curve=points)

    told: dict[str, Any] = remembered(suggested, *_fitting_key(found, rules, day))
    return told


def are_known(*, before: Rules, after: Rules, day: date) -> bool:
    """Whether the curve and the limits that fit are there without work. Raises NoHistory."""
    found = present()
    keys = _curve_key(found, after.limits, day), _fitting_key(found, before, day)
    return all(is_remembered(*key) for key in keys)


def _curve_key(found: History, limits: Thresholds, day: date) -> tuple[object, ...]:
    return "curve", found.name, day, limits.lapse_days


def _fitting_key(found: History, rules: Rules, day: date) -> tuple[object, ...]:
    return "fitting", found.name, day, rules.key()
