"""Which row of any table is its header: by the words one looks for, else by what stands below."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from goen.sheets._grid_cells import is_empty

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    Sample = Sequence[list[str]]

_SEARCHED_ROWS = 60
_SEARCHED_COLUMNS = 200
_ROWS_BELOW = 40
_LONG = 40
_WORD = 4.0
_QUALITY = 3.0
_JOINED = 0.5  # two rows are only tried where they say more than one
_FULL = 0.7  # a header may leave some columns without a name
# Figures, dates, amounts, telephone numbers: what stands in data and seldom in a header.
_VALUE = re.compile(
    r"[\d\s\-−‐ー()+,.:/~¥￥円年月日時分秒%％#]*\d[\d\s\-−‐()+,.:/~¥￥円年月日時分秒%％]*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the header is: `at`, its last row, counted from 0, or -1 for none; `rows`: 0, 1 or 2.

    `score`: how well it fits, words first, so that the sheets of a workbook can be compared.
    """

    at: int
    header: tuple[str, ...]
    rows: int
    score: float

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.at + 1

    def titles(self, sample: Sample) -> int:
        """The rows above the header that have something in them."""
        return sum(not is_empty(row) for row in sample[: max(0, self.at + 1 - self.rows)])


def comparable(word: str) -> str:
    """A header word as it is compared: `Ｔｅｌ ` and `TEL` are one.

    >>> comparable("お客様　ＴＥＬ")
    'お客様tel'
    """
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def find_head(sample: Sample, *, words: Collection[str], given: int | None = None) -> Head:
    """The header among the first rows of a table, or no header.

    `given`: the row that is the header, counted from 0, or -1 for none; two rows are then joined
    as they would be without it.
    """
    if given is not None and given < 0:
        return Head(-1, (), 0, 0.0)
    search = _Search(sample, frozenset(map(comparable, words)) - {""})
    places = range(min(len(sample), _SEARCHED_ROWS)) if given is None else [given]
    found = [head for at in places for head in search.heads(at)]
    best = max(found, key=lambda head: (head.score, -head.at), default=None)
    if best is None or (given is None and search.is_data(best)):
        return Head(-1, (), 0, 0.0)
    return best


class _Search:
    """Looks at each row of the first ones as a header."""

    def __init__(self, sample: Sample, known: frozenset[str]) -> None:
        self._rows = [[cell.strip() for cell in row] for row in sample]
        self._filled = [sum(map(bool, row)) for row in self._rows]
        self._known = known

    def heads(self, at: int) -> list[Head]:
        """The row as a header by itself, and joined with the row above where that says more."""
        row, above = self._rows[at], self._rows[at - 1] if at else []
        if not self._filled[at]:
            return []
        alone = self._head(at, row, 1)
        if not at or self._filled[at - 1] < 2:
            return [alone]
        hits = max(_hits(row, self._known), _hits(above, self._known))
        gaps = len(row) < _width(above) or not all(row[: _width(above)])
        return [
            alone,
            *(
                self._head(at, cells, 2)
                for cells in _joined(above, row)
                if _hits(cells, self._known) > hits or (gaps and not hits and _fills(above, row))
            ),
        ]

    def _head(self, at: int, cells: Sequence[str], rows: int) -> Head:
        score = self._score(at, cells) + (_JOINED if rows > 1 else 0.0)
        return Head(at, tuple(cells[: _width(cells)]), rows, score)

    def _others(self, at: int) -> Sample:
        """The rows around: a row of data is like them, a header is not."""
        around = (*self._rows[:at], *self._rows[at + 1 : at + 1 + _ROWS_BELOW])
        return [row for row in around if any(row)]

    def _score(self, at: int, row: Sequence[str]) -> float:
        filled = [cell for cell in row if cell]
        widths = [count for count in self._filled[at + 1 : at + 1 + _ROWS_BELOW] if count]
        usual = median_low(widths) if widths else len(filled)
        full = min(1.0, len(filled) / max(1.0, _FULL * usual))
        words = sum(len(cell) <= _LONG and not _VALUE.fullmatch(cell) for cell in filled)
        alike = len(set(filled)) / len(filled)
        quality = full * alike * words / len(filled)
        evidence = _evidence(row, self._others(at))
        return _WORD * _hits(row, self._known) + _QUALITY * quality + evidence

    def is_data(self, head: Head) -> bool:
        """Whether what looks most like a header is a row like those below it."""
        if _hits(head.header, self._known):
            return False
        filled = [cell for cell in head.header if cell]
        values = sum(1 for cell in filled if _VALUE.fullmatch(cell))
        return _evidence(head.header, self._others(head.at)) < 0 or 2 * values > len(filled)


def _hits(row: Sequence[str], known: frozenset[str]) -> int:
    return len({comparable(cell) for cell in row} & known)


def _evidence(row: Sequence[str], others: Sample) -> float:
    """Between -1 and 1: whether the cells differ from the others, as names of columns do."""
    found, columns = 0, 0
    for place, cell in enumerate(row[:_SEARCHED_COLUMNS]):
        under = [one[place].strip() for one in others if place < len(one)]
        under = [text for text in under if text and text != cell.strip()]
        if not cell.strip() or not under:
            continue
        columns += 1
        shape = _shape(cell.strip())
        alike = sum(_shape(text) == shape for text in under)
        if 2 * alike > len(under):
            found -= shape != "words"
        elif 2 * sum(_shape(text) != "words" for text in under) > len(under):
            found += shape == "words"
    return found / columns if columns else 0.0


def _shape(text: str) -> str:
    if _VALUE.fullmatch(text):
        return "value"
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and any(character.isdigit() for character in plain):
        return _DIGITS.sub("0", plain) if len(plain) < _LONG else "code"
    return "words"


def _joined(above: Sequence[str], row: Sequence[str]) -> list[list[str]]:
    """Both rows as one: both words, the upper carried on; and the lower word, else the upper."""
    width = max(len(above), len(row))
    top = [cell.strip() for cell in above] + [""] * (width - len(above))
    low = [cell.strip() for cell in row] + [""] * (width - len(row))
    carried = list(top)
    for place in range(1, width):
        if not carried[place] and low[place]:
            carried[place] = carried[place - 1]
    lower = [b or a for a, b in zip(top, low, strict=True)]
    both = [a + b for a, b in zip(carried, low, strict=True)]
    return [both, lower]


def _fills(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the upper row names just what the lower one leaves open, and both are words."""
    filled = [cell for cell in (*above, *row) if cell.strip()]
    if any(_VALUE.fullmatch(cell.strip()) for cell in filled):
        return False
    width = max(len(above), len(row))
    top = [bool(cell.strip()) for cell in above] + [False] * (width - len(above))
    low = [bool(cell.strip()) for cell in row] + [False] * (width - len(row))
    return any(a and not b for a, b in zip(top, low, strict=True)) and any(
        b and not a for a, b in zip(top, low, strict=True)
    )


def _width(cells: Sequence[str]) -> int:
    """The columns up to the last that has something in it."""
    return max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)
