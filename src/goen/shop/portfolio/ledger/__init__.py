"""The ledger of ranks: what was published about each month, and what became known later."""

from __future__ import annotations

from goen.shop.portfolio.ledger.closing import lines_of_month, months_to_close
from goen.shop.portfolio.ledger.counting import (
    Reign,
    make_moved,
    moves_between,
    reign_on,
    standings_at,
)
from goen.shop.portfolio.ledger.restating import make_restated

__all__ = [
    "Reign",
    "lines_of_month",
    "make_moved",
    "make_restated",
    "months_to_close",
    "moves_between",
    "reign_on",
    "standings_at",
]
