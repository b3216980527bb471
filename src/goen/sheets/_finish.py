"""From the stage to the table `sales`: time judged, rows left out counted, the report made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goen.sheets._anonymous import suggested
from goen.sheets._overlap import count_overlap
from goen.sheets._report import ExcludedRows, FutureRows, LoadReport
from goen.sheets._sql import number, run, sql
from goen.sheets._stage import CANCELLED, NO_CUSTOMER, TABLE, UNCLEAR, USED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import duckdb

    from goen.japanese import Text
    from goen.sheets._rejections import Rejections
    from goen.sheets._report import FileReport
from goen.sheets._stage import Stage

_COUNTS = """
    SELECT coalesce("day" > $limit, false), reason,
        count(*), coalesce(sum(amount), 0)::BIGINT, min("day"), max("day")
    FROM {table}
    WHERE reason <> {unclear}
    GROUP BY ALL
"""
_ZERO_ONLY = """
    WITH zero AS (
        SELECT DISTINCT customer FROM {table}
        WHERE reason = {zero} AND "day" <= $limit AND customer IS NOT NULL
    ),
    bought AS (
        SELECT DISTINCT customer FROM {table} SEMI JOIN zero USING (customer)
        WHERE reason = {used} AND "day" <= $limit
    )
    SELECT (SELECT count(*) FROM zero) - (SELECT count(*) FROM bought)
"""
_LEAVE_OUT = 'DELETE FROM {table} WHERE reason <> {used} OR "day" > $limit'


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of one reason on one side of the limit: how many, their sum, first and last day."""

    rows: int = 0
    amount: int = 0
    first: date | None = None
    last: date | None = None


def finish(
    stage: Stage,
    *,
    files: Sequence[FileReport],
    rejections: Rejections,
    later: Rejections,
    notes: Sequence[Text],
    overlap: Literal["keep", "once"],
    as_of: date | None,
    today: date,
) -> LoadReport:
    """Leave the used rows in the table `sales` and say what became of all others.

    Rows later than `as_of` (without it: than `today`) are left out whatever else they are, so that
    the report at a past day is the report of the data cut at that day.
    """
    connection = stage.connection
    limit = as_of or today
    overlapping = count_overlap(stage, limit=limit, drop=overlap == "once") if len(files) > 1 else 0
    early, late = _groups(connection, limit=limit)
    used = early.get(USED, _Group())
    zero_only = _zero_only(connection, limit=limit) if ZERO in early else 0
    if used.rows < stage.size:
        run(connection, sql(_LEAVE_OUT, table=TABLE, used=USED), {"limit": limit})
    _name_sales(stage)
    late_rows = sum(group.rows for group in late.values())
    return LoadReport(
        rows=sum(file.rows for file in files),
        rows_used=used.rows,
        rows_rejected=sum(file.rejected for file in files),
        excluded=ExcludedRows(
            after_as_of=late_rows if as_of else 0,
            future=0 if as_of else late_rows,
            cancelled=early.get(CANCELLED, _Group()).rows,
            zero=early.get(ZERO, _Group()).rows,
            no_customer=early.get(NO_CUSTOMER, _Group()).rows,
            overlap=overlapping if overlap == "once" else 0,
        ),
        first_date=used.first,
        last_date=used.last,
        sales=used.amount,
        no_customer_sales=early.get(NO_CUSTOMER, _Group()).amount,
        overlap_rows=overlapping,
        customers_zero_only=zero_only,
        as_of=as_of or used.last or today,
        as_of_given=as_of is not None,
        optional=stage.optional,
        files=tuple(files),
        notes=tuple(notes),
        rejections=rejections,
        anonymous=suggested(connection, table="sales") if used.rows else None,
        future=None if as_of else _future(late.values(), each=later),
    )


def _groups(
    connection: duckdb.DuckDBPyConnection, *, limit: date
) -> tuple[dict[int, _Group], dict[int, _Group]]:
    """The rows up to the limit and those after it, each by reason."""
    early: dict[int, _Group] = {}
    late: dict[int, _Group] = {}
    question = sql(_COUNTS, table=TABLE, unclear=UNCLEAR)
    for after, reason, *group in run(connection, question, {"limit": limit}):
        (late if after else early)[reason] = _Group(*group)
    return early, late


def _future(groups: Iterable[_Group], *, each: Rejections) -> FutureRows | None:
    found = [(g.rows, g.first, g.last) for g in groups if g.first and g.last]
    if not found:
        return None
    rows, first, last = zip(*found, strict=True)
    return FutureRows(rows=sum(rows), first=min(first), last=max(last), each=each)


def _zero_only(connection: duckdb.DuckDBPyConnection, *, limit: date) -> int:
    """Customers of whom there are only rows of amount 0."""
    question = sql(_ZERO_ONLY, table=TABLE, zero=ZERO, used=USED)
    return number(connection, question, {"limit": limit})


def _name_sales(stage: Stage) -> None:
    connection = stage.connection
    run(connection, "DROP TABLE IF EXISTS sales")
    for column in ("reason", "source"):
        run(connection, f"ALTER TABLE {TABLE} DROP COLUMN {column}")
    for column in ("customer", '"day"', "amount"):
        run(connection, f"ALTER TABLE {TABLE} ALTER COLUMN {column} SET NOT NULL")
    run(connection, f"ALTER TABLE {TABLE} RENAME TO sales")
