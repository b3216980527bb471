"""The checked rows as their page shows them: cells, rows, and a page of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goen.shop.intake import round_trip
from goen.shop.intake.checking import ERROR
from goen.shop.intake.kinds.base import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.kinds.base import Candidate

_TONES = {
    Outcome.NEW: "good",
    Outcome.UPDATE: "info",
    Outcome.DOUBTFUL: "warn",
    Outcome.ERROR: "bad",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One sort of rows, and how many there are."""

    name: str
    label: str
    count: int
    current: bool
    urgent: bool


@dataclass(slots=True)
class Cell:
    """One cell: its text, what is wrong with it, what it changes."""

    row: int
    field: str
    label: str
    text: str
    narrow: bool = False  # codes and figures stay on one line
    level: str = ""
    words: str = ""
    fix: str = ""
    alike: int = 0  # cells of the file with the same problem and a likely fix
    changed: bool = False
    was: str = ""
    now: str = ""
    refused: bool = False
    fixed: bool = False
    original: str = ""
    checked: str = ""  # its text when the problem was found
    secret: bool = False  # who looks may not see what the ledger says of it

    @property
    def wrong(self) -> bool:
        """Whether the row stays behind because of it."""
        return self.level == ERROR

    @property
    def both(self) -> bool:
        """Whether it was changed here as well since the file went out."""
        return self.level == round_trip.CONFLICT

    @property
    def key(self) -> str:
        """A name for it on the page."""
        return f"c-{self.row}-{self.field}"


@dataclass(frozen=True, slots=True)
class Apart:
    """A change of a field that has no column of its own in the file; `kept`: it was refused."""

    field: str
    label: str
    was: str = ""
    now: str = ""
    kept: bool = False


@dataclass(slots=True)
class Row:
    """One row of the file and what becomes of it."""

    number: int
    outcome: str
    label: str
    why: str
    target: int | None
    target_url: str
    cells: list[Cell]
    chosen: str = ""  # what a person decided about the whole row
    pending: bool = False  # fixed or decided since the newest check
    candidates: Sequence[Candidate] = ()
    problems: list[str] = field(default_factory=list)  # of no cell that is shown
    apart: list[Apart] = field(default_factory=list)

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return _TONES.get(Outcome(self.outcome), "")

    @property
    def outcome_label(self) -> str:
        """What becomes of it, in words."""
        return str(Outcome(self.outcome).label)

    @property
    def doubtful(self) -> bool:
        """Whether a person has to decide."""
        return self.outcome == Outcome.DOUBTFUL

    @property
    def both(self) -> list[Cell]:
        """Cells that were changed here as well since the file went out."""
        return [cell for cell in self.cells if cell.both]

    @property
    def same(self) -> list[Cell]:
        """Cells that say what the ledger says."""
        return [cell for cell in self.cells if not cell.changed and cell.text]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in their order; `labels` are the heads of their cells."""

    show: str
    labels: Sequence[str]
    rows: Sequence[Row]
    earlier: int | None  # the rows before this one
    later: int | None  # the rows behind this one

    @property
    def first(self) -> int:
        """The number of the first row."""
        return self.rows[0].number if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.rows[-1].number if self.rows else 0
