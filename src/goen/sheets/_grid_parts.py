"""What the readers of a grid hand to each other, and what they say alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.sheets._errors import UnableToRead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._grid_head import Head
    from goen.sheets._out import Mark

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Body:
    """What was written: columns, rows, blank rows left out, rows longer than the header."""

    width: int
    rows: int
    blank: int
    wide: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one reader found in its file."""

    head: Head
    header_row: int
    sample: Sequence[list[str]]
    body: Body
    notes: Sequence[Text]
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    epoch_1904: bool = False
    mark: Mark | None = None


def no_such_row(name: str, row: int) -> UnableToRead:
    """The error for a header row that is not among the first rows of the file."""
    return UnableToRead(
        name,
        Text(
            f"{row} 行目を見出しにすることはできません。表のはじめの方の行を選んでください",
            f"Row {row} cannot be the header; choose one of the first rows of the table",
        ),
    )


def wide_rows(rows: Sequence[int]) -> list[Text]:
    """The note on rows that have more cells than the header."""
    if not rows:
        return []
    shown = ", ".join(map(str, rows[:_SHOWN])) + ("…" if len(rows) > _SHOWN else "")
    return [
        Text(
            f"{shown} 行目は見出しより列が多いので、余った列も残しました（{len(rows):,}行）。"
            "セルがずれていないか、お確かめください",
            f"Row {shown} has more cells than the header; the extra columns were kept "
            f"({len(rows):,} rows). Check that its cells are not shifted",
        )
    ]
