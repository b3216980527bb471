"""Which lines of a file the ledger has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from goen import japanese
from goen.shop.intake.kinds.sales import slips
from goen.shop.intake.tables import append, one
from goen.shop.sales.models import Sale, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import duckdb

    from goen.shop.intake.models import Batch

_MANY = 900


def sources(work: duckdb.DuckDBPyConnection, *, table: str) -> dict[str, int]:
    """The sources that the rows of a table name and the ledger has, by name."""
    rows = work.execute(f"SELECT DISTINCT source FROM {table} WHERE source IS NOT NULL").fetchall()
    names = {_key(name): name for (name,) in rows}
    found = Source.objects.filter(key__in=names).values_list("key", "pk")
    return {names[key]: pk for key, pk in found}


def find(*, work: duckdb.DuckDBPyConnection) -> None:
    """The tables `known` (row, id, identity, doubt) and `counted` (source, identity, count).

    `doubt`: why a person has to say whether it is this one, MOVED or UNCLEAR.
    """
    work.execute(
        "CREATE TABLE known (row INTEGER, id BIGINT, identity BIGINT, doubt VARCHAR);"
        "CREATE TABLE counted (source VARCHAR, identity BIGINT, count BIGINT);"
        "CREATE TABLE shop_key (name VARCHAR, key VARCHAR)"
    )
    names = work.execute("SELECT DISTINCT shop FROM line WHERE shop IS NOT NULL").fetchall()
    keys = [(name, _key(name)) for (name,) in names]
    append(work, table="shop_key", columns=("name", "key"), rows=keys)
    _by_number(work)
    here = sources(work, table="line")
    slips.match(work=work, sources=here)
    for name, source in here.items():
        append(
            work,
            table="counted",
            columns=("source", "identity", "count"),
            rows=_equal(work, name, source),
        )


def _key(name: str) -> str:
    """The comparable form in which a name is kept once."""
    return japanese.fold(japanese.plain(name)[:100])[:100]


def _by_number(work: duckdb.DuckDBPyConnection) -> None:
    """Lines that name the sale itself, since they came from here."""
    cursor = work.cursor()
    cursor.execute("SELECT row, id FROM line WHERE id IS NOT NULL ORDER BY id, row")
    while rows := cursor.fetchmany(_MANY):
        found = dict(
            Sale.objects.filter(pk__in=[id for _row, id in rows]).values_list("pk", "identity")
        )
        lines = [(row, id, found[id]) for row, id in rows if id in found]
        append(work, table="known", columns=("row", "id", "identity"), rows=lines)


# The conditions of partial indexes stand here word for word: as bound values SQLite would not see
# that the index has all that is asked.
_ON_DAYS = """
    SELECT identity, count(*) FROM sales_sale
    WHERE {on} BETWEEN %s AND %s AND source_id = %s AND slip = '' AND identity IS NOT NULL
    GROUP BY identity
"""
_MOVED = """
    SELECT identity, count(*) FROM sales_sale
    WHERE source_id = %s AND batch IS NOT NULL AND version > 1 AND slip = ''
      AND identity IS NOT NULL AND NOT ({on} BETWEEN %s AND %s)
    GROUP BY identity
"""


def _asked(sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a question to the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{on}", connection.ops.quote_name("on")), values)
        while rows := cursor.fetchmany(10_000):
            yield from rows


def _equal(
    work: duckdb.DuckDBPyConnection, name: str, source: int
) -> Iterator[tuple[str, int, int]]:
    """How many lines of each identity the ledger has on the days of the file.

    Those in the trash count too: what a person deleted does not come back with the next file. Lines
    whose day a person changed are looked at wherever they are now.
    """
    first, last = _days(work, name)
    if first is None:
        return
    days = [str(first), str(last)]
    for identity, count in _asked(_ON_DAYS, [*days, source]):
        yield name, identity, count
    for identity, count in _asked(_MOVED, [source, *days]):
        yield name, identity, count


def _days(work: duckdb.DuckDBPyConnection, name: str) -> tuple[date | None, date | None]:
    sql = "SELECT min(day), max(day) FROM line WHERE slip IS NULL AND source = ?"
    return one(work, sql, [name])


def find_gone(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> int:
    """The table `gone` (id, day): sales on the file's dates that it has not; gives how many.

    For "replace the dates". It can be made again while a batch is being taken over: what is gone
    already is no longer among them, and the batch's own lines never are.
    """
    work.execute(
        "CREATE TABLE here (id BIGINT, source VARCHAR, slip VARCHAR, identity BIGINT, day DATE)"
    )
    for name, source in sources(work, table="plan").items():
        days = one(work, "SELECT min(day), max(day) FROM plan WHERE source = ?", [name])
        rows = Sale.objects.filter(source=source, on__range=days, deleted_at=None).exclude(
            batch=batch.pk
        )
        append(
            work,
            table="here",
            columns=("id", "source", "slip", "identity", "day"),
            rows=(
                (pk, name, slip, identity, str(day))
                for pk, slip, identity, day in rows.values_list(
                    "pk", "slip", "identity", "on"
                ).iterator(10_000)
            ),
        )
    work.execute(_GONE)
    return int(one(work, "SELECT count(*) FROM gone")[0])


_GONE = """
    CREATE TABLE gone AS
    WITH kept AS (
        SELECT source, identity, count(*) AS count FROM plan WHERE slip IS NULL GROUP BY ALL
    ), numbered AS (
        SELECT *, row_number() OVER (PARTITION BY source, identity ORDER BY id) AS nth FROM here
        WHERE id NOT IN (SELECT target FROM plan WHERE target IS NOT NULL)
    )
    SELECT n.id, n.day FROM numbered n LEFT JOIN kept k USING (source, identity)
    WHERE n.slip <> '' OR n.nth > coalesce(k.count, 0)
"""
