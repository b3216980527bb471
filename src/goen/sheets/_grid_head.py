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
    known = frozenset(map(comparable, words)) - {""}
    if given is not None and given < 0:
        return Head(-1, (), 0, 0.0)
    places = range(min(len(sample), _SEARCHED_ROWS)) if given is None else [given]
    found = [head for at in places for head in _heads(sample, at, known)]
    best = max(found, key=lambda head: (head.score, -head.at), default=None)
    if best is None or (given is None and _is_data(sample, best, known)):
        return Head(-1, (), 0, 0.0)
    return best


def _heads(sample: Sample, at: int, known: frozenset[str]) -> list[Head]:
    """The row as a header by itself, and joined with the row above it where that says more."""
    row = sample[at]
    if is_empty(row):
        return []
    below = [one for one in sample[at + 1 : at + 1 + _ROWS_BELOW] if not is_empty(one)]
    alone = _head(at, row, 1, below, known)
    above = sample[at - 1] if at else []
    if is_empty(above) or len([cell for cell in above if cell.strip()]) < 2:
        return [alone]
    hits = max(_hits(row, known), _hits(above, known))
    gaps = any(not cell.strip() for cell in row[: _width(above)]) or len(row) < _width(above)
    joined = [_head(at, cells, 2, below, known) for cells in _joined(above, row)]
    better = [
        head
        for head in joined
        if _hits(head.header, known) > hits or (gaps and not hits and _fills(above, row))
    ]
    return [alone, *better]


def _head(at: int, row: Sequence[str], rows: int, below: Sample, known: frozenset[str]) -> Head:
    cells = tuple(cell.strip() for cell in row)
    return Head(at, cells[: _width(cells)], rows, _score(cells, below, known))


def _score(row: Sequence[str], below: Sample, known: frozenset[str]) -> float:
    filled = [cell for cell in row if cell]
    if not filled:
        return 0.0
    widths = [sum(1 for cell in one if cell.strip()) for one in below]
    usual = median_low(widths) if widths else len(filled)
    full = min(1.0, len(filled) / max(1.0, _FULL * usual))
    words = sum(1 for cell in filled if len(cell) <= _LONG and not _VALUE.fullmatch(cell))
    alike = len(set(filled)) / len(filled)
    quality = full * alike * words / len(filled)
    return _WORD * _hits(row, known) + _QUALITY * quality + _evidence(row, below)


def _hits(row: Sequence[str], known: frozenset[str]) -> int:
    return len({comparable(cell) for cell in row} & known)


def _evidence(row: Sequence[str], below: Sample) -> float:
    """Between -1 and 1: whether the cells differ from those below them, as names of columns do."""
    found, columns = 0, 0
    for place, cell in enumerate(row[:_SEARCHED_COLUMNS]):
        under = [one[place].strip() for one in below if place < len(one)]
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


def _is_data(sample: Sample, head: Head, known: frozenset[str]) -> bool:
    """Whether what looks most like a header is a row like those below it."""
    if _hits(head.header, known):
        return False
    below = [one for one in sample[head.first : head.first + _ROWS_BELOW] if not is_empty(one)]
    filled = [cell for cell in head.header if cell]
    values = sum(1 for cell in filled if _VALUE.fullmatch(cell))
    return _evidence(head.header, below) < 0 or 2 * values > len(filled)


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
