"""The customer list: field names in the first row, ready for mail merge, however long it is.

Rows come one by one and go to disk at once; a list longer than a sheet goes on on the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from goen.japanese import display_width
from goen.report._workbook_book import ROW_HEIGHT, TEXT_KINDS
from goen.report._workbook_page import cell_value, set_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from goen.report._workbook_book import Book

EXCEL_ROWS = 1_048_576
SAMPLE = 500  # rows looked at to set the widths of columns
WIDEST = 40
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_EPOCH = date(1899, 12, 30).toordinal()

# column of the engine: (title ja, title en, kind), in the order of the sheet
COLUMNS: dict[str, tuple[str, str, str]] = {
    "customer": ("お客様番号", "Customer", "text"),
    "customer_name": ("お名前", "Name", "text"),
    "rank": ("ランク", "Rank", "rank"),
    "status": ("状態", "Status", "status"),
    "silence": ("最終購入からの日数", "Days since last", "count"),
    "occasions": ("購入回数", "Purchases", "count"),
    "sales": ("累計金額", "Sales so far", "money"),
    "r": ("R", "R", "count"),
    "f": ("F", "F", "count"),
    "m": ("M", "M", "count"),
    "rfm_segment": ("RFMの区分", "RFM segment", "segment"),
    "decile": ("デシル", "Decile", "count"),
    "abc": ("ABC", "ABC", "text"),
    "first_day": ("初回購入日", "First purchase", "day"),
    "last_day": ("最終購入日", "Last purchase", "day"),
    "sales_12m": ("直近1年の金額", "Sales, past year", "money"),
    "sales_previous_12m": ("その前の1年の金額", "Sales, year before", "money"),
    "gross_profit": ("粗利", "Gross profit", "money"),
    "mean_interval": ("平均間隔の日数", "Mean interval, days", "ratio"),
    "median_interval": ("間隔の中央値（日）", "Median interval, days", "ratio"),
    "overdue_ratio": ("乖離率（空き÷平均間隔）", "Silence ÷ mean interval", "number"),
    "trend": ("直近1年の増減（−1～+1）", "Trend of the past year (−1 to +1)", "trend"),
    "tenure": ("在籍日数", "Tenure, days", "count"),
    "truncated": ("在籍日数は下限", "Tenure at least", "flag"),
}


@dataclass(frozen=True)
class _Column:
    """One column of the sheet: its title, kind, and the value of a row."""

    title: str
    kind: str
    value: Callable[[Sequence[Any]], Any]


def customer_list(
    book: Book, *, name: str, lead: str, columns: Sequence[str], customers: Iterable[Sequence[Any]]
) -> None:
    """Write one row per customer, on as many sheets as Excel's limit asks for."""
    shown = _shown(book, columns)
    rows = iter(customers)
    first = next(rows, None)
    while True:
        some = [] if first is None else [first]
        _sheet(book, name=name, lead=lead, columns=shown, rows=chain(some, rows))
        first = next(rows, None)
        if first is None:
            return


def _shown(book: Book, columns: Sequence[str]) -> list[_Column]:
    """Order the known columns as the sheet has them, then the unknown ones under their names."""
    known = [key for key in COLUMNS if key in columns]
    unknown = [key for key in columns if key not in COLUMNS]
    return [_column(book, key, columns) for key in [*known, *unknown]]


def _column(book: Book, key: str, columns: Sequence[str]) -> _Column:
    ja, en, kind = COLUMNS.get(key, (key, key, "text"))
    title = book.facts.pick(ja=ja, en=en)
    place = columns.index(key)
    names = _names(book, kind)
    if names is not None:
        return _Column(title, "text", lambda row: names.get(row[place], row[place]))
    if kind == "flag":
        yes = book.facts.pick(ja="はい", en="yes")
        return _Column(title, "text", lambda row: yes if row[place] else None)
    return _Column(title, kind, lambda row: row[place])


def _names(book: Book, kind: str) -> dict[str, str] | None:
    """Return the names that stand for the keys of a kind of column."""
    lang, answers = book.lang, book.facts.answers
    if kind == "rank":
        return {row["rank"]: row["name"][lang] for row in answers["ranks"]}
    if kind == "status":
        return {key: book.facts.pick(ja=ja, en=en) for key, ja, en in _STATUSES}
    if kind == "segment":
        segments = book.facts.given("rfm").get("segments") or []
        return {row["segment"]: row["name"][lang] for row in segments}
    return None


_STATUSES = (("active", "現役", "active"), ("lapsed", "離脱", "lapsed"))


def _sheet(
    book: Book, *, name: str, lead: str, columns: list[_Column], rows: Iterator[Sequence[Any]]
) -> None:
    """Write one sheet, full or with the last of the rows."""
    sheet = book.safe.add_sheet(name)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, 2 * ROW_HEIGHT)
    for place, column in enumerate(columns):
        form = "head" if column.kind in TEXT_KINDS else "head_number"
        book.safe.write(sheet, 0, place, column.title, book.form(form))
    sample = list(islice(rows, min(SAMPLE, EXCEL_ROWS - 1)))
    rest = islice(rows, EXCEL_ROWS - 1 - len(sample))
    writers = [_writer(book, sheet, place, column) for place, column in enumerate(columns)]
    count = 0
    for count, row in enumerate(chain(sample, rest), start=1):
        for write in writers:
            write(count, row)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    sheet.repeat_rows(0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column, sample))
    set_paper(sheet, title=sheet.name, lead=lead)


def _writer(
    book: Book, sheet: Worksheet, place: int, column: _Column
) -> Callable[[int, Sequence[Any]], None]:
    """Return what writes a column's cell of a row; the kind is decided once, not per cell."""
    form, text, value_of = book.form(column.kind), book.safe.text, column.value
    number, string = sheet.write_number, sheet.write_string
    unit = 10**book.digits

    def money(row: int, values: Sequence[Any]) -> None:
        value = value_of(values)
        if value is not None:
            number(row, place, value / unit if unit > 1 else value, form)

    def count(row: int, values: Sequence[Any]) -> None:
        value = value_of(values)
        if value is not None:
            number(row, place, value, form)

    def day(row: int, values: Sequence[Any]) -> None:
        value = cell_value(value_of(values), "day", digits=0)
        if isinstance(value, date) and value >= FIRST_DAY:
            number(row, place, value.toordinal() - _EPOCH, form)
        elif value is not None:
            string(row, place, text(str(value)), form)

    def anything(row: int, values: Sequence[Any]) -> None:
        value = value_of(values)
        if isinstance(value, str):
            string(row, place, text(value), form)
        elif value is not None:
            book.safe.write(sheet, row, place, value, form)

    known = {"money": money, "count": count, "ratio": count, "day": day}
    return known.get(column.kind, anything)


def _width(column: _Column, sample: list[Sequence[Any]]) -> int:
    """Return a width for a column from its title and the first rows."""
    shown = [display_width(str(column.value(row) or "")) for row in sample]
    if column.kind == "money":
        shown = [size + size // 3 for size in shown]
    elif column.kind == "ratio":
        shown = []
    widest = max([*shown, -(-display_width(column.title) // 2), 5])
    return min(widest + 3, WIDEST)
