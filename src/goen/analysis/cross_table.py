"""Two ways of sorting customers at a time: how many people, and how much, in each place.

Method: docs/methods/cross-table.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.analysis.decile import DECILES
from goen.analysis.portfolio import segments, status
from goen.analysis.rfm_segments import RFM_SEGMENTS, rfm_segment
from goen.analysis.two_axis import RANKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.analysis.engine import Engine
    from goen.analysis.schemes import Scheme

AXES = ("cpm", "rfm", "decile", "two_axis")

Key = tuple[str, str] | str | int


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers in one place of the table, and all they ever bought."""

    customers: int = 0
    sales: int = 0


@dataclass(frozen=True, slots=True)
class CrossTable:
    """All places of two axes, those without customers too.

    Keys: of cpm (rank, status), of rfm the segment, of decile the number, of two_axis the rank.
    `cells` has those with customers. `unplaced` are customers whom one of the axes does not know:
    no decile under ten customers, no two-indicator rank without a purchase in its period.
    """

    rows: list[Key]
    columns: list[Key]
    cells: dict[tuple[Key, Key], Cell]
    unplaced: Cell

    def at(self, row: Key, column: Key) -> Cell:
        """Return one place."""
        return self.cells.get((row, column), Cell())

    def row(self, row: Key) -> Cell:
        """Return the sum of a row."""
        return _sum([cell for (line, _), cell in self.cells.items() if line == row])

    def column(self, column: Key) -> Cell:
        """Return the sum of a column."""
        return _sum([cell for (_, place), cell in self.cells.items() if place == column])

    @property
    def total(self) -> Cell:
        """Return the sum of all places."""
        return _sum(list(self.cells.values()))


def cross_table(*, engine: Engine, rows: str, columns: str, scheme: Scheme) -> CrossTable:
    """Return the table of two of `AXES`, from `cross_marks`.

    Raises:
        ValueError: an axis is not one of `AXES`.
    """
    found: dict[tuple[Key, Key], list[Cell]] = {}
    unplaced: list[Cell] = []
    keys = _axis(rows, scheme), _axis(columns, scheme)
    names = _name(rows, scheme), _name(columns, scheme)
    for row in engine.ask(question="cross_table", rows=rows, columns=columns):
        cell = Cell(row["customers"], row["sales"])
        if row["line"] is None or row["place"] is None:
            unplaced.append(cell)
        else:
            found.setdefault((names[0](row["line"]), names[1](row["place"])), []).append(cell)
    cells = {place: _sum(parts) for place, parts in found.items()}
    return CrossTable(*keys, cells, _sum(unplaced))


def view_cross_marks(*, engine: Engine, two_axis: bool) -> None:
    """Let `cross_marks` stand for `customer_marks`, with `two_axis_ranks` if there are any."""
    engine.view(table="cross_marks", question="cross_marks_two_axis" if two_axis else "cross_marks")


def condition(*, axis: str, key: Key, scheme: Scheme) -> str:
    """Return the SQL condition on `cross_marks` for one place of an axis.

    Raises:
        ValueError: the axis or the place is not there.
    """
    if key not in _axis(axis, scheme):
        raise ValueError(f"{key!r} is not on the axis {axis}")
    name, codes = _name(axis, scheme), _codes(axis, scheme)
    held = ", ".join(str(code) for code in codes if name(code) == key)
    return f"{axis} IN ({held})"


def _codes(axis: str, scheme: Scheme) -> list[int]:
    """Return the numbers that an axis can have in `cross_marks`."""
    return {
        "cpm": [*range(2, 2 * len(scheme.ranks) + 2)],
        "rfm": [10 * r + f for r in range(1, 6) for f in range(1, 6)],
        "decile": [*range(1, DECILES + 1)],
        "two_axis": [*range(1, len(RANKS) + 1)],
    }[axis]


def _axis(axis: str, scheme: Scheme) -> list[Key]:
    """Return the keys of an axis in their order."""
    keys: dict[str, list[Key]] = {
        "cpm": [*segments(scheme=scheme)],
        "rfm": [segment.key for segment in RFM_SEGMENTS],
        "decile": [*range(1, DECILES + 1)],
        "two_axis": [*RANKS],
    }
    if axis not in keys:
        raise ValueError(f"{axis!r} is not one of {AXES}")
    return keys[axis]


def _name(axis: str, scheme: Scheme) -> Callable[[int], Key]:
    """Return what says the key of a number of `cross_marks`."""
    ranks = tuple(RANKS)
    names: dict[str, Callable[[int], Key]] = {
        "cpm": lambda code: (scheme.rank_key(code // 2), status(lapsed=bool(code % 2))),
        "rfm": lambda code: rfm_segment(r=code // 10, f=code % 10),
        "decile": lambda code: code,
        "two_axis": lambda code: ranks[code - 1],
    }
    return names[axis]


def _sum(cells: list[Cell]) -> Cell:
    return Cell(sum(cell.customers for cell in cells), sum(cell.sales for cell in cells))
