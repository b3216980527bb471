"""ABC analysis of customers and products, and the Pareto share: classes by share of all sales.

Method: docs/methods/abc.md.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from goen.analysis.amounts import buyers, tile_ends, tiles
from goen.analysis.shares import least_reaching, share

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.amounts import Buyers
    from goen.analysis.engine import Engine, Row
    from goen.analysis.thresholds import AbcCuts, Thresholds

CLASSES = ("A", "B", "C")
FIFTHS = 5
CURVE_PARTS = 100


def abc(*, engine: Engine, as_of: date, thresholds: Thresholds) -> dict[str, Any] | None:
    """Return the classes of `customers` and `products`, and the `pareto` share.

    Reads `standing` and `amounts`, and `sales` for the products. `products` is None when the sales
    name none. None as a whole when all sales together are not positive: there is nothing to share.
    """
    everybody = buyers(engine=engine)
    if everybody.sales <= 0:
        return None
    rows = engine.ask(question="abc", **class_limits(sales=everybody.sales, cuts=thresholds.abc))
    return {
        "customers": _classes(rows, "customers", everybody.sales, thresholds.abc),
        "products": _products(engine, as_of, thresholds.abc),
        "pareto": _pareto(engine, everybody),
    }


def class_limits(*, sales: int, cuts: AbcCuts) -> dict[str, int]:
    """Return the sales before which a customer is in class A, and in class B."""
    return {
        "limit_a": least_reaching(limit=cuts.a, whole=sales),
        "limit_b": least_reaching(limit=cuts.b, whole=sales),
    }


def _products(engine: Engine, as_of: date, cuts: AbcCuts) -> list[dict[str, Any]] | None:
    if "product" not in engine.columns(table="sales"):
        return None
    engine.make(table="product_amounts", question="product_amounts", as_of=as_of)
    (total,) = engine.ask(question="product_totals")
    if total["sales"] <= 0:
        return None
    rows = engine.ask(question="abc_products", **class_limits(sales=total["sales"], cuts=cuts))
    return _classes(rows, "products", total["sales"], cuts)


def _classes(rows: list[Row], kind: str, total: int, cuts: AbcCuts) -> list[dict[str, Any]]:
    """Add the rows up by class, dividing the amounts that lie across a limit."""
    limits = [*class_limits(sales=total, cuts=cuts).values()]
    members, sales = [0, 0, 0], [0, 0, 0]
    for row in rows:
        for place, (count, sum_of) in _parts(row, limits).items():
            members[place] += count
            sales[place] += sum_of
    return [
        {
            "class": name,
            kind: members[place],
            "sales": sales[place],
            "share": share(part=sales[place], whole=total),
        }
        for place, name in enumerate(CLASSES)
    ]


def _parts(row: Row, limits: list[int]) -> dict[int, tuple[int, int]]:
    """Return members and sales by class of one row; a row within one class stays whole.

    Member j of an amount that lies across a limit has sales_before + j × amount before it.
    """
    first, last = row["first_class"] - 1, row["last_class"] - 1
    if first == last:
        return {first: (row["members"], row["sales"])}
    amount = row["sales"] // row["members"]
    ends = [-((row["sales_before"] - limit) // amount) for limit in limits[first:last]]
    begins = [0, *ends]
    sizes = [end - begin for begin, end in zip(begins, [*ends, row["members"]], strict=True)]
    return {first + step: (size, size * amount) for step, size in enumerate(sizes)}


def _pareto(engine: Engine, everybody: Buyers) -> dict[str, Any]:
    """Return the best fifth, and the curve at each hundredth of the customers."""
    top = tiles(engine=engine, customers=everybody.customers, count=FIFTHS)[0]
    hundredths = tiles(engine=engine, customers=everybody.customers, count=CURVE_PARTS)
    reached = accumulate(part.sales for part in hundredths)
    ends = tile_ends(customers=everybody.customers, tiles=CURVE_PARTS)
    points = {0: 0} | dict(zip(ends, reached, strict=True))
    return {
        "top_20": {
            "customers": top.customers,
            "sales": top.sales,
            "share": share(part=top.sales, whole=everybody.sales),
        },
        "curve": [
            {
                "customers_share": share(part=place, whole=everybody.customers),
                "sales_share": share(part=sales, whole=everybody.sales),
            }
            for place, sales in points.items()
        ],
    }
