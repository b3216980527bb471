"""Lines of slips that the ledger has already: the same line again, or changed, or moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from goen.shop.intake.kinds.sales.names import products_here
from goen.shop.intake.tables import append

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import duckdb

_MANY = 900
# The condition of the partial index stands here word for word: as a bound value SQLite would not
# see that the index has all that is asked.
_ASKED = """
    SELECT slip, line, s.id, identity, {on}, coalesce(h.key, ''), customer_id, amount,
        coalesce(product_id, 0)
    FROM sales_sale s LEFT JOIN sales_shop h ON h.id = s.shop_id
    WHERE slip IN ({marks}) AND source_id = %s AND NOT (slip = '')
"""
_HERE = (
    "source", "slip", "line", "id", "identity", "day", "shop", "customer", "amount", "product",
)  # fmt: skip

_TABLES = """
    CREATE TABLE here (source VARCHAR, slip VARCHAR, line INTEGER, id BIGINT, identity BIGINT,
        day DATE, shop VARCHAR, customer BIGINT, amount BIGINT, product BIGINT);
    CREATE TABLE product_here (code VARCHAR, name VARCHAR, id BIGINT);
    CREATE TABLE pair (row INTEGER, id BIGINT, identity BIGINT, doubt VARCHAR);
"""
_THERE = """
    CREATE TABLE there AS
    SELECT l.row, l.source, l.slip, l.line, l.given, l.reused, l.identity, l.day,
        coalesce(k.key, '') AS shop, w.customer, l.amount,
        CASE WHEN coalesce(l.product_code, l.product) IS NULL THEN 0 ELSE coalesce(p.id, -1) END
            AS product
    FROM line l
    LEFT JOIN shop_key k ON k.name = l.shop
    LEFT JOIN who w ON w.code = coalesce(l.code, '') AND w.name = coalesce(l.name, '')
    LEFT JOIN product_here p
        ON p.code = coalesce(l.product_code, '') AND p.name = coalesce(l.product, '')
    WHERE l.slip IS NOT NULL AND l.row NOT IN (SELECT row FROM known)
"""
_LEFT = """
    CREATE OR REPLACE VIEW left_there AS
        SELECT * FROM there WHERE row NOT IN (SELECT row FROM pair);
    CREATE OR REPLACE VIEW left_here AS
        SELECT * FROM here WHERE id NOT IN (SELECT id FROM pair)
            AND id NOT IN (SELECT id FROM known);
"""
# One after the other; each looks only at what those before it left.
_STEPS = (
    # It says what the file said when it came, whatever people changed in it since.
    """
    WITH t AS (SELECT *, row_number() OVER (PARTITION BY source, slip, identity ORDER BY row) AS nth
            FROM left_there),
        h AS (SELECT *, row_number() OVER (PARTITION BY source, slip, identity ORDER BY line, id)
            AS nth FROM left_here)
    SELECT t.row, h.id, h.identity, NULL FROM t JOIN h USING (source, slip, identity, nth)
    """,
    # The file gives the number of the line.
    """
    SELECT t.row, h.id, h.identity, NULL
    FROM left_there t JOIN left_here h USING (source, slip, line, day, shop)
    WHERE t.given QUALIFY row_number() OVER (PARTITION BY t.row ORDER BY h.id) = 1
    """,
    # The same product on the slip. Where the ledger has more such lines, a person has to say which.
    """
    WITH t AS (SELECT *,
            row_number() OVER (PARTITION BY source, slip, day, shop, product ORDER BY row) AS nth,
            count(*) OVER (PARTITION BY source, slip, day, shop, product) AS many
            FROM left_there WHERE NOT given),
        h AS (SELECT *,
            row_number() OVER (PARTITION BY source, slip, day, shop, product ORDER BY line, id)
                AS nth,
            count(*) OVER (PARTITION BY source, slip, day, shop, product) AS many
            FROM left_here)
    SELECT t.row, h.id, h.identity, CASE WHEN h.many > t.many THEN 'UNCLEAR' END
    FROM t JOIN h USING (source, slip, day, shop, product, nth)
    """,
    # The file has as many lines of the slip as the ledger: by their place.
    """
    WITH ours AS (SELECT source, slip, day, shop, count(*) AS n FROM here GROUP BY ALL),
        theirs AS (SELECT source, slip, day, shop, count(*) AS n FROM there GROUP BY ALL),
        whole AS (SELECT source, slip, day, shop
            FROM ours JOIN theirs USING (source, slip, day, shop, n)),
        t AS (SELECT *, row_number() OVER (PARTITION BY source, slip, day, shop ORDER BY row) AS nth
            FROM left_there JOIN whole USING (source, slip, day, shop) WHERE NOT given),
        h AS (SELECT *, row_number() OVER (PARTITION BY source, slip, day, shop ORDER BY line, id)
            AS nth FROM left_here)
    SELECT t.row, h.id, h.identity, NULL FROM t JOIN h USING (source, slip, day, shop, nth)
    """,
    # A slip of this number is there on another day. Registers begin anew with their numbers, and
    # must not overwrite what they sold the day before; the same customer and amount may be a slip
    # that was moved.
    """
    SELECT t.row, h.id, h.identity, 'MOVED'
    FROM left_there t JOIN left_here h USING (source, slip, amount, customer)
    WHERE NOT t.reused AND (NOT t.given OR t.line = h.line)
    QUALIFY row_number() OVER (PARTITION BY t.row ORDER BY h.id) = 1
        AND row_number() OVER (PARTITION BY h.id ORDER BY t.row) = 1
    """,
)
# Lines that are new on a slip of the ledger, and whose file gives no number, come after its last.
_NUMBERED = """
    UPDATE line SET line = n.line FROM (
        SELECT t.row, h.last + row_number() OVER (
            PARTITION BY t.source, t.slip, t.day, t.shop ORDER BY t.row) AS line
        FROM left_there t JOIN (
            SELECT source, slip, day, shop, max(line) AS last FROM here GROUP BY ALL
        ) h USING (source, slip, day, shop)
        WHERE NOT t.given
    ) n WHERE n.row = line.row
"""


def match(*, work: duckdb.DuckDBPyConnection, sources: Mapping[str, int]) -> None:
    """Add the lines of slips to the table `known` (row, id, identity, doubt)."""
    work.execute(_TABLES)
    for name, source in sources.items():
        append(work, table="here", columns=_HERE, rows=_here(work, name, source))
    append(work, table="product_here", columns=("code", "name", "id"), rows=_products(work))
    work.execute(_THERE)
    work.execute(_LEFT)
    for step in _STEPS:
        work.execute(f"INSERT INTO pair {step}")
    work.execute(_NUMBERED)
    work.execute("INSERT INTO known SELECT row, id, identity, doubt FROM pair")
    work.execute("DROP VIEW left_there; DROP VIEW left_here; DROP TABLE there; DROP TABLE here")


def _here(work: duckdb.DuckDBPyConnection, name: str, source: int) -> Iterator[tuple[Any, ...]]:
    """The lines that the ledger has of the file's slips."""
    cursor = work.cursor()
    cursor.execute(
        "SELECT DISTINCT slip FROM line WHERE slip IS NOT NULL AND source = ? ORDER BY slip", [name]
    )
    sql = _ASKED.replace("{on}", connection.ops.quote_name("on"))
    while rows := cursor.fetchmany(_MANY):
        marks = ", ".join(["%s"] * len(rows))
        with connection.cursor() as ledger:
            ledger.execute(sql.replace("{marks}", marks), [*(slip for (slip,) in rows), source])
            yield from ((name, *row) for row in ledger.fetchall())


def _products(work: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, str, int]]:
    """Which product of the ledger each code and name on a slip is, if it is one."""
    cursor = work.cursor()
    cursor.execute(
        "SELECT DISTINCT coalesce(product_code, '') AS code, coalesce(product, '') AS name"
        " FROM line WHERE slip IS NOT NULL AND coalesce(product_code, product) IS NOT NULL"
    )
    while rows := cursor.fetchmany(_MANY):
        texts = [{"code": code, "name": name} for code, name in rows]
        for one, pk in zip(texts, products_here(texts), strict=True):
            if pk is not None:
                yield one["code"], one["name"], pk
