"""Amounts that belong to a whole slip but stand on each of its lines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.sheets._columns_plan import Cell, Row

_ENOUGH_SLIPS = 5
_NEARLY_ALL = 0.9

Repetition = Literal["repeated", "first line only", ""]


def slip_total(rows: Sequence[Row], *, slip: int, amount: int) -> Repetition:
    """Whether the amounts are totals of slips with several lines.

    "repeated": each line of a slip carries the same amount, so that adding the lines would count it
    again and again; "first line only": the other lines leave it empty; "": neither. Judged on slips
    with more than one line, of which there must be five.
    """
    lines: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if key := _text(row, slip):
            lines[key].append(_text(row, amount))
    several = [cells for cells in lines.values() if len(cells) > 1]
    if len(several) < _ENOUGH_SLIPS:
        return ""
    if _share(several, lambda cells: bool(cells[0]) and not any(cells[1:])) >= _NEARLY_ALL:
        return "first line only"
    different = len({cells[0] for cells in several}) > 2
    same = _share(several, lambda cells: len(set(cells)) == 1 and bool(cells[0]))
    return "repeated" if different and same >= _NEARLY_ALL else ""


def _share(several: list[list[str]], test: Callable[[list[str]], bool]) -> float:
    return sum(test(cells) for cells in several) / len(several)


def _text(row: Row, index: int) -> str:
    cell: Cell = row[index] if index < len(row) else None
    return "" if cell is None else str(cell).strip()
