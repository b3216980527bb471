"""Ten million sales in the bench's home of a million customers, written by SQL, all made up.

Customer 1 has 20,000 of them; the others share the rest, some many, most few. The same number
gives the same rows on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import Any

FIRST, DAYS = date(2016, 12, 1), 3642  # ten years, to 2026-11-20
BUSY, OF_BUSY = 1, 20_000
PRODUCTS, CATEGORIES, SHOPS = 500, 20, 10
CHUNK = 500_000

_ROWS = """
    WITH RECURSIVE numbers (i) AS (
        SELECT {first} UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {end}
    ),
    dice (i, one, two, three) AS (
        SELECT i, (i * 2654435761) % 1000003, (i * 40503 + 7) % 999983, (i * 69069 + 1) % 65537
        FROM numbers
    )
    INSERT INTO sales_sale (
        customer_id, "on", kind, amount, profit, quantity, product_id, category_id, shop_id,
        slip, line, source_id, batch, row, version
    )
    SELECT
        CASE
            WHEN i % {every_busy} = 0 THEN {busy}
            WHEN one % 20 = 0 THEN NULL
            WHEN one % 2 = 0 THEN 2 + (one * 31 + two) % ({customers} / 20)
            ELSE 2 + (one * 17 + two * 3) % ({customers} - 2)
        END,
        {day},
        CASE WHEN two % 100 = 0 THEN 'CANCEL' WHEN two % 100 < 3 THEN 'RETURN' ELSE 'SALE' END,
        CASE WHEN two % 100 IN (1, 2) THEN -1 ELSE 1 END * (200 + three % 9000),
        CASE WHEN two % 100 IN (1, 2) THEN -1 ELSE 1 END * (60 + three % 3000),
        1 + three % 5,
        {product} + three % {products},
        {category} + (three % {products}) % {categories},
        {shop} + one % {shops},
        'S' || (10000000 + i / 2),
        1 + i % 2,
        {source},
        1 + i / 100000,
        1 + i % 100000,
        1
    FROM dice
"""


def prepare(*, sales: int, customers: int) -> None:
    """Write the sales that are not there yet; the tables of names first."""
    from django.db import connection

    from goen.shop.sales.models import Sale

    there = Sale.objects.count()
    if there >= sales:
        return
    start, names = time.perf_counter(), _names()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -2000000")
        for first in range(there, sales, CHUNK):
            end = min(first + CHUNK, sales)
            cursor.execute(_ROWS.format(**names, **_span(first, end, sales, customers)))
            passed = time.perf_counter() - start
            print(f"  {end:,} sales after {passed:.0f} s", file=sys.stderr, flush=True)
        cursor.execute("ANALYZE")


def _span(first: int, end: int, sales: int, customers: int) -> dict[str, Any]:
    from django.db import connection

    passed = f"(i * {DAYS} / {sales})"
    days = {
        "sqlite": f"date('{FIRST}', '+' || {passed} || ' days')",
        "postgresql": f"date '{FIRST}' + {passed}::integer",
    }
    return {
        "first": f"CAST({first} AS bigint)",
        "end": end,
        "customers": customers,
        "busy": BUSY,
        "every_busy": sales // OF_BUSY,
        "products": PRODUCTS,
        "categories": CATEGORIES,
        "shops": SHOPS,
        "day": days[connection.vendor],
    }


def _names() -> dict[str, int]:
    """The first number of each table of names, made when they are not there."""
    from goen.shop.sales.models import Category, Product, Shop, Source

    def first(model: Any, count: int, **values: Any) -> int:
        lowest = model.objects.order_by("pk").first()
        if lowest is None:
            model.objects.bulk_create(
                model(**{name: value(number) for name, value in values.items()})
                for number in range(count)
            )
            lowest = model.objects.order_by("pk").first()
        return int(lowest.pk)

    import shop_data

    plain = {"name": lambda n: f"名前{n}", "key": lambda n: f"名前{n}"}
    return {
        "category": first(Category, CATEGORIES, **plain),
        "shop": first(Shop, SHOPS, **plain),
        "source": first(Source, 1, **plain),
        "product": first(
            Product,
            PRODUCTS,
            name=lambda n: f"品{n}",
            name_key=lambda n: f"品{n}",
            code=lambda n: f"P{n:04d}",
            created_at=lambda _n: shop_data.NOW,
        ),
    }
