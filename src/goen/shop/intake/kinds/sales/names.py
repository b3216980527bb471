"""What lines call by name: sources, shops, categories and products, made where they are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen import japanese
from goen.shop.errands.pace import Pace
from goen.shop.intake.tables import append
from goen.shop.jobs.pause import breathe
from goen.shop.sales.models import Category, Product, Shop, Source
from goen.shop.sales.operations.products import index_product
from goen.shop.sales.operations.shared import named
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import duckdb

    from goen.shop.intake.models import Batch

_NAMED = {"source": Source, "shop": Shop, "category": Category}
_MANY = 500


def make(*, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """The tables `name_id` (of, name, id) and `product` (code, name, id) for all lines to come."""
    work.execute(
        "CREATE TABLE name_id (of VARCHAR, name VARCHAR, id BIGINT);"
        "CREATE TABLE product (code VARCHAR, name VARCHAR, id BIGINT)"
    )
    for column, model in _NAMED.items():
        sql = f"SELECT DISTINCT {column} FROM plan WHERE {column} IS NOT NULL ORDER BY 1"
        for (name,) in work.execute(sql).fetchall():
            row = named(model, name=name)
            ids = [(column, name, row.pk)] if row else []
            append(work, table="name_id", columns=("of", "name", "id"), rows=ids)
    _products(batch, work, now)


def _products(batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    pace = Pace(most=_MANY)
    for rows in _wanted(work, pace):
        found = {row["key"]: _known(row["code"], row["name"]) for row in rows}
        with pace.step():
            for row in rows:
                if found[row["key"]] is None:
                    found[row["key"]] = _add(batch, row, now)
        append(
            work,
            table="product",
            columns=("code", "name", "id"),
            rows=[(row["code"], row["name"], found[row["key"]]) for row in rows],
        )
        breathe()


def _wanted(work: duckdb.DuckDBPyConnection, pace: Pace) -> Iterator[list[dict[str, Any]]]:
    cursor = work.cursor()
    cursor.execute(
        """
        SELECT coalesce(product_code, '') AS code, coalesce(product, '') AS name,
            min(row) AS row, first(category ORDER BY row) AS category
        FROM plan
        WHERE outcome IN ('NEW', 'UPDATE') AND coalesce(product_code, product) IS NOT NULL
        GROUP BY ALL ORDER BY row
        """
    )
    names = ("code", "name", "row", "category")
    while rows := cursor.fetchmany(pace.size):
        wanted = [dict(zip(names, row, strict=True)) for row in rows]
        yield [{**one, "key": (one["code"], one["name"])} for one in wanted]


def _known(code: str, name: str) -> int | None:
    """The product with this code; without a code the first one of exactly this name."""
    live = Product.objects.live()
    if code:
        return live.filter(code=code[:40]).values_list("pk", flat=True).first()
    same = live.filter(name_key=japanese.fold(name)[:200]).order_by("pk")
    return same.values_list("pk", flat=True).first()


def _add(batch: Batch, row: dict[str, Any], now: datetime) -> int:
    """A new product; one that the same file named before under the same code or name is that."""
    if (known := _known(row["code"], row["name"])) is not None:
        return known
    name = japanese.plain(row["name"] or row["code"])[:200]
    product = Product.objects.create(
        code=row["code"][:40],
        name=name,
        name_key=japanese.fold(name)[:200],
        category=named(Category, name=row["category"] or ""),
        created_at=now,
    )
    record(
        by=batch.by,
        action="sales.product.added",
        subject=Subject.of(product),
        group=batch.group,
        row=row["row"],
    )
    index_product(product)
    return product.pk
