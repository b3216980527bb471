"""The customer list: one row per customer, ready for a workbook, a letter or another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis.amounts import make_amounts
from goen.analysis.marks import view_customer_marks
from goen.analysis.tables import make_names, make_profits

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds

MOST_RANKS = 5


def make_customer_list(
    *, engine: Engine, as_of: date, scheme: Scheme, thresholds: Thresholds, rfm_mode: str
) -> None:
    """Make `customer_list` from `standing`: one row per customer of `sales`, in order of its code.

    Customers without a purchase occasion have amounts, but no rank, status, score or decile. Days
    between occasions are `mean_interval`, and `median_interval` where `states` are made;
    `overdue_ratio` is 乖離率, silence over the mean; `trend` compares two years (a − b) / (a + b).
    `gross_profit` and `customer_name` are there when `sales` has them. Without any of these columns
    the list is a view, computed by whoever reads it.
    """
    make_amounts(engine=engine)
    view_customer_marks(engine=engine, thresholds=thresholds, mode=rfm_mode)
    keys = [rank.key for rank in scheme.ranks] + [None] * MOST_RANKS
    ranks = {f"rank_{place}": keys[place - 1] for place in range(1, MOST_RANKS + 1)}
    more = _more(engine=engine, as_of=as_of)
    keep = engine.make if more else engine.view  # what is read once need not be kept
    keep(table="customer_list", question="customer_list", **ranks)
    for question in more:
        engine.make(table="customer_list", question=question)


def _more(*, engine: Engine, as_of: date) -> list[str]:
    """Return the questions that add columns to the list, each for what the sales have."""
    there = {
        "customer_list_with_median": "states" in engine.tables,
        "customer_list_with_profit": make_profits(engine=engine, as_of=as_of),
        "customer_list_named": make_names(engine=engine, as_of=as_of),
    }
    return [question for question, has in there.items() if has]
