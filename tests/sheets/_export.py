"""A file as a shop system writes it, with the columns a person would choose.

Each line is one column: its head, then its cells from top to bottom, _ for an empty one. `expected`
is the head of each role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import date_readings, parse_date

if TYPE_CHECKING:
    from goen.sheets._columns import Cell


@dataclass(frozen=True)
class Export:
    """One system's file. `typed`: a workbook, whose numbers and dates are no text."""

    name: str
    columns: str
    expected: str
    absent: tuple[str, ...] = ()
    digits: int = 0
    years: tuple[int, int] | None = None
    typed: bool = False

    @property
    def header(self) -> list[str]:
        """The heads of the columns."""
        return [line.split(": ")[0] for line in self._lines(self.columns)]

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows below the header."""
        cells = [(line + " ").split(": ", 1)[1].split(" | ") for line in self._lines(self.columns)]
        read = self._typed if self.typed else self._text
        return [[read(cell) for cell in row] for row in zip(*cells, strict=True)]

    @property
    def roles(self) -> dict[str, str]:
        """Role → the head that should be found for it."""
        roles = {}
        for line in self._lines(self.expected):
            role, head = line.split(": ", 1)
            roles[role] = head
        return roles

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [line.strip() for line in text.strip().splitlines()]

    @staticmethod
    def _text(cell: str) -> str:
        return cell.strip().removeprefix("_")

    @classmethod
    def _typed(cls, cell: str) -> Cell:
        text = cls._text(cell)
        if "-" in text and date_readings(text):
            return parse_date(text)
        try:
            return float(text) if text else None
        except ValueError:
            return text
