"""The tables that questions read, made once from `sales` for one as-of date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goen.analysis.calendar import months_before

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.schemes import Scheme
    from goen.analysis.thresholds import Thresholds


def make_standing(
    *,
    engine: Engine,
    scheme: Scheme,
    thresholds: Thresholds,
    as_of: date,
    data_start: date,
    history: bool = True,
) -> None:
    """Make `net_days`, `customers` and `standing` from `sales`; rows after `as_of` do not count.

    `standing` has one row per customer with an occasion. Customers first seen within `lapse_days`
    of `data_start` are `truncated`: they may be older than the data, so their tenure is a lower
    bound. Without `history`, `net_days` is only a view and customers have no numbers: nothing else
    will read them.
    """
    engine.define_rank(case=scheme.rank_case())
    years = {"year_ago": months_before(as_of, 12), "two_years_ago": months_before(as_of, 24)}
    if history:
        engine.make(table="net_days", question="net_days", as_of=as_of)
        engine.view(table="counted", question="customers", **years)
        engine.make(table="customers", question="customers_numbered")
    else:
        engine.view(table="net_days", question="net_days", as_of=as_of)
        engine.make(table="customers", question="customers", **years)
    engine.make(
        table="standing",
        question="standing",
        as_of=as_of,
        data_start=data_start,
        lapse_days=thresholds.lapse_days,
    )


def make_states(*, engine: Engine) -> None:
    """Make `states` from `net_days`: one row per customer and date, valid until `next_day`.

    It holds the state at the end of each day on which something was bought or returned; every
    question about the past reads it. `net_days` is let go, for `states` says the same and more.
    """
    engine.make(table="states", question="states")
    engine.drop(table="net_days")


def make_moves(*, engine: Engine, thresholds: Thresholds, as_of: date) -> None:
    """Make the view `moves` over `states`: one row per change of rank or status up to `as_of`."""
    engine.view(
        table="moves",
        question="moves",
        lapse_days=thresholds.lapse_days,
        after=as_of + timedelta(days=1),
    )


def make_profits(*, engine: Engine, as_of: date) -> bool:
    """Make `profits` from `sales`, if not made before; False when there is no gross profit."""
    if "gross_profit" not in engine.columns(table="sales"):
        return False
    if "profits" not in engine.tables:
        engine.make(table="profits", question="profits", as_of=as_of)
    return True


def make_names(*, engine: Engine, as_of: date) -> bool:
    """Make `customer_names` from `sales`, if not made before; False when there are no names."""
    if "customer_name" not in engine.columns(table="sales"):
        return False
    if "customer_names" not in engine.tables:
        engine.make(table="customer_names", question="customer_names", as_of=as_of)
    return True
