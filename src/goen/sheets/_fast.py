"""The fast path: DuckDB reads the text file itself; only rows it cannot be sure of come to Python.

Every row becomes one row of the stage. A row whose cells are all in a clean form (see `_forms`) is
there with its values; any other is there as UNCLEAR with its cells as JSON, and is then given to the
slow path with its true row number. What DuckDB's CSV reader and Python's would cut into cells
differently (broken quotes, odd lines) makes the whole file go the slow way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from goen.sheets import _scan
from goen.sheets._delimited import parsed_line
from goen.sheets._forms import (
    Form,
    customer_form,
    date_form,
    money_form,
    or_empty,
    text_form,
    totals_word,
    whole_form,
)
from goen.sheets._stage import NO_CUSTOMER, TABLE, UNCLEAR, USED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.sheets._check import CheckOptions
    from goen.sheets._delimited import TextTable
    from goen.sheets._slow import RowByRow
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout

_TEXTS = ("customer_name", "product", "category", "shop", "slip")
_ROLES = frozenset(("customer", "date", "amount", "quantity", "gross_profit", *_TEXTS))
_MOST_ODD_LINES = 100_000
_SMALL = 4096
_ODD = "goen_odd_lines"
_SCANS = "goen_odd_scans"


def can_be_fast(table: TextTable, layout: Layout, options: CheckOptions) -> bool:
    """Whether the columns and options are ones the fast path knows, and the file is worth it."""
    plan = layout.plan
    unread = ("unit_price",) if "amount" in plan.columns else ()
    return (
        "amount" in plan.columns
        and set(plan.columns) - set(unread) <= _ROLES
        and not (options.date_style and "%" in options.date_style)
        and not plan.serials
        and layout.width > 1
    )


def read_fast(
    table: TextTable,
    layout: Layout,
    *,
    options: CheckOptions,
    stage: Stage,
    source: int,
    slow: RowByRow,
) -> bool:
    """Read a text file into the stage; False when it must go the slow way, with nothing kept."""
    forms = _forms(layout, options=options, sample=table.sample[layout.first :])
    if forms is None:
        return False
    stage.flush()
    base = stage.size
    stage.connection.execute("BEGIN")
    try:
        _insert(table, layout, forms=forms, stage=stage, source=source)
        odd = _odd_lines(stage.connection, table)
    except duckdb.Error:
        odd = None
    if odd is None:
        stage.connection.execute("ROLLBACK")
        _forget(stage.connection)
        return False
    stage.connection.execute("COMMIT")
    _forget(stage.connection)
    clean = stage.size - base
    unclear = _unclear(stage.connection, base)
    numbers = _numbers(table, layout, odd=odd, ordinals=[ordinal for ordinal, _ in unclear])
    rows = [(number, cells) for number, (_, cells) in zip(numbers, unclear, strict=True)]
    rows += [(line, parsed_line(text, table)) for line, text in odd.items()]
    slow.counts.rows += clean - len(unclear)
    for number, cells in sorted(rows):
        slow.take(number, cells)
    return True


def _insert(
    table: TextTable, layout: Layout, *, forms: dict[str, Form], stage: Stage, source: int
) -> None:
    customer, day, amount = (forms[role] for role in ("customer", "date", "amount"))
    clean = " AND ".join(form.clean for form in forms.values())
    others = [f"CASE WHEN clean THEN {forms[name].value} END" for name in stage.optional]
    cells = ", ".join(f"coalesce(c{i}, '')" for i in range(layout.width))
    parts = [
        f"INSERT INTO {TABLE} SELECT",
        f"CASE WHEN NOT clean THEN CAST(to_json([{cells}]) AS VARCHAR)",
        f"WHEN {customer.value} <> '' THEN {customer.value} END,",
        f"CASE WHEN clean THEN {day.value} END,",
        f"CASE WHEN clean THEN {amount.value} END,",
        *(f"{other}," for other in others),
        f"CASE WHEN NOT clean THEN {UNCLEAR} WHEN coalesce({customer.value}, '') = '' ",
        f"THEN {NO_CUSTOMER} WHEN {amount.value} = 0 THEN {ZERO} ELSE {USED} END, {source}",
        f"FROM (SELECT *, coalesce({clean}, false) AS clean FROM {_reader(table, layout)})",
    ]
    stage.connection.execute(" ".join(parts))


def _forms(layout: Layout, *, options: CheckOptions, sample: Any) -> dict[str, Form] | None:
    plan = layout.plan
    found: dict[str, Form] = {}
    for role, index in plan.columns.items():
        cell, texts = f"c{index}", [row[index] for row in sample if index < len(row)]
        unit = plan.units.get(role, 1)
        if role == "customer":
            row = "concat_ws('|', " + ", ".join(f"c{i}" for i in range(layout.width)) + ")"
            named = customer_form(cell)
            nobody = f"coalesce({cell}, '') = '' AND NOT {totals_word(row)}"
            found[role] = Form(value=cell, clean=f"(({nobody}) OR ({named.clean}))")
        elif role == "date":
            form = date_form(cell, sample=texts)
            if form is None:
                return None
            found[role] = form
        elif role == "amount":
            found[role] = money_form(cell, digits=options.digits, unit=unit, sample=texts)
        elif role == "gross_profit":
            form = money_form(cell, digits=options.digits, unit=unit, sample=texts)
            found[role] = or_empty(form, cell)
        elif role == "quantity":
            found[role] = or_empty(whole_form(cell), cell)
        elif role in _TEXTS:
            found[role] = or_empty(text_form(cell), cell)
    return found


def _reader(table: TextTable, layout: Layout) -> str:
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(layout.width))
    path = str(table.path).replace("'", "''")
    quote = '"' if table.facts.quotes else ""
    newline = table.newline.replace("\r", "\\r").replace("\n", "\\n")
    return (
        f"read_csv('{path}', auto_detect=false, header=false, skip={layout.first},"
        f" delim='{table.delimiter}', quote='{quote}', escape='{quote}', new_line='{newline}',"
        f" columns={{{columns}}}, ignore_errors=true, store_rejects=true,"
        f" rejects_table='{_ODD}', rejects_scan='{_SCANS}', rejects_limit={_MOST_ODD_LINES})"
    )


def _odd_lines(connection: duckdb.DuckDBPyConnection, table: TextTable) -> dict[int, str] | None:
    """The lines DuckDB left out, by number; None when Python might cut them differently."""
    found = connection.execute(
        " ".join(["SELECT line, csv_line, CAST(error_type AS VARCHAR) FROM", _ODD])
    ).fetchall()
    odd: dict[int, str] = {}
    for line, text, kind in found:
        if kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS") or '"' in text:
            return None
        odd[line] = text.strip("\r\n")
    return None if len(odd) >= _MOST_ODD_LINES else odd


def _unclear(connection: duckdb.DuckDBPyConnection, base: int) -> list[tuple[int, list[str]]]:
    rows = connection.execute(
        " ".join(["SELECT rowid, customer FROM", TABLE, "WHERE rowid >= ? AND reason = ?"]),
        [base, UNCLEAR],
    ).fetchall()
    return [(row - base, json.loads(cells)) for row, cells in sorted(rows)]


def _numbers(
    table: TextTable, layout: Layout, *, odd: dict[int, str], ordinals: list[int]
) -> Iterator[int]:
    """The row numbers of the records with these ordinals among those DuckDB gave."""
    missing = np.array(sorted(odd), dtype=np.int64)
    if table.facts.blank_lines:
        missing = np.union1d(missing, _scan.blank_lines(table.path, skip=table.skip))
        missing = missing[missing > layout.first]
    gaps = missing - layout.first - 1 - np.arange(len(missing))
    before = np.searchsorted(gaps, np.array(ordinals, dtype=np.int64), side="right")
    return (int(o + b) + layout.first + 1 for o, b in zip(ordinals, before, strict=True))


def _forget(connection: duckdb.DuckDBPyConnection) -> None:
    for name in (_ODD, _SCANS):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
