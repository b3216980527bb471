"""What a named reader is: how a file of one program is known, and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goen.shop.intake.mapping import folded
from goen.shop.intake.readers.made import is_one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.intake.readers.made import Look, Made
    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows that are none of the kind: those whose cell is one of `codes` ('' for empty).

    `unless`: those whose cell is none of them. `also`: of those only where this one is empty too.
    """

    header: str
    codes: Sequence[str]
    why: Words
    unless: bool = False
    also: str = ""

    def sql(self, look: Look) -> str | None:
        """Whether a row is left out; None when the file has no such column."""
        text = look(self.header)
        if text is None:
            return None
        found = is_one_of(text, list(self.codes))
        if self.unless:
            found = f"NOT coalesce({found}, false)"
        further = look(self.also) if self.also else None
        return f"({found} AND {further} IS NULL)" if further else found


@dataclass(frozen=True, slots=True)
class Reader:
    """The files of one program.

    `marks`: headers that all must be there; `without`: headers of which none may be. A header is
    written as in the file; `A|B` is either, `A*` one that begins so. `columns`: field → header, or
    a column that is made; `otherwise`: for fields that neither it nor the guess knows. `guess`:
    whether further columns are guessed by their headers. `options`: answers to the questions about
    the file.
    """

    name: str
    title: str
    kind: str
    marks: Sequence[str]
    columns: Mapping[str, str | Made]
    without: Sequence[str] = ()
    rules: Sequence[Rule] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Mapping[str, str | Made] = field(default_factory=dict)
    guess: bool = False

    def knows(self, header: Sequence[str]) -> bool:
        """Whether a file with this header is one of that program."""
        return all(find(header, mark) is not None for mark in self.marks) and not any(
            find(header, one) is not None for one in self.without
        )


def find(header: Sequence[str], wanted: str) -> int | None:
    """The column with this header; of `A|B` the first that is there."""
    heads = [folded(one) for one in header]
    for one in wanted.split("|"):
        word = folded(one.rstrip("*"))
        for number, head in enumerate(heads):
            if head == word or (one.endswith("*") and head.startswith(word)):
                return number
    return None
