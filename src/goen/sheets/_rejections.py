"""Rows told one by one, kept in DuckDB (which spills to disk) and written as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goen.japanese import Text
from goen.sheets._safe import SafeWorkbook
from goen.sheets._sql import run, sql
from goen.sheets._stage import append

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from goen.sheets._check import Problem
    from goen.sheets._report import LoadReport

_COLUMNS = ("file", "sheet", "line", "header", "value", "ja", "en")
_BATCH = 20_000
_LONGEST_VALUE = 1_000
_ROWS_OF_A_SHEET = 1_048_576
_REJECTED = Text("読めなかった行", "Rejected rows")
_LATER = Text("今日より後の行", "Rows after today")
_HEADERS = (
    Text("ファイル", "File"),
    Text("シート", "Sheet"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("値", "Value"),
    Text("理由", "Reason"),
)
_WIDTHS = (30, 16, 10, 18, 30, 70)


class Rejection(NamedTuple):
    """One cell that keeps its row from counting. `row` counts from 1 as a spreadsheet shows it."""

    file: str
    sheet: str | None
    row: int
    column: str
    value: str
    reason: Text


class Rejections:
    """All rejections of one load, in the order of files and rows; len() counts cells, not rows."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, table: str = "goen_rejections"
    ) -> None:
        """Start with none; `table` keeps them in the connection."""
        self._connection, self._table = connection, table
        self._waiting: list[tuple[Any, ...]] = []
        self._count = 0
        run(connection, f"DROP TABLE IF EXISTS {table}")
        run(
            connection,
            f"CREATE TABLE {table} (file VARCHAR, sheet VARCHAR, line BIGINT, header VARCHAR,"
            " value VARCHAR, ja VARCHAR, en VARCHAR)",
        )

    def add(self, *, file: str, sheet: str | None, row: int, problems: Sequence[Problem]) -> None:
        """Keep the problems of one row."""
        for problem in problems:
            value = problem.value
            if len(value) > _LONGEST_VALUE:
                value = value[:_LONGEST_VALUE] + "…"
            value = value.encode("utf-8", "replace").decode("utf-8")
            reason = problem.reason
            self._waiting.append((file, sheet, row, problem.column, value, reason.ja, reason.en))
        self._count += len(problems)
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Put the waiting rejections into the table."""
        rows, self._waiting = self._waiting, []
        append(self._connection, table=self._table, columns=_COLUMNS, rows=rows)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Rejection]:
        self.flush()
        cursor = self._connection.cursor()
        result = cursor.execute(sql("SELECT * FROM {t} ORDER BY rowid", t=self._table))
        while rows := result.fetchmany(10_000):
            for file, sheet, line, header, value, ja, en in rows:
                yield Rejection(file, sheet, line, header, value, Text(ja, en))

    def first(self, count: int) -> list[Rejection]:
        """The first `count` of them."""
        return [rejection for rejection, _ in zip(self, range(count), strict=False)]


def write_rejections(report: LoadReport, path: str | Path, *, lang: str = "ja") -> None:
    """Write the rejected cells of `report` to the workbook `path`, one row each.

    Columns: file, sheet, row, column, value, reason in `lang`. Rows dated after today follow in a
    sheet of their own. More rows than a sheet holds go on in further sheets. Raises UnableToWrite.
    """
    with SafeWorkbook(path, streaming=True) as workbook:
        if len(report.rejections) or report.future is None:
            _write_list(workbook, report.rejections, title=_REJECTED, lang=lang)
        if report.future is not None:
            _write_list(workbook, report.future.each, title=_LATER, lang=lang)


def _write_list(workbook: SafeWorkbook, found: Rejections, *, title: Text, lang: str) -> None:
    bold = workbook.book.add_format({"bold": True, "bottom": 1})
    sheet, line = _new_sheet(workbook, bold, title=title, lang=lang), 1
    for rejection in found:
        if line >= _ROWS_OF_A_SHEET:
            sheet, line = _new_sheet(workbook, bold, title=title, lang=lang), 1
        cells = (*rejection[:5], rejection.reason.text(lang))
        for column, value in enumerate(cells):
            workbook.write(sheet, line, column, value)
        line += 1


def _new_sheet(workbook: SafeWorkbook, bold: Any, *, title: Text, lang: str) -> Any:
    sheet = workbook.add_sheet(title.text(lang))
    for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        workbook.write(sheet, 0, column, header.text(lang), bold)
    sheet.freeze_panes(1, 0)
    return sheet
