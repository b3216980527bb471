"""What is bought together and next, who might take a better grade, and how many pieces at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from goen.analysis.affinity import SAME_DAY, WINDOW_DAYS, affinity, owners, sequels
from goen.analysis.calendar import months_before
from goen.analysis.grade_up import grade_up, quantities
from goen.shop.figures import tables
from goen.shop.figures.own import OWN, Own
from goen.shop.sales.models import Product

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from goen.analysis.affinity import Pair, Sequel
    from goen.analysis.grade_up import Quantity
    from goen.report.answers import Case
    from goen.shop.figures.asked import Asked
    from goen.shop.figures.documents import Document

MONTHS = 24
MOST_SHOWN = 30
MOST_PRODUCTS = 20  # of which quantities are told
_SALES = """
    CREATE VIEW sales AS
    SELECT named.customer, named.day, named.amount, named.product_id AS product,
        goods.family, goods.grade, {quantity} AS quantity
    FROM named_sales AS named LEFT JOIN goods ON goods.id = named.product_id
"""


def show(case: Case) -> bool:
    """Let `sales` tell products by their numbers, with family and grade; False without products."""
    if "product_id" not in case.columns:
        return False
    connection: duckdb.DuckDBPyConnection = case.engine.connection  # type: ignore[attr-defined]
    rows = list(Product.objects.exclude(family=None).values_list("pk", "family", "grade"))
    connection.execute("CREATE TABLE goods (id BIGINT, family BIGINT, grade INTEGER)")
    if rows:
        ids, families, grades = ([row[place] for row in rows] for place in range(3))
        connection.execute(
            "INSERT INTO goods SELECT unnest($ids), unnest($families), unnest($grades)",
            {"ids": ids, "families": families, "grades": grades},
        )
    connection.execute("ALTER VIEW sales RENAME TO named_sales")
    quantity = "named.quantity" if "quantity" in case.columns else "NULL::BIGINT"
    connection.execute(_SALES.format(quantity=quantity))
    return True


def since(day: date) -> date:
    """The first day that counts for what is bought together."""
    return months_before(day, MONTHS) + timedelta(days=1)


def _mark() -> str:
    """What families and grades are now: who changes them asks anew."""
    rows = Product.objects.exclude(family=None).order_by("pk").values_list("pk", "family", "grade")
    return hashlib.sha256(json.dumps(list(rows)).encode()).hexdigest()[:8]


def _make(asked: Asked) -> Document:
    """All answers about products, with their numbers for names."""
    with tables.opened(asked, past=False) as case:
        if not show(case):
            return {"known": False}
        span: dict[str, Any] = {
            "engine": case.engine,
            "as_of": asked.day,
            "since": since(asked.day),
        }
        together = affinity(**span, window_days=SAME_DAY)
        within = affinity(**span, window_days=WINDOW_DAYS)
        after = sequels(**span)
        owned = owners(**span)
        grades = grade_up(engine=case.engine, as_of=asked.day)
        pieces = quantities(engine=case.engine, as_of=asked.day, since=months_before(asked.day, 12))
    candidates: dict[tuple[Any, int], int] = {}
    for one in grades.candidates:
        candidates[one.family, one.grade] = candidates.get((one.family, one.grade), 0) + 1
    return {
        "known": True,
        "products": together.products,
        "compared": together.compared,
        "together": {"baskets": together.baskets, "pairs": _told(together.pairs, owned)},
        "within": {"baskets": within.baskets, "pairs": _told(within.pairs, owned)},
        "next": {"until": after.until.isoformat(), "pairs": _told(after.pairs, owned)},
        "grades": [
            asdict(step)
            | {
                "followed": step.followed,
                "rate": step.rate,
                "candidates": candidates.get((step.family, step.grade), 0),
            }
            for step in grades.steps
        ],
        "pieces": _pieces(pieces),
    }


def _told(pairs: list[Pair] | list[Sequel], owned: dict[Any, int]) -> list[dict[str, Any]]:
    """The pairs that a page shows: hardly chance and more than the others, or the nearest to it."""
    more = [pair for pair in pairs if pair.ratio is None or pair.ratio > 1]
    sure = [pair for pair in more if pair.sure] or sorted(more, key=lambda pair: pair.p)[:5]
    return [
        asdict(pair) | {"sure": pair.sure, "candidates": owned.get((pair.a, pair.b), 0)}
        for pair in sure[:MOST_SHOWN]
    ]


def _pieces(found: list[Quantity]) -> list[dict[str, Any]]:
    """Per product how many take several pieces at once, and what a piece costs then."""
    told = []
    for product, some in groupby(found, key=lambda one: one.product):
        rows = list(some)
        single = [row for row in rows if row.quantity == 1]
        several = [row for row in rows if row.quantity > 1]
        usual = max(several, key=lambda row: (row.purchases, row.quantity), default=None)
        told.append(
            {
                "product": product,
                "purchases": sum(row.purchases for row in rows),
                "several": sum(row.purchases for row in several),
                "pieces": sum(row.pieces for row in rows),
                "usual": usual and usual.quantity,
                "price_of_one": single[0].average if single else None,
                "price_of_usual": usual and usual.average,
            }
        )
    told.sort(key=lambda row: (-row["several"], -row["purchases"], row["product"]))
    return told[:MOST_PRODUCTS]


OWN["goods"] = Own(_make, _mark)
