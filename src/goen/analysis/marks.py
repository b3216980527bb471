"""What decile, ABC and RFM call each single customer, for lists of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis.abc import class_limits
from goen.analysis.amounts import buyers
from goen.analysis.decile import DECILES
from goen.analysis.rfm import score_cuts

if TYPE_CHECKING:
    from goen.analysis.engine import Engine
    from goen.analysis.thresholds import Thresholds


def view_customer_marks(*, engine: Engine, thresholds: Thresholds, mode: str = "fixed") -> None:
    """Let `customer_marks` stand for `standing` with what the analyses call each customer.

    Reads `standing` and `amounts`. Added columns: r, f, m 1 to 5 as `rfm` scores them in `mode`;
    decile 1 to 10, NULL under ten customers; abc 1 to 3 for A to C, NULL when all sales together
    are not positive. They agree with the sums of `rfm`, `decile` and `abc`.
    """
    everybody = buyers(engine=engine)
    size, larger = divmod(everybody.customers, DECILES)
    limits: dict[str, int | None] = {"limit_a": None, "limit_b": None}
    if everybody.sales > 0:
        limits |= class_limits(sales=everybody.sales, cuts=thresholds.abc)
    cuts = score_cuts(engine=engine, thresholds=thresholds, mode=mode)
    engine.view(table="scores", question="scores", **cuts.parameters())
    engine.view(
        table="customer_marks", question="customer_marks", size=size, larger=larger, **limits
    )
