"""Lines and tables for a terminal, measured in display columns (a full-width character is two)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import display_width, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2

# Closing marks and the long vowel may not begin a line, opening brackets may not end one
# (JIS X 4051, the part that matters for plain text); figures with their units stay whole.
_CLOSING = "、。，．・：；？！）」』】〉》〕］｝々ー～%％"
_OPENING = "（「『【〈《〔［｛"
_WORD = r"[^\s\u2e80-\uffef]+"
_PIECE = re.compile(rf"[{_OPENING}]*(?:{_WORD}|\S)[{_CLOSING}]*|\s+")
# Select Graphic Rendition, the 256-colour palette; the nearest to the rank colours of the screen.
_RANK_COLOURS = {
    "first_time": "30;48;5;222",
    "toddler": "30;48;5;79",
    "steady": "30;48;5;74",
    "burst": "97;48;5;132",
    "loyal": "97;48;5;61",
}
_LAPSED_COLOURS = {
    "first_time": "38;5;179",
    "toddler": "38;5;72",
    "steady": "38;5;68",
    "burst": "38;5;132",
    "loyal": "38;5;61",
}


def painted(text: str, code: str, *, colour: bool) -> str:
    """Return `text` between an escape sequence and its reset, or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text


def rank_code(rank: str, status: str) -> str:
    """Return the escape code of a rank's mark: filled when active, outlined when lapsed."""
    colours = _RANK_COLOURS if status == "active" else _LAPSED_COLOURS
    return colours.get(rank, "7" if status == "active" else "0")


def printable(text: str) -> str:
    """Return `text` without control characters, which could drive the reader's terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def wrapped(text: str, *, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Return `text` in lines of at most `width` columns, each behind its indent.

    A piece longer than a line (a file name) is cut across lines; nothing is lost.
    """
    lines, line = [], indent if first is None else first
    start = line
    for piece in _PIECE.findall(printable(text)):
        for part in _fitting(piece, width - display_width(indent)):
            if line == start and part.isspace():
                continue
            if display_width(line + part.rstrip()) > width and line != start:
                lines.append(line.rstrip())
                line = start = indent
                part = part.lstrip()
            line += part
    return [*lines, line.rstrip()]


def _fitting(piece: str, width: int) -> list[str]:
    """Return a piece whole, or cut into parts of at most `width` columns."""
    if display_width(piece) <= width:
        return [piece]
    parts = [""]
    for character in piece:
        if parts[-1] and display_width(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, side, and how soon it leaves a narrow terminal (0: never)."""

    title: str
    right: bool = True
    leaves: int = 0


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, indent: str = "  "
) -> list[str]:
    """Return a header line and one line per row, aligned; columns leave until it fits `width`."""
    rows = [[printable(text) for text in row] for row in rows]
    kept = list(range(len(columns)))
    while True:
        sizes = {k: _size(columns[k], [row[k] for row in rows]) for k in kept}
        total = display_width(indent) + sum(sizes.values()) + GAP * (len(kept) - 1)
        leaving = [k for k in kept if columns[k].leaves]
        if total <= width or not leaving:
            break
        kept.remove(max(leaving, key=lambda k: columns[k].leaves))
    lines = [[column.title for column in columns], *rows]
    return [indent + _line(columns, line, sizes) for line in lines]


def _size(column: Column, cells: Sequence[str]) -> int:
    return max(display_width(text) for text in (column.title, *cells))


def _line(columns: Sequence[Column], cells: Sequence[str], sizes: dict[int, int]) -> str:
    parts = [
        pad(cells[k], size, align="right" if columns[k].right else "left")
        for k, size in sizes.items()
    ]
    return (" " * GAP).join(parts).rstrip()
