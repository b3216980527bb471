"""The fields of a kind: what a column can be, how its cells are read, which headers name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.ui.registry import Words

Shape = Literal["text", "code", "date", "moment", "money", "number", "yes_no"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: its value as one plain text ('2026-01-05', '1200'), None for nothing.

    `problem` tells why it cannot be taken (an error), `doubt` what is odd about it (a warning);
    `fix` is what was probably meant: it goes into the cell when the person agrees.
    """

    value: str | None
    problem: str = ""
    doubt: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    `read` turns the text of a cell (never blank) into a `Value`; it is asked once for each
    different text of a column. Texts that match all of `clean` (RE2) are their own value, unread.
    `words` are the headers that name the field, besides its label. `shape` and `choices` are for
    files that go out and for the entry form; who lacks `ability` gets them without the field. What
    does not go out (`goes_out`) is another way in which files say what further fields say.
    """

    name: str
    label: Words
    read: Callable[[str], Value]
    words: Sequence[str] = ()
    clean: str = ""
    required: bool = False
    shape: Shape = "text"
    choices: Callable[[], Sequence[str]] | None = None
    help: Words = ""
    ability: str = ""
    goes_out: bool = True
