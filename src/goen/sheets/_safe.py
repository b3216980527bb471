"""Workbooks and tables out that do no harm: text stays text, and the old file stays on failure."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from goen.japanese import Text
from goen.sheets._atomic import replacing, why_not_written
from goen.sheets._errors import UnableToWrite

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
# What XML 1.0 cannot hold: control characters, halves of surrogate pairs, two non-characters.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")

Value = str | int | float | bool | date | datetime | None
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


class SafeWorkbook:
    """A workbook written with XlsxWriter, that takes the place of `path` only when it is whole.

    Use it in a `with` statement; on leaving it the file is written, or, after an error, the old one
    kept. Texts never become formulas, links or numbers. `dropped` counts the characters left out
    because Excel refuses them, `cut` the texts cut to 32,767 characters.
    """

    def __init__(self, path: str | Path, *, streaming: bool = False) -> None:
        """`streaming`: rows go to disk as they are written, in order, for very long sheets."""
        self._path = path
        self._streaming = streaming
        self._names: set[str] = set()
        self.dropped = 0
        self.cut = 0

    def __enter__(self) -> SafeWorkbook:
        self._stack = ExitStack()
        draft = self._stack.enter_context(replacing(self._path))
        options = {
            "constant_memory": self._streaming,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }
        self.book: Any = import_module("xlsxwriter").Workbook(str(draft), options)
        self.describe()
        return self

    def describe(self, *, title: str = "", comments: str = "") -> None:
        """Set what the file says of itself; no clock in it: equal content makes equal files."""
        self.book.set_properties({"title": title, "comments": comments, "created": _CREATED})

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            try:
                self._close()
            except BaseException as problem:
                self._stack.__exit__(type(problem), problem, problem.__traceback__)
                raise
        self._stack.__exit__(kind, error, trace)

    def _close(self) -> None:
        failures = import_module("xlsxwriter.exceptions")
        try:
            self.book.close()
        except failures.XlsxWriterException as problem:
            cause = problem.args[0] if problem.args else None
            error = cause if isinstance(cause, OSError) else OSError(str(problem))
            raise UnableToWrite(str(self._path), why_not_written(error)) from problem

    def add_sheet(self, name: str) -> Any:
        """A new sheet; the name is made one that Excel allows and no other sheet has."""
        wanted = _NOT_IN_SHEET_NAMES.sub("-", _REFUSED.sub("", name)).strip("' ") or "Sheet"
        label, number = wanted[:_LONGEST_SHEET_NAME], 1
        while label.casefold() in self._names:
            number += 1
            tail = f" ({number})"
            label = wanted[: _LONGEST_SHEET_NAME - len(tail)] + tail
        self._names.add(label.casefold())
        return self.book.add_worksheet(label)

    def write(self, sheet: Any, row: int, column: int, value: Value, form: Any = None) -> None:
        """Write one cell, as what it is: a text stays a text whatever it begins with."""
        if isinstance(value, str):
            sheet.write_string(row, column, self.text(value), form)
        elif value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, form)
        elif isinstance(value, (datetime, date)):
            sheet.write_datetime(row, column, value, form)
        else:
            sheet.write_number(row, column, value, form)

    def text(self, value: str) -> str:
        """`value` as Excel can hold it; what had to be left out is counted."""
        clean = value
        if not value.isprintable():
            clean = _REFUSED.sub("", value)
            self.dropped += len(value) - len(clean)
        # A character takes one place or two.
        if 2 * len(clean) > LONGEST_CELL and len(clean.encode("utf-16-le")) > 2 * LONGEST_CELL:
            clean = clean.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
            self.cut += 1
        # XlsxWriter takes a text in these tags for rich text and writes it as it is, unescaped.
        return clean + " " if clean.startswith("<r>") and clean.endswith("</r>") else clean

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is to be said about texts that could not be written as they are."""
        found: list[Text] = []
        if self.dropped:
            found.append(
                Text(
                    f"Excelが受け付けない文字を {self.dropped:,} 個のぞきました",
                    f"{self.dropped:,} characters that Excel refuses were left out",
                )
            )
        if self.cut:
            found.append(
                Text(
                    f"長すぎる文字列を {self.cut:,} か所で {LONGEST_CELL:,} 文字までにしました",
                    f"{self.cut:,} texts were cut to {LONGEST_CELL:,} characters",
                )
            )
        return tuple(found)
