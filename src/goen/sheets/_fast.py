"""The fast path: DuckDB reads the text file itself; only rows it is not sure of come to Python.

Every row becomes one row of the stage. A row whose cells are all in a clean form (see `_forms`) is
there with its values; any other is there as UNCLEAR with its cells as JSON, and is then given to
the slow path with its true row number. What DuckDB's CSV reader and Python's would cut into cells
differently (broken quotes, odd lines) makes the whole file go the slow way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from goen.sheets import _scan
from goen.sheets._delimited import parsed_line
from goen.sheets._fast_query import fast_query
from goen.sheets._forms import TYPED_DAYS
from goen.sheets._readings import AS_TEXTS, Reading, letters_of, readings
from goen.sheets._returns import count_returns, returned_words
from goen.sheets._sql import number, quoted, run, sql
from goen.sheets._stage import TABLE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._check import CheckOptions
    from goen.sheets._delimited import TextTable
    from goen.sheets._slow import RowByRow
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout

_MOST_ODD_LINES = 100_000
_FEW_UNCLEAR = 20_000
_ODD = "goen_odd_lines"
_SCANS = "goen_odd_scans"
_READER = """
    read_csv({path}, auto_detect = false, header = false, skip = {skip}, columns = {columns},
        delim = {delimiter}, quote = {quote}, escape = {quote}, new_line = {newline},
        {dates} ignore_errors = true, store_rejects = true, rejects_limit = {most},
        rejects_table = '{odd}', rejects_scan = '{scans}')
"""
_COUNT_UNCLEAR = """
    SELECT count(*), count(*) FILTER (WHERE reason = {unclear}) FROM {table} WHERE rowid >= {base}
"""
_ODD_DAYS = 'SELECT count(*) FROM {table} WHERE rowid >= {base} AND "day" NOT {days}'
_UNCLEAR_ROWS = "SELECT rowid, customer FROM {table} WHERE rowid >= {base} AND reason = {unclear}"


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
    stage.flush()
    base = stage.size
    gaps = _gaps_left(table, layout, options=options, stage=stage, source=source)
    if gaps is None:
        return False
    unclear = unclear_rows(stage.connection, base)
    if said := returned_words(layout.plan, table.sample[layout.first :]):
        above, below = count_returns(
            stage.connection,
            reader=_reader(table, layout),
            plan=layout.plan,
            said=said,
            without=[cells for _, cells in unclear],
        )
        _drop_odd(stage.connection)
        slow.counts.returns_above += above
        slow.counts.returns_below += below
    slow.counts.rows += stage.size - base - len(unclear)
    slow.counts.blank += sum(text is None for text in gaps.values())
    numbers = _numbers([place for place, _ in unclear], gaps=list(gaps), after=layout.first)
    rows = list(zip(numbers, (cells for _, cells in unclear), strict=True))
    rows += [(line, parsed_line(text, table)) for line, text in gaps.items() if text is not None]
    for place, cells in sorted(rows):
        slow.take(place, cells)
    return True


def _gaps_left(
    table: TextTable, layout: Layout, *, options: CheckOptions, stage: Stage, source: int
) -> dict[int, str | None] | None:
    """Insert the file in the first way that can be trusted; as `_inserted` says, or None."""
    letters = letters_of(table, layout)
    for reading in readings(table, layout, options, letters):
        question = fast_query(
            layout,
            sample=table.sample,
            options=options,
            stage=stage,
            source=source,
            plain=letters.plain,
            typed=reading.typed,
        )
        if question is None:
            return None
        question = sql(question, reader=_reader(table, layout, reading))
        gaps = _inserted(table, layout, question, stage=stage, typed="date" in reading.typed)
        if gaps is not None:
            return gaps
    return None


def _inserted(
    table: TextTable, layout: Layout, question: str, *, stage: Stage, typed: bool
) -> dict[int, str | None] | None:
    """The rows DuckDB gave nothing for: row number → the line, None for a blank one.

    None, with nothing inserted, when Python might cut the file into other rows or cells.
    """
    connection, base = stage.connection, stage.size
    run(connection, "BEGIN")
    try:
        gaps = None
        if _begins_alike(connection, table, layout):
            run(connection, question)
            odd = _odd_lines(connection)
            doubtful = _many_unclear(connection, base) or (typed and _odd_days(connection, base))
            if odd is not None and not doubtful:
                gaps = _gaps(table, layout, odd, records=stage.size - base)
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        run(connection, "ROLLBACK")
        raise
    except duckdb.Error:
        gaps = None
    run(connection, "COMMIT" if gaps is not None else "ROLLBACK")
    _drop_odd(connection)
    return gaps


def _drop_odd(connection: duckdb.DuckDBPyConnection) -> None:
    for name in (_ODD, _SCANS):
        run(connection, f"DROP TABLE IF EXISTS {name}")


def _begins_alike(connection: duckdb.DuckDBPyConnection, table: TextTable, layout: Layout) -> bool:
    """Whether DuckDB skips to the same first row as Python, where quotes above it could differ."""
    if not table.facts.quotes or layout.first == 0:
        return True
    if len(table.sample) <= layout.first:
        return False
    question = sql("SELECT * FROM {reader} LIMIT 1", reader=_reader(table, layout))
    rows = run(connection, question)
    _drop_odd(connection)
    first = ["" if cell is None else cell for cell in rows[0]] if rows else []
    return first == table.sample[layout.first]


def _gaps(
    table: TextTable, layout: Layout, odd: dict[int, str], *, records: int
) -> dict[int, str | None] | None:
    skipped = table.lines_of(layout.first)
    blank = [
        line
        for line in (
            _scan.blank_lines(table.path, skip=table.skip).tolist()
            if table.facts.blank_lines
            else ()
        )
        if line > skipped
    ]
    if table.facts.quotes and (odd or blank):
        lines = _scan.lines(table.path, skip=table.skip)
        if lines != skipped + records + len(odd) + len(blank):
            return None  # some cells go over several lines, so that lines are no rows
    # DuckDB numbers its odd lines by rows, a cell over several lines and all; a scan cannot.
    shift = skipped - layout.first
    return {**odd, **{line - shift: None for line in blank}}


def _many_unclear(connection: duckdb.DuckDBPyConnection, base: int) -> bool:
    """Whether so many rows take Python that reading by columns is the faster way."""
    question = sql(_COUNT_UNCLEAR, table=TABLE, base=base, unclear=UNCLEAR)
    ((rows, unclear),) = run(connection, question)
    return bool(unclear > _FEW_UNCLEAR and unclear * 20 > rows)


def _odd_days(connection: duckdb.DuckDBPyConnection, base: int) -> bool:
    """Whether a date was read that may not be what was written, so that its text is needed."""
    question = sql(_ODD_DAYS, table=TABLE, base=base, days=TYPED_DAYS)
    return number(connection, question) > 0


def _reader(table: TextTable, layout: Layout, reading: Reading = AS_TEXTS) -> str:
    kinds = ["VARCHAR"] * layout.width
    for role in reading.typed:
        kinds[layout.plan.columns[role]] = "DATE" if role == "date" else "BIGINT"
    form = reading.date_format
    columns = ", ".join(f"'c{i}': '{kind}'" for i, kind in enumerate(kinds))
    return sql(
        _READER,
        path=quoted(str(table.path)),
        skip=layout.first,
        dates="" if form is None else f"dateformat = {quoted(form)},",
        columns="{" + columns + "}",
        delimiter=f"'{table.delimiter}'",
        quote="'\"'" if table.facts.quotes else "''",
        newline="'\\r\\n'" if table.newline == "\r\n" else "'\\n'",
        most=_MOST_ODD_LINES,
        odd=_ODD,
        scans=_SCANS,
    )


def _odd_lines(connection: duckdb.DuckDBPyConnection) -> dict[int, str] | None:
    found = run(
        connection, sql("SELECT line, csv_line, CAST(error_type AS VARCHAR) FROM {odd}", odd=_ODD)
    )
    odd: dict[int, str] = {}
    for line, text, kind in found:
        if kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS", "CAST") or '"' in text:
            return None
        odd[line] = text.strip("\r\n")
    return None if len(found) >= _MOST_ODD_LINES else odd


def unclear_rows(connection: duckdb.DuckDBPyConnection, base: int) -> list[tuple[int, list[str]]]:
    """The rows of the stage from row `base` on that take Python: their places and their cells."""
    question = sql(_UNCLEAR_ROWS, table=TABLE, base=base, unclear=UNCLEAR)
    rows = run(connection, question)
    return [(row - base, json.loads(cells)) for row, cells in sorted(rows)]


def _numbers(ordinals: Sequence[int], *, gaps: Sequence[int], after: int) -> list[int]:
    """The row numbers of records, given their places among those that DuckDB gave.

    `gaps`: the numbers of the lines it did not give; `after`: the row above the first record.
    """
    missing = np.array(sorted(gaps), dtype=np.int64)
    before = missing - after - 1 - np.arange(len(missing))
    found = np.array(ordinals, dtype=np.int64)
    passed = np.searchsorted(before, found, side="right")
    return [int(number) for number in found + passed + after + 1]
