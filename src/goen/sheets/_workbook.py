"""Workbooks (.xlsx .xlsm .xls .xlsb .ods): which sheets hold the sales, and their rows."""

from __future__ import annotations

import gc
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from goen.japanese import Text
from goen.sheets._columns import ColumnsNotFound, UnknownColumn
from goen.sheets._columnwise import read_rows
from goen.sheets._errors import UnableToRead, UnknownSheet
from goen.sheets._own import OWN_OUTPUT, is_own_output
from goen.sheets._table import find_layout, is_blank
from goen.sheets._workbook_guard import check_sizes, counts_from_1904, is_encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from goen.sheets._check import CheckOptions
    from goen.sheets._columns_plan import Row
    from goen.sheets._slow import RowByRow
    from goen.sheets._sources import Source
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout

_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm"),
    "xlsb": (".xlsb",),
    "xls": (".xls",),
    "ods": (".ods",),
}
_SAMPLE_ROWS = 400


@dataclass(slots=True)
class SheetTable:
    """One sheet of a workbook that holds sales."""

    file: str
    sheet: str
    optional: bool
    layout: Layout
    epoch_1904: bool
    book: Any
    cells: Any | None
    encoding: None = None
    delimiter: None = None

    def read(self, *, options: CheckOptions, stage: Stage, source: int, slow: RowByRow) -> bool:
        """Read all rows into `stage`; the sheet is let go afterwards."""
        with without_collector():
            with polite(self.file):
                again = self.cells is None
                rows = _rows(self.book.get_sheet_by_name(self.sheet) if again else self.cells)
            self.cells = None
            while rows and is_blank(rows[-1]):
                rows.pop()
            read_rows(
                rows[self.layout.first :],
                self.layout,
                options=options,
                stage=stage,
                source=source,
                slow=slow,
            )
        return True


def open_workbook(
    source: Source,
    *,
    overrides: Mapping[str, str],
    digits: int,
    sheet: str | None,
    keep: int,
    scratch: Path,
    notes: list[Text],
) -> list[SheetTable]:
    """The sheets of a workbook that hold sales: all that have the same columns as the best one.

    `sheet`: the only one to read, by name or number. `keep`: cells to hold until they are read;
    sheets beyond it are parsed again then. Raises UnableToRead: a password, damage, a
    sheet of absurd size, no sheet with sales; UnknownSheet.
    """
    if source.content in ("xlsx", "xlsb"):
        check_sizes(source.path, name=source.name)
    with polite(source.name):
        book = opened(source, scratch=scratch)
        names = chosen(book.sheet_names, sheet, name=source.name)
        hidden = _hidden(book) if sheet is None else {}
    epoch_1904 = source.content == "xlsx" and counts_from_1904(source.path)
    tables: list[SheetTable] = []
    problems: list[UnableToRead | ColumnsNotFound | UnknownColumn] = []
    left_out: list[Text] = []
    for name in names:
        try:
            if name in hidden:
                raise UnableToRead(source.name, hidden[name])
            tables.append(
                _sheet(
                    source, book, name, overrides=overrides, digits=digits, epoch_1904=epoch_1904
                )
            )
        except (UnableToRead, ColumnsNotFound, UnknownColumn) as problem:
            problems.append(problem)
            left_out.append(_left_out(source.name, name, problem.brief))
        else:
            keep = _let_go(tables[-1], keep)
    if not tables:
        raise _nothing(source.name, problems)
    notes += left_out
    return _alike(tables, notes=notes)


def _let_go(table: SheetTable, keep: int) -> int:
    """Let go of a sheet that has more cells than may still be kept; how many may be after it."""
    size = 0 if table.cells is None else table.cells.total_height * table.cells.total_width
    if size > keep:
        table.cells = None
        return keep
    return int(keep - size)


def _sheet(
    source: Source,
    book: Any,
    name: str,
    *,
    overrides: Mapping[str, str],
    digits: int,
    epoch_1904: bool,
) -> SheetTable:
    with polite(source.name):
        cells = book.get_sheet_by_name(name)
        sample = _rows(cells, count=_SAMPLE_ROWS)
    if all(map(is_blank, sample)):
        raise UnableToRead(source.name, Text("シートが空です", "The sheet is empty"))
    if not overrides and is_own_output(sample):
        raise UnableToRead(source.name, OWN_OUTPUT)
    return SheetTable(
        file=source.name,
        sheet=name,
        optional=source.optional,
        layout=find_layout(sample, overrides=overrides, digits=digits),
        epoch_1904=epoch_1904,
        book=book,
        cells=cells,
    )


def _alike(tables: list[SheetTable], *, notes: list[Text]) -> list[SheetTable]:
    """The surest sheet and those with the same columns; what is left out is noted."""
    best = max(tables, key=lambda table: sum(table.layout.plan.confidence.values()))
    kept = []
    for table in tables:
        if _needed(table) == _needed(best):
            kept.append(table)
        else:
            reason = Text(
                f"列が「{best.sheet}」と違います。読むなら --sheet で指定してください",
                f"its columns differ from those of “{best.sheet}”; read it with --sheet",
            )
            notes.append(_left_out(table.file, table.sheet, reason))
    return kept


def _needed(table: SheetTable) -> dict[str, str]:
    """The headers of the columns that a sale needs; optional ones may differ between sheets."""
    roles = ("customer", "date", "amount", "quantity", "unit_price")
    needed = roles[:3] if "amount" in table.layout.plan.columns else roles
    headers = table.layout.plan.headers
    return {role: headers[role] for role in needed if role in headers}


def opened(source: Source, *, scratch: Path) -> Any:
    calamine = import_module("python_calamine")
    if source.content == "xls" and is_encrypted(source.path):
        raise calamine.PasswordError
    path, suffixes = source.path, _SUFFIXES[source.content]
    if path.suffix.casefold() not in suffixes:  # calamine goes by the name, not by the content
        path = scratch / f"{uuid4().hex}{suffixes[0]}"
        shutil.copyfile(source.path, path)
    return calamine.CalamineWorkbook.from_path(str(path))


def chosen(names: list[str], wanted: str | None, *, name: str) -> list[str]:
    if wanted is None:
        return names
    if wanted in names:
        return [wanted]
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return [names[int(wanted) - 1]]
    there = ", ".join(names)
    raise UnknownSheet(
        name,
        Text(
            f"「{wanted}」というシートはありません（あるのは {there}）",
            f"There is no sheet “{wanted}” (there are {there})",
        ),
    )


def _hidden(book: Any) -> dict[str, Text]:
    """The sheets not to read unless they are asked for, each with the reason."""
    calamine = import_module("python_calamine")
    reasons: dict[str, Text] = {}
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            reasons[sheet.name] = Text("表のシートではありません", "it is no sheet of cells")
        elif sheet.visible != calamine.SheetVisibleEnum.Visible:
            reasons[sheet.name] = Text("非表示のシートです", "it is hidden")
    return reasons


def _rows(cells: Any, count: int | None = None) -> list[Row]:
    """The rows from the first of the sheet on, so that their numbers are the spreadsheet's."""
    if cells.start is None:
        return []
    return list(cells.to_python(skip_empty_area=False, nrows=count))


@contextmanager
def polite(name: str) -> Iterator[None]:
    """Turn what calamine raises into a sentence that names the file."""
    calamine = import_module("python_calamine")
    try:
        yield
    except UnableToRead:
        raise
    except calamine.PasswordError as problem:
        raise UnableToRead(
            name,
            Text(
                "パスワードがかかっています。Excelで開いてパスワードを外してからお試しください",
                "It is protected by a password; open it in Excel and remove the password first",
            ),
        ) from problem
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as problem:
        raise UnableToRead(name, _damaged(problem)) from problem
    except BaseException as problem:
        # A panic of the Rust library is no Exception; it must not end the program either.
        if type(problem).__name__ != "PanicException":
            raise
        raise UnableToRead(name, _damaged(problem)) from problem


def _damaged(problem: BaseException) -> Text:
    why = str(problem).splitlines()[0][:120] if str(problem) else type(problem).__name__
    return Text(
        f"ブックを読めませんでした。壊れているかもしれません（{why}）",
        f"The workbook could not be read; it may be damaged ({why})",
    )


def _left_out(file: str, sheet: str, reason: Text) -> Text:
    return Text(
        f"{file} のシート「{sheet}」は読みませんでした: {reason.ja}",
        f"{file}: the sheet “{sheet}” was skipped: {reason.en}",
    )


def _nothing(
    name: str, problems: Sequence[UnableToRead | ColumnsNotFound | UnknownColumn]
) -> UnableToRead | UnknownColumn:
    """The most telling of the problems of the sheets."""
    for problem in problems:
        if isinstance(problem, UnknownColumn):
            return problem
    for problem in sorted(problems, key=lambda p: not isinstance(p, ColumnsNotFound)):
        return UnableToRead(name, problem.reason, brief=problem.brief)
    return UnableToRead(name, Text("シートがありません", "There is no sheet"))


@contextmanager
def without_collector() -> Iterator[None]:
    """Millions of cells, none in a cycle: walking over them again and again doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
