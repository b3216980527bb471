"""Customer numbers of walk-ins: the pattern the user gives, and the one to suggest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goen.japanese import looks_anonymous
from goen.sheets._report import AnonymousSuggestion
from goen.sheets._sql import number, run, sql

if TYPE_CHECKING:
    import duckdb

# Walk-ins are suggested when one number has ten times the rows (or the days) of the next one and at
# least a hundredth of all rows; three times are enough for one that looks so (ZZ0000, フリー客).
_TIMES = 10
_TIMES_FOR_WORDS = 3
_LEAST_SHARE = 100
_LEAST_ROWS = 20
_SAMPLE = 50_000
# The two customers with most rows and the two with most days.
_TOPS = """
    WITH counted AS (
        SELECT customer, count(*) AS n, count(DISTINCT "day") AS days FROM {table} GROUP BY customer
    )
    (SELECT * FROM counted ORDER BY n DESC, customer LIMIT 2)
    UNION
    (SELECT * FROM counted ORDER BY days DESC, n DESC, customer LIMIT 2)
"""


def anonymous_pattern(given: str | None) -> re.Pattern[str] | None:
    """`given`, customer numbers with * and ?, separated by commas, as one pattern."""
    if given is None:
        return None
    parts = [part.strip() for part in re.split("[,、，]", given) if part.strip()]
    return re.compile("|".join(map(_glob, parts))) if parts else None


def _glob(part: str) -> str:
    """`part` with * and ? in the syntax that Python and DuckDB's RE2 share."""
    return re.escape(part).replace(r"\*", ".*").replace(r"\?", ".")


def suggested(connection: duckdb.DuckDBPyConnection, *, table: str) -> AnonymousSuggestion | None:
    """The customer of `table` that is likely all walk-ins together, if there is one.

    Only a number with a hundredth of all rows comes in question, and such a one is in a sample of
    every so many rows; so the rows of each customer are counted only where there is a suspect.
    """
    total = number(connection, sql("SELECT count(*) FROM {table}", table=table))
    if total < _LEAST_ROWS or not _suspects(connection, table=table, total=total):
        return None
    tops = run(connection, sql(_TOPS, table=table))
    by_rows = sorted(tops, key=lambda one: (-one[1], one[0]))
    by_days = sorted(tops, key=lambda one: (-one[2], -one[1], one[0]))
    for (first, second, *_), measure in ((by_rows, 1), (by_days, 2)) if len(tops) > 1 else ():
        customer, rows, days = first
        times = _TIMES_FOR_WORDS if looks_anonymous(customer) else _TIMES
        many = rows >= _LEAST_ROWS and rows * _LEAST_SHARE >= total
        if many and first[measure] >= times * second[measure]:
            rest = next(one[1] for one in by_rows if one is not first)
            return AnonymousSuggestion(customer=customer, rows=rows, days=days, next_rows=rest)
    return None


def _suspects(connection: duckdb.DuckDBPyConnection, *, table: str, total: int) -> bool:
    step = max(1, total // _SAMPLE)
    most = number(
        connection,
        sql(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM {table} WHERE rowid % {step} = 0"
            " GROUP BY customer)",
            table=table,
            step=step,
        ),
    )
    return most * step * 2 * _LEAST_SHARE >= total
