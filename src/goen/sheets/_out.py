"""Tables out as files that do no harm and come back unchanged: workbooks and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from goen.japanese import Text

Kind = Literal["text", "code", "date", "moment", "money", "number", "yes_no"]
Format = Literal["xlsx", "csv-utf8", "csv-cp932"]


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column of a table that goes out.

    `kind`: how its cells are written; a code is a text that must not become a number (customer
    numbers, telephones, postal codes). `width`: in characters, 0 for the usual one of its kind.
    `note`: shown beside the header in a workbook. `choices`: a drop-down in a workbook; of yes_no
    the words for yes and no. `hidden`: a workbook keeps the column out of sight.
    """

    name: str
    kind: Kind = "text"
    width: int = 0
    note: str = ""
    choices: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a workbook of ours is known when it comes back: what it holds, of which columns.

    It stands on a hidden sheet; `kind` and `fingerprint` are the caller's words.
    """

    kind: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A character that the encoding lacks, and what was written: the header is row 1."""

    row: int
    column: str
    char: str
    by: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `replaced`: the first places, `replaced_count`: all of them, `likenesses`:
    each character once with what was written for it. `notes`: what could not be written as it is.
    """

    rows: int
    files: tuple[Path, ...]
    replaced: tuple[Replaced, ...] = ()
    replaced_count: int = 0
    likenesses: tuple[tuple[str, str], ...] = ()
    notes: tuple[Text, ...] = ()


def yes_or_no(value: bool, column: OutColumn) -> str:  # noqa: FBT001 - it is the value
    """The words of the column for yes and no."""
    yes, no = column.choices if len(column.choices) == 2 else ("TRUE", "FALSE")
    return yes if value else no


def figures(value: Any) -> str:
    """A number in plain figures, any other thing as its text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (float, Decimal)):
        return format(Decimal(str(value)), "f")
    return str(value)
