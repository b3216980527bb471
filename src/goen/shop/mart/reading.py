"""What the mart takes from the ledger, as SQL for the copier.

The SQL is made by the ORM from the questions that pages ask (`live()`), so that what a page leaves
out, as a batch that is being imported, the mart leaves out too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q

from goen.shop.customers.models import Customer
from goen.shop.mart.copying import Order
from goen.shop.sales.models import Category, Product, Sale, Shop

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from django.db.models import QuerySet

SALES = "sales"


def order_of_sales(*, folder: Path, name: str, months: Collection[date] | None) -> Order:
    """The sales of some months, or of all, each month in a file of its own."""
    rows = Sale.objects.live()
    if months is not None:
        rows = rows.filter(_within(months))
    # Names and customer numbers change: the mart holds the keys, and nothing of a person.
    chosen = rows.annotate(day=F("on"), thousandths=_thousandths()).values(
        "customer_id",
        "day",
        "kind",
        "amount",
        "profit",
        "thousandths",
        "product_id",
        "category_id",
        "shop_id",
    )
    return _order(folder, {f"{SALES}-{name}": _sql(chosen)}, split=f"{SALES}-{name}")


def order_of_names(*, folder: Path) -> Order:
    """The names that the keys of sales stand for; of customers their number too."""
    tables: dict[str, QuerySet[Any]] = {
        "customers": Customer.objects.live().values("id", "code", "name"),
        "products": Product.objects.values("id", "code", "name"),
        "categories": Category.objects.values("id", "name"),
        "shops": Shop.objects.values("id", "name"),
    }
    return _order(folder, {name: _sql(rows) for name, rows in tables.items()})


def _within(months: Collection[date]) -> Q:
    condition = Q()
    for month in months:
        condition |= Q(on__gte=month, on__lt=_next(month))
    return condition


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _thousandths() -> Any:
    """The quantity as a whole number, so that both databases say the same.

    Not by `Cast`, which would have SQLite convert each number twice.
    """
    times = F("quantity") * 1000
    return Func(times, template="CAST(%(expressions)s AS bigint)", output_field=BigIntegerField())


def _order(folder: Path, tables: dict[str, str], *, split: str = "") -> Order:
    if connection.vendor == "sqlite":
        address = str(connection.settings_dict["NAME"])
    else:
        from psycopg.conninfo import make_conninfo

        told = connection.get_connection_params()
        known = ("dbname", "host", "port", "user", "password", "sslmode", "sslrootcert")
        address = make_conninfo("", **{name: told[name] for name in known if name in told})
    return Order(
        driver=connection.vendor, address=address, folder=str(folder), tables=tables, split=split
    )


def _sql(rows: QuerySet[Any]) -> str:
    """The SQL of a question with its values written out: the driver binds none without Arrow."""
    text, values = rows.order_by().query.sql_with_params()
    return text % tuple(map(_literal, values))


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str | date) and not isinstance(value, datetime):
        return "'" + str(value).replace("'", "''") + "'"
    raise TypeError(f"no literal for {type(value).__name__}")
