"""Decile analysis (デシル分析): ten groups of customers equal in number, by cumulative net amount.

Method: docs/methods/decile.md.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from goen.analysis.amounts import buyers, tiles
from goen.analysis.shares import average, share

if TYPE_CHECKING:
    from goen.analysis.engine import Engine

DECILES = 10


def decile(*, engine: Engine) -> list[dict[str, Any]]:
    """Return the ten deciles, 1 = best; nothing with fewer than ten customers.

    Reads `standing` and `amounts`. Shares are None when all sales together are not positive.
    `ratio` is the decile's mean amount over that of all customers; `boundary_ties` counts the
    customers with the very amount at which this decile is cut from the next.
    """
    everybody = buyers(engine=engine)
    if everybody.customers < DECILES:
        return []
    groups = tiles(engine=engine, customers=everybody.customers, count=DECILES)
    so_far = accumulate(group.sales for group in groups)
    return [
        {
            "decile": number,
            "customers": group.customers,
            "sales": group.sales,
            "share": share(part=group.sales, whole=everybody.sales),
            "cumulative_share": share(part=reached, whole=everybody.sales),
            "average": average(total=group.sales, count=group.customers),
            "ratio": share(
                part=group.sales * everybody.customers, whole=everybody.sales * group.customers
            ),
            "boundary_ties": group.ties,
        }
        for number, (group, reached) in enumerate(zip(groups, so_far, strict=True), start=1)
    ]
