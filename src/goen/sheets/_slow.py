"""The slow path: one row at a time, by Python. What it says of a row, the fast path must say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.sheets._check import Problem, Rejected
from goen.sheets._columns import is_repeated_header, is_totals_row
from goen.sheets._columns_plan import letter
from goen.sheets._table import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._check import RowChecker
    from goen.sheets._columns_plan import Cell
    from goen.sheets._rejections import Rejections
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout


@dataclass(slots=True)
class Counts:
    """What the rows of one table were: `rows` are data, of which `rejected` cannot be used."""

    rows: int = 0
    rejected: int = 0
    blank: int = 0
    repeated: int = 0
    totals: int = 0
    returns_above: int = 0
    returns_below: int = 0


class RowByRow:
    """Takes the rows of one table that need Python, and puts each where it belongs."""

    def __init__(
        self,
        *,
        file: str,
        sheet: str | None,
        source: int,
        layout: Layout,
        checker: RowChecker,
        stage: Stage,
        rejections: Rejections,
        later: Rejections,
    ) -> None:
        """`source`: the number of the table in this load; `later` lists rows after today."""
        self._file, self._sheet, self._source = file, sheet, source
        self._layout, self._checker = layout, checker
        self._stage, self._rejections, self._later = stage, rejections, later
        self.counts = Counts()

    def take(self, number: int, row: Sequence[Cell]) -> None:
        """Take the row that the spreadsheet shows as `number`."""
        layout, counts = self._layout, self.counts
        if is_blank(row):
            counts.blank += 1
        elif layout.header is not None and is_repeated_header(row, layout.header):
            counts.repeated += 1
        elif is_totals_row(row, layout.plan):
            counts.totals += 1
        else:
            counts.rows += 1
            self._check(number, row)

    def _check(self, number: int, row: Sequence[Cell]) -> None:
        result = self._too_long(row) or self._checker.check(row)
        if isinstance(result, Rejected):
            self.counts.rejected += 1
            self._rejections.add(
                file=self._file, sheet=self._sheet, row=number, problems=result.problems
            )
        else:
            self._stage.add(result, source=self._source)
            if found := self._checker.later(row, result.day):
                self._later.add(file=self._file, sheet=self._sheet, row=number, problems=(found,))
            above, below = self._checker.returned(row)
            self.counts.returns_above += above
            self.counts.returns_below += below

    def _too_long(self, row: Sequence[Cell]) -> Rejected | None:
        """A row with more cells than the table has columns: a comma without quotes, most often."""
        extra = row[self._layout.width :]
        if is_blank(extra):
            return None
        place, cell = next((i, cell) for i, cell in enumerate(extra) if not is_blank([cell]))
        column = letter(self._layout.width + place)
        return Rejected((Problem("", column, str(cell), _TOO_LONG),))


_TOO_LONG = Text(
    "見出しより列が多い行です。金額や名前の中の区切り文字が引用符で囲まれていないようです",
    "More cells than the header has; perhaps a delimiter inside a cell is not quoted",
)
