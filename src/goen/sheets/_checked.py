"""Sales that were checked when they were entered, as the table `sales`: no file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.sheets._columns_plan import REQUIRED, ColumnPlan
from goen.sheets._errors import NothingUsable
from goen.sheets._finish import finish
from goen.sheets._rejections import Rejections
from goen.sheets._report import FileReport, LoadReport
from goen.sheets._sql import run, sql
from goen.sheets._stage import CANCELLED, NO_CUSTOMER, OPTIONAL, TABLE, USED, ZERO, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import duckdb

_TAKE = """
    INSERT INTO {stage}
    SELECT {columns},
        CASE
            WHEN cancelled THEN {cancelled}
            WHEN customer IS NULL THEN {no_customer}
            WHEN amount = 0 THEN {zero}
            ELSE {used}
        END,
        0
    FROM {table}
"""


def load_checked(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str,
    name: str,
    headers: Mapping[str, str],
    today: date,
    as_of: date | None = None,
) -> LoadReport:
    """Leave the rows of `table` in the table `sales`, judged and counted as `load` does.

    `table` has customer VARCHAR (NULL: nobody known), day DATE, amount BIGINT (minor unit, returns
    below zero), cancelled BOOLEAN, and optional columns as `sales` has them. `name` and `headers`
    (role → word) are how the report calls the table and its columns. Raises NothingUsable.
    """
    there = connection.table(table).columns
    stage = Stage(connection, optional=[column for column in OPTIONAL if column in there])
    columns = ["customer", '"day"', "amount", *stage.optional]
    run(
        connection,
        sql(
            _TAKE,
            stage=TABLE,
            table=table,
            columns=", ".join(columns),
            cancelled=CANCELLED,
            no_customer=NO_CUSTOMER,
            zero=ZERO,
            used=USED,
        ),
    )
    report = finish(
        stage,
        files=[_described(name, headers, stage)],
        rejections=Rejections(connection),
        later=Rejections(connection, table="goen_later"),
        notes=[],
        overlap="keep",
        as_of=as_of,
        today=today,
    )
    if report.rows_used == 0:
        raise NothingUsable(_NOTHING, report=report)
    return report


def _described(name: str, headers: Mapping[str, str], stage: Stage) -> FileReport:
    roles = ("kind", *REQUIRED, *stage.optional)
    plan = ColumnPlan(
        columns={role: place for place, role in enumerate(roles)},
        headers={role: headers[role] for role in roles},
        confidence=dict.fromkeys(roles, 1.0),
        has_header=True,
    )
    return FileReport(name, None, None, None, rows=stage.size, plan=plan, fast=True)


_NOTHING = Text("数える売上がありません", "There are no sales that count")
