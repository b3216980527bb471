"""A preview as tables: who stands where before and after, and from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.analysis.portfolio import STATUSES
from goen.shop.schemes.words import Mark, mark_of, marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.analysis import Thresholds
    from goen.shop.schemes.preview import Move, Preview, Segment


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are before and after."""

    before: int | None  # None: there is no such rank
    after: int | None

    @property
    def change(self) -> int:
        """How many more."""
        return (self.after or 0) - (self.before or 0)

    @property
    def sense(self) -> str:
        """Whether there are more or fewer, for the eye."""
        return "▲" if self.change > 0 else "▼"

    @property
    def size(self) -> int:
        """How many more or fewer."""
        return abs(self.change)


@dataclass(frozen=True, slots=True)
class RankLine:
    """One rank with its active and lapsed customers."""

    mark: Mark
    active: Count
    lapsed: Count


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row and a column of the matrix meet."""

    move: Move | None
    label: str  # what pressing it shows
    key: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Those who move: where they stand now down the side, where they would stand above."""

    heads: Sequence[Mark]
    rows: Sequence[tuple[Mark, Sequence[Cell], int]]


def rank_lines(
    *, before: Mapping[Segment, int], after: Mapping[Segment, int], old: Thresholds, new: Thresholds
) -> list[RankLine]:
    """Each rank of either side, from high to low."""
    known_before, known_after = (
        {mark.key: mark for mark in marks(limits)} for limits in (old, new)
    )
    order = [*marks(new)]
    order += [mark for key, mark in known_before.items() if key not in known_after]
    lines = []
    for mark in reversed(order):
        active, lapsed = (
            Count(
                before.get((mark.key, status), 0) if mark.key in known_before else None,
                after.get((mark.key, status), 0) if mark.key in known_after else None,
            )
            for status in STATUSES
        )
        lines.append(RankLine(mark, active, lapsed))
    return lines


def sums(found: Preview) -> tuple[dict[Segment, int], dict[Segment, int]]:
    """How many stand in each segment before and after."""
    before: dict[Segment, int] = {}
    after: dict[Segment, int] = {}
    for move in found.moves:
        before[move.was] = before.get(move.was, 0) + move.people
        after[move.now] = after.get(move.now, 0) + move.people
    return before, after


def total(lines: Sequence[RankLine], status: str) -> Count:
    """All active or all lapsed customers."""
    counts = [getattr(line, status) for line in lines]
    return Count(sum(one.before or 0 for one in counts), sum(one.after or 0 for one in counts))


def matrix(*, found: Preview, old: Thresholds, new: Thresholds) -> Matrix:
    """The moves of a preview, only rows and columns in which somebody moves."""
    moving = {(move.was, move.now): move for move in found.moves if not move.stays}
    rows = _ordered({was for was, _now in moving}, old)
    heads = _ordered({now for _was, now in moving}, new)
    lines = []
    for was in rows:
        mark = mark_of(old, was)
        cells = [_cell(moving.get((was, now)), mark, mark_of(new, now)) for now in heads]
        lines.append((mark, cells, sum(cell.move.people for cell in cells if cell.move)))
    return Matrix([mark_of(new, now) for now in heads], lines)


def _cell(move: Move | None, was: Mark, now: Mark) -> Cell:
    key = "" if move is None else ",".join((*move.was, *move.now))
    return Cell(move, f"{was} → {now}", key)


def _ordered(segments: set[Segment], limits: Thresholds) -> list[Segment]:
    """High ranks first, active before lapsed."""
    places = {mark.key: place for place, mark in enumerate(marks(limits))}
    return sorted(segments, key=lambda one: (STATUSES.index(one[1]), -places[one[0]]))
