"""The ledger of ranks: what was published about each month, and what became known later."""

from __future__ import annotations

from goen.shop.portfolio.ledger.closing import lines_of_month, months_to_close
from goen.shop.portfolio.ledger.counting import Reign, moves_between, reign_on, standings_at
from goen.shop.portfolio.ledger.restating import find_restatements

__all__ = [
    "Reign",
    "find_restatements",
    "lines_of_month",
    "months_to_close",
    "moves_between",
    "reign_on",
    "standings_at",
]
