"""What lines call by name: sources, shops, categories and products, made where they are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from goen import japanese
from goen.shop.errands.pace import Pace
from goen.shop.intake.tables import append
from goen.shop.jobs.pause import breathe
from goen.shop.sales.models import Category, Product, Shop, Source
from goen.shop.sales.operations.products import index_products
from goen.shop.sales.operations.shared import named
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.models import Batch

_Name = TypeVar("_Name", Category, Shop, Source)

_MANY = 500


def make(*, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """The tables `name_id` (of, name, id) and `product` (code, name, id) for all lines to come."""
    work.execute(
        "CREATE TABLE name_id (of VARCHAR, name VARCHAR, id BIGINT);"
        "CREATE TABLE product (code VARCHAR, name VARCHAR, id BIGINT)"
    )
    _names(work, "source", Source)
    _names(work, "shop", Shop)
    _names(work, "category", Category)
    _products(batch, work, now)


def _names(work: duckdb.DuckDBPyConnection, column: str, model: type[_Name]) -> None:
    sql = f"SELECT DISTINCT {column} FROM plan WHERE {column} IS NOT NULL ORDER BY 1"
    rows = [(column, name, named(model, name=name)) for (name,) in work.execute(sql).fetchall()]
    ids = [(of, name, row.pk) for of, name, row in rows if row is not None]
    append(work, table="name_id", columns=("of", "name", "id"), rows=ids)


def _products(batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
    pace = Pace(most=_MANY)
    for rows in _wanted(work, pace):
        with pace.step():
            ids = _found(rows)
            lacking = {_one(row): row for row in rows if _one(row) not in ids}
            ids |= _add(batch, lacking, now)
        append(
            work,
            table="product",
            columns=("code", "name", "id"),
            rows=[(row["code"], row["name"], ids[_one(row)]) for row in rows],
        )
        breathe(since=pace.ended)


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
        yield [dict(zip(names, row, strict=True)) for row in rows]


def _one(row: Mapping[str, Any]) -> tuple[str, str]:
    """What makes a product one: its code; without a code its name."""
    return (row["code"], "") if row["code"] else ("", japanese.fold(row["name"])[:200])


def products_here(rows: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """The product of the ledger for each code and name, if there is one."""
    found = _found(rows)
    return [found.get(_one(row)) for row in rows]


def _found(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    """Products that are here: by their code; without a code the first one of exactly this name."""
    live = Product.objects.live().order_by("-pk")
    keys = [_one(row) for row in rows]
    by_code = live.filter(code__in=[code for code, _name in keys if code])
    by_name = live.filter(name_key__in=[name for _code, name in keys if name])
    found = {(code, ""): pk for code, pk in by_code.values_list("code", "pk")}
    return found | {("", name): pk for name, pk in by_name.values_list("name_key", "pk")}


def _add(
    batch: Batch, rows: Mapping[tuple[str, str], Mapping[str, Any]], now: datetime
) -> dict[tuple[str, str], int]:
    """New products, each with its place in the trail and in the search."""
    products = Product.objects.bulk_create(_product(row, now) for row in rows.values())
    Trail.objects.bulk_create(
        Trail(
            staff=batch.by,
            action="sales.product.added",
            kind="product",
            object_id=product.pk,
            label=product.name,
            group=batch.group,
            row=row["row"],
        )
        for product, row in zip(products, rows.values(), strict=True)
    )
    index_products(products)
    return {key: product.pk for key, product in zip(rows, products, strict=True)}


def _product(row: Mapping[str, Any], now: datetime) -> Product:
    name = japanese.plain(row["name"] or row["code"])[:200]
    return Product(
        code=row["code"][:40],
        name=name,
        name_key=japanese.fold(name)[:200],
        category=named(Category, name=row["category"] or ""),
        created_at=now,
    )
