"""Rows that stand equally in two files of one load: counted, and on request used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.sheets._stage import TABLE, UNCLEAR

if TYPE_CHECKING:
    from goen.sheets._stage import Stage

_COPIES = "goen_copies"


def count_overlap(stage: Stage, *, drop: bool) -> int:
    """Rows of the stage that are also in another file; with `drop` they leave the stage.

    Rows are equal when their customer, day, amount and all optional columns are. A row that stands
    twice in one file and once in another counts once: of each row the largest number of times it
    stands in one file is right. Only days that occur in several files need be compared.
    """
    connection = stage.connection
    columns = ['"day"' if name == "day" else name for name in stage.columns[:-1]]
    keys = ", ".join(columns)
    days = (
        f'SELECT "day" FROM (SELECT DISTINCT "day", source FROM {TABLE}'
        f' WHERE reason <> {UNCLEAR}) GROUP BY "day" HAVING count(*) > 1'
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_COPIES} AS"
        f" SELECT {keys}, sum(n)::BIGINT - max(n) AS extra, arg_max(source, (n, -source)) AS kept"
        f" FROM (SELECT {keys}, source, count(*) AS n FROM {TABLE}"
        f' WHERE reason <> {UNCLEAR} AND "day" IN ({days}) GROUP BY {keys}, source)'
        f" GROUP BY {keys} HAVING count(*) > 1"
    )
    found = connection.execute(f"SELECT coalesce(sum(extra), 0)::BIGINT FROM {_COPIES}").fetchone()
    if drop:
        same = " AND ".join(f"s.{name} IS NOT DISTINCT FROM c.{name}" for name in columns)
        connection.execute(
            f"DELETE FROM {TABLE} AS s USING {_COPIES} AS c WHERE {same} AND s.source <> c.kept"
        )
    connection.execute(f"DROP TABLE {_COPIES}")
    return int(found[0]) if found else 0
