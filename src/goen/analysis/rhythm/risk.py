"""What is at stake when a customer does not come back: how a work list is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from goen.analysis.rhythm.arrays import Floats, Ints
    from goen.analysis.rhythm.judge import Rhythms


class AliveBy(StrEnum):
    """Where P(alive) comes from: given by the caller, the rhythm's own, or the overdue p itself."""

    GIVEN = "given"
    RHYTHM = "rhythm"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Value at risk, and the P(alive) it was worked out with; one place per customer."""

    value: Ints
    alive: Floats
    alive_by: AliveBy


def value_at_risk(
    *, rhythms: Rhythms, annual_profit: ArrayLike, alive: ArrayLike | None = None
) -> AtRisk:
    """Return expected annual gross profit × (1 - P(alive)), in whole units of money, cut off.

    `annual_profit` and `alive` are in the order of `rhythms.contacts.customer`. Without `alive`,
    P(alive) of the rhythm is taken; where leaving is not known, P(gap > silence) stands for it.
    Nothing is at risk where P(alive) cannot be told (NaN), or the profit is not positive.
    """
    found, by = _alive(rhythms, alive)
    return AtRisk(lost_without(annual_profit=annual_profit, alive=found), found, by)


def lost_without(*, annual_profit: ArrayLike, alive: ArrayLike) -> Ints:
    """Return profit × (1 - P(alive)) of customers at hand, in whole units of money, cut off."""
    profit = np.maximum(np.asarray(annual_profit, dtype=np.int64), 0)
    gone = np.nan_to_num(1 - np.asarray(alive, dtype=float), nan=0.0)
    value: Ints = np.floor(profit * gone).astype(np.int64)
    return value


def _alive(rhythms: Rhythms, alive: ArrayLike | None) -> tuple[Floats, AliveBy]:
    if alive is not None:
        return np.asarray(alive, dtype=float), AliveBy.GIVEN
    if rhythms.model.leaving is not None:
        return rhythms.alive, AliveBy.RHYTHM
    return rhythms.overdue, AliveBy.OVERDUE
