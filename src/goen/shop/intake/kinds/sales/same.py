"""Which sales of the ledger the rows of a file are that were found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from goen.shop.intake import store
from goen.shop.intake.kinds.sales.known import sources
from goen.shop.intake.tables import append, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

    from goen.shop.intake.models import Batch

# Only what a batch brought can be taken back with it. Those in the trash come last.
_EQUAL = """
    SELECT id, identity, deleted_at IS NOT NULL FROM sales_sale
    WHERE {on} BETWEEN %s AND %s AND source_id = %s AND slip = '' AND identity IS NOT NULL
      AND batch <> %s
"""
_PAIRS = """
    WITH said AS (
        SELECT row, source, identity,
            row_number() OVER (PARTITION BY source, identity ORDER BY row) AS nth
        FROM same WHERE target IS NULL
    ), there AS (
        SELECT id, source, identity,
            row_number() OVER (PARTITION BY source, identity ORDER BY trashed, id) AS nth
        FROM equal_here
    )
    SELECT id, row FROM said JOIN there USING (source, identity, nth)
    UNION ALL SELECT target, row FROM same WHERE target IS NOT NULL
"""


def pairs(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, int]]:
    """The sales that rows found, (id, row): lines without a slip as often as they are."""
    work.execute(
        "CREATE TABLE equal_here (id BIGINT, source VARCHAR, identity BIGINT, trashed BOOLEAN);"
        "CREATE VIEW same AS SELECT row, target, source, identity, day"
        f" FROM read_parquet({literal(str(store.plan(batch)))})"
        " WHERE outcome IN ('SAME', 'UPDATE')"
    )
    columns = ("id", "source", "identity", "trashed")
    append(work, table="equal_here", columns=columns, rows=_equal(batch, work))
    return work.execute(_PAIRS).fetchall()


def _equal(batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, str, int, int]]:
    days = work.execute(
        "SELECT source, min(day), max(day) FROM same WHERE target IS NULL GROUP BY source"
    ).fetchall()
    ids = sources(work, table="same")
    sql = _EQUAL.replace("{on}", connection.ops.quote_name("on"))
    for source, first, last in days:
        with connection.cursor() as cursor:
            cursor.execute(sql, [str(first), str(last), ids[source], batch.pk])
            while rows := cursor.fetchmany(10_000):
                for pk, identity, trashed in rows:
                    yield pk, source, identity, int(trashed)
