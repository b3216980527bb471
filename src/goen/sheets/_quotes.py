"""Quotation marks that nobody closed: each is taken as a letter, so that only its line suffers.

Without this a single `"500` would make one cell of all the lines up to the next mark, or up to the
end of the file. Both readers of text, DuckDB's and Python's, get the mended copy.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from goen.japanese import Text, date_readings
from goen.sheets._errors import UnableToRead
from goen.sheets._unpack import new_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 4 << 20
_HEAD_LINES = 400
_MOST_MENDED = 10_000
_MARK = '"'


@dataclass(frozen=True, slots=True)
class Mended:
    """The file to read, the byte it begins at, and the numbers of the lines that were mended."""

    path: Path
    skip: int
    lines: tuple[int, ...] = ()


def mended_quotes(path: Path, *, skip: int, delimiter: str, name: str, scratch: Path) -> Mended:
    """The UTF-8 file at `path`, or a copy in `scratch` with each unclosed mark as a letter.

    A mark is unclosed when its cell runs to the end of the file, swallows a line with as many cells
    as most have and a date among them, or goes over lines to a mark that no delimiter follows.
    Raises UnableToRead, naming the first such line, where there are thousands.
    """
    if not any_odd_line(path, skip=skip):
        return Mended(path, skip)
    found: dict[int, str] = {}
    for number, line in _Mender(path, skip=skip, delimiter=delimiter).mended():
        found[number] = line
        if len(found) > _MOST_MENDED:
            raise UnableToRead(name, _too_many(min(found)))
    if not found:
        return Mended(path, skip)
    target = new_file(scratch)
    with target.open("w", encoding="utf-8", newline="") as writer:
        for number, line in enumerate(_lines(path, skip=skip), 1):
            writer.write(found.get(number, line))
    return Mended(target, 0, tuple(found))


class _Mender:
    """Goes through the lines of a file, looking ahead where a cell is not closed on its line."""

    def __init__(self, path: Path, *, skip: int, delimiter: str) -> None:
        self._path, self._skip, self._delimiter = path, skip, delimiter
        head = islice(_lines(path, skip=skip), _HEAD_LINES)
        widths = Counter(self._cells(line.rstrip("\r\n")) for line in head)
        widths.pop(1, None)
        self._width = widths.most_common(1)[0][0] if widths else 0

    def mended(self) -> Iterator[tuple[int, str]]:
        """The number and the new text of each line whose mark is to be a letter."""
        waiting: list[str] = []  # lines looked at ahead and to be read once more
        stream = _lines(self._path, skip=self._skip)
        number = 0
        while (line := waiting.pop() if waiting else next(stream, None)) is not None:
            number += 1
            if _MARK not in line:
                continue
            text = line.rstrip("\r\n")
            place = self._open_at(text)
            if place is None:
                continue
            ahead, closed = self._ahead(stream, waiting)
            if closed:
                number += len(ahead)
                continue
            waiting += reversed(ahead)
            while place is not None:
                text, end = self._as_letter(text, place)
                place = self._open_at(text, end)
            yield number, text + line[len(line.rstrip("\r\n")) :]

    def _ahead(self, stream: Iterator[str], waiting: list[str]) -> tuple[list[str], bool]:
        """The lines to where the open cell, and any that opens behind it, ends; whether it does."""
        taken: list[str] = []
        while (line := waiting.pop() if waiting else next(stream, None)) is not None:
            taken.append(line)
            text = line.rstrip("\r\n")
            end = self._end_of_cell(text, 0)
            if end is None:
                if self._like_a_row(text):
                    return taken, False
            elif (rest := text[end:].lstrip(" ")) and not rest.startswith(self._delimiter):
                return taken, False
            elif not rest or self._open_at(text, len(text) - len(rest) + 1) is None:
                return taken, True
        return taken, False

    def _like_a_row(self, text: str) -> bool:
        cells = text.split(self._delimiter)
        return 1 < self._width == len(cells) and any(date_readings(cell) for cell in cells)

    def _cells(self, text: str) -> int:
        """The number of cells of a line that stands alone."""
        count, place = 1, 0
        while True:
            if text.startswith(_MARK, place):
                place = self._end_of_cell(text, place + 1) or len(text)
            place = text.find(self._delimiter, place) + 1
            if not place:
                return count
            count += 1

    def _open_at(self, text: str, place: int = 0) -> int | None:
        """Where the mark stands whose cell is not closed on this line; `place`: a cell's start."""
        while True:
            if text.startswith(_MARK, place):
                end = self._end_of_cell(text, place + 1)
                if end is None:
                    return place
                place = end
            place = text.find(self._delimiter, place) + 1
            if not place:
                return None

    @staticmethod
    def _end_of_cell(text: str, place: int) -> int | None:
        """The place behind the mark that closes the cell in which `place` is; a double is none."""
        while (end := text.find(_MARK, place)) >= 0:
            if not text.startswith(_MARK, end + 1):
                return end + 1
            place = end + 2
        return None

    def _as_letter(self, text: str, place: int) -> tuple[str, int]:
        """`text` with the mark at `place` as a letter, and where the next cell begins."""
        end = text.find(self._delimiter, place)
        end = len(text) if end < 0 else end
        cell = _MARK + text[place:end].replace(_MARK, _MARK * 2) + _MARK
        return text[:place] + cell + text[end:], place + len(cell) + 1


def taken_as_letter(name: str, lines: tuple[int, ...]) -> Text:
    """The note on the lines that were mended."""
    shown = ", ".join(map(str, lines[:5])) + ("…" if len(lines) > 5 else "")
    return Text(
        f'{name} の {shown} 行目は引用符（"）が閉じていないため、引用符をただの文字として'
        f"読みました（{len(lines):,}行）",
        f"{name}: a quotation mark is not closed on line {shown}; it was read as a letter "
        f"({len(lines):,} lines)",
    )


def _lines(path: Path, *, skip: int) -> Iterator[str]:
    with path.open("rb") as stream:
        stream.seek(skip)
        for line in stream:
            yield line.decode("utf-8")


def any_odd_line(path: Path, *, skip: int) -> bool:
    """Whether any line has an odd number of marks, as the first line of an unclosed cell has."""
    inside = False
    with path.open("rb") as stream:
        stream.seek(skip)
        while chunk := stream.read(_CHUNK):
            data = np.frombuffer(chunk, dtype=np.uint8)
            marks = np.flatnonzero(data == ord(_MARK))
            before = np.searchsorted(marks, np.flatnonzero(data == ord("\n")))
            if ((before + inside) % 2).any():
                return True
            inside = bool((len(marks) + inside) % 2)
    return inside


def _too_many(line: int) -> Text:
    return Text(
        f'{line} 行目から、閉じていない引用符（"）がたくさんあります。'
        "引用符の付け方をお確かめください",
        f"From line {line} on, many quotation marks are not closed; check how cells are quoted",
    )
