"""Named readers: files of registers, shops on the web and other programs, known by their headers.

A reader is data: which headers tell the program, which column is which field, which rows are none.
What a column does not say by itself (a name in two columns, a day that only the first row of a
receipt has) is made as a further column when the file is read, so that people see it, and choose
another one if they like.
"""

from __future__ import annotations

from goen.shop.intake.readers.applying import columns_of, rules_of, with_made_columns
from goen.shop.intake.readers.known import READERS
from goen.shop.intake.readers.reader import Reader, Rule

__all__ = [
    "READERS",
    "Reader",
    "Rule",
    "called",
    "columns_of",
    "recognise",
    "rules_of",
    "with_made_columns",
    "words_of",
]


def recognise(*, kind: str, header: tuple[str, ...]) -> Reader | None:
    """The reader that knows files with this header; of several the one with the most marks."""
    found = [one for one in READERS if one.kind == kind and one.knows(header)]
    return max(found, key=lambda one: len(one.marks), default=None)


def called(name: str) -> Reader | None:
    """The reader with this name; None for one that is no longer there."""
    return next((one for one in READERS if one.name == name), None)


def words_of(kind: str) -> set[str]:
    """Headers by which the readers of a kind know files: they help to find the header's row."""
    return {
        word.rstrip("*")
        for one in READERS
        if one.kind == kind
        for mark in one.marks
        for word in mark.split("|")
    }
