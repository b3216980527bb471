"""Rows that stand equally in two files of one load: counted, and on request used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.sheets._sql import number, run, sql
from goen.sheets._stage import TABLE, USED, Stage

if TYPE_CHECKING:
    from datetime import date

_COPIES = "goen_copies"
_FIND = """
    CREATE OR REPLACE TEMP TABLE {copies} AS
    WITH shared AS (
        SELECT "day"
        FROM (SELECT DISTINCT "day", source FROM {table} WHERE reason = {used} AND "day" <= $limit)
        GROUP BY "day" HAVING count(*) > 1
    ),
    by_file AS (
        SELECT {keys}, source, count(*) AS n
        FROM {table}
        WHERE reason = {used} AND "day" IN (SELECT "day" FROM shared)
        GROUP BY {keys}, source
    )
    SELECT {keys}, sum(n)::BIGINT - max(n) AS extra, arg_max(source, (n, -source::INTEGER)) AS kept
    FROM by_file GROUP BY {keys} HAVING count(*) > 1
"""
_DROP = "DELETE FROM {table} AS s USING {copies} AS c WHERE {same} AND s.source <> c.kept"


def count_overlap(stage: Stage, *, limit: date, drop: bool) -> int:
    """Used rows up to `limit` that are also in another file; with `drop` they leave the stage.

    Rows are equal when their customer, day, amount and all optional columns are. A row that stands
    twice in one file and once in another counts once: of each row the largest number of times it
    stands in one file is right. Only days that occur in several files need be compared.
    """
    connection = stage.connection
    columns = ['"day"' if name == "day" else name for name in stage.columns[:-1]]
    names = {"keys": ", ".join(columns), "table": TABLE, "copies": _COPIES, "used": USED}
    run(connection, sql(_FIND, **names), {"limit": limit})
    found = number(connection, sql("SELECT coalesce(sum(extra), 0)::BIGINT FROM {copies}", **names))
    if drop:
        same = " AND ".join(f"s.{name} IS NOT DISTINCT FROM c.{name}" for name in columns)
        run(connection, sql(_DROP, same=same, **names))
    run(connection, sql("DROP TABLE {copies}", **names))
    return found
