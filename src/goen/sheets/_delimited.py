"""Delimited text: which delimiter, and its records as Python sees them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.sheets import _scan
from goen.sheets._encoding import Encoding, find_encoding
from goen.sheets._errors import UnableToRead
from goen.sheets._quotes import mended_quotes
from goen.sheets._unpack import new_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from goen.sheets._sources import Source

_DELIMITERS = (",", "\t", ";", "|")
_ALIGNED = " "
_SAMPLE_RECORDS = 400
_SAMPLE_BYTES = 1 << 18
_LONGEST_HEAD = 16 << 20
_LARGEST_CELL = 1 << 27
_PIECE = 1 << 20
MOST_COLUMNS = 16_384  # as many as a worksheet has


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file ready to be read: `path` is UTF-8 with even line ends and a single delimiter.

    `skip`: bytes of byte order mark; `newline`: "\\n" or "\\r\\n"; `facts`: what occurs in it;
    `sample`: its first records; `ends`: the line on which each of them ends; `whole`: the sample is
    all there is; `mended`: the lines on which an unclosed quotation mark became a letter.
    """

    path: Path
    encoding: str
    shown_delimiter: str
    delimiter: str
    skip: int
    newline: str
    facts: _scan.Scan
    sample: tuple[list[str], ...]
    ends: tuple[int, ...]
    whole: bool
    mended: tuple[int, ...] = ()

    def lines_of(self, records: int) -> int:
        """Lines that the first `records` records take; a quoted cell may go over several."""
        return self.ends[records - 1] if records else 0


def open_text(source: Source, *, given: str | None, scratch: Path) -> TextTable:
    """Find encoding and delimiter of a text file, and even it out where that is needed.

    A file in UTF-8 with one kind of line end is read where it lies; any other is copied to
    `scratch` as UTF-8. Raises UnableToRead for an empty file, an unknown encoding, or no table.
    """
    encoding = find_encoding(source.path, name=source.name, given=given)
    path, facts = source.path, encoding.facts
    skip = encoding.skip
    if facts is None or facts.uneven or skip > 3:
        path, skip = _evened(path, encoding=encoding, scratch=scratch), 0
        facts = _scan.scan(path, codec="utf-8")
    head, whole = _head(path, skip=skip, name=source.name)
    delimiter = shown = _delimiter(head)
    if delimiter == _ALIGNED:
        path, skip = _columns_split(path, scratch=scratch), 0
        facts = _scan.scan(path, codec="utf-8")
        head, whole = _head(path, skip=skip, name=source.name)
        delimiter = "\t"
    mended: tuple[int, ...] = ()
    if facts.quotes:
        found = mended_quotes(
            path, skip=skip, delimiter=delimiter, name=source.name, scratch=scratch
        )
        path, skip, mended = found.path, found.skip, found.lines
        head, whole = _head(path, skip=skip, name=source.name)
    sample, ends = _parsed(head, delimiter)
    if not any(any(cell.strip() for cell in record) for record in sample):
        raise UnableToRead(source.name, Text("ファイルが空です", "The file is empty"))
    _check_width(sample, name=source.name)
    if not whole:
        sample = sample[:-1]  # the last one may be cut in the middle
    newline = "\r\n" if facts.pairs else "\n"
    return TextTable(
        path=path,
        encoding=encoding.name,
        shown_delimiter=shown,
        delimiter=delimiter,
        skip=skip,
        newline=newline,
        facts=facts,
        sample=tuple(sample),
        ends=tuple(ends),
        whole=whole,
        mended=mended,
    )


def records(table: TextTable, *, name: str) -> Iterator[list[str]]:
    """Every record of the file, from the first, as a list of cells; a blank line has none."""
    for _, cells in numbered(table, name=name):
        yield cells


def numbered(table: TextTable, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every record of the file with the number of the line on which it begins."""
    csv.field_size_limit(_LARGEST_CELL)
    with table.path.open(encoding="utf-8-sig" if table.skip else "utf-8", newline="") as stream:
        reader = csv.reader(stream, delimiter=table.delimiter)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as problem:
            line = reader.line_num
            raise UnableToRead(
                name,
                Text(
                    f"{line} 行目あたりで引用符が閉じていないか、セルが大きすぎます",
                    f"Near line {line} a quotation mark is not closed or a cell is too large",
                ),
            ) from problem


def parsed_line(line: str, table: TextTable) -> list[str]:
    """The cells of one record that stands alone."""
    return next(csv.reader([line], delimiter=table.delimiter), [])


def _evened(path: Path, *, encoding: Encoding, scratch: Path) -> Path:
    target = new_file(scratch)
    with path.open("rb") as raw:
        raw.seek(encoding.skip)
        reader = io.TextIOWrapper(raw, encoding=encoding.codec, newline=None)
        with target.open("w", encoding="utf-8", newline="\n") as writer:
            while piece := reader.read(_PIECE):
                writer.write(piece)
    return target


def _columns_split(path: Path, *, scratch: Path) -> Path:
    """A copy of whitespace-aligned text with a tab between its columns."""
    target = new_file(scratch)
    with (
        path.open(encoding="utf-8-sig") as reader,
        target.open("w", encoding="utf-8", newline="\n") as writer,
    ):
        for line in reader:
            writer.write("\t".join(line.split()) + "\n")
    return target


def _head(path: Path, *, skip: int, name: str) -> tuple[str, bool]:
    """The start of the file: some hundred lines, or more bytes where the lines are long."""
    with path.open("rb") as stream:
        stream.seek(skip)
        data = stream.read(_SAMPLE_BYTES)
        while data.count(b"\n") < _SAMPLE_RECORDS and (more := stream.read(len(data) or 1)):
            data += more
            if len(data) > _LONGEST_HEAD:
                break
        whole = not stream.read(1)
    if not whole and b"\n" not in data:
        raise UnableToRead(
            name, Text("改行のない長いファイルで、表ではないようです", "No line ends")
        )
    return data.decode("utf-8", "ignore"), whole


def _parsed(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first records, and the line on which each ends."""
    csv.field_size_limit(_LARGEST_CELL)
    found: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    for record in reader:
        found.append(record)
        ends.append(reader.line_num)
        if len(found) > _SAMPLE_RECORDS:
            break
    return found, ends


def _delimiter(head: str) -> str:
    """The delimiter that cuts most lines into the same number of columns, and into most columns.

    Commas between thousands are as even as tabs between cells, but make fewer columns.
    """
    lines = head[: 1 << 18]
    scores = {mark: _evenness(_parsed(lines, mark)[0]) for mark in _DELIMITERS if mark in lines}
    best = max(scores, key=lambda mark: scores[mark], default="")
    if best and scores[best][0] > 0.5:
        return best
    aligned = Counter(len(line.split()) for line in lines.splitlines() if line.strip())
    width, count = aligned.most_common(1)[0] if aligned else (0, 0)
    if width >= 3 and count * 10 >= sum(aligned.values()) * 8:
        return _ALIGNED
    return best or ","


def _evenness(parsed: list[list[str]]) -> tuple[float, int]:
    """The share of the lines with the usual number of columns, in tenths, and that number."""
    widths = Counter(len(record) for record in parsed if any(cell.strip() for cell in record))
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return (round(count / sum(widths.values()), 1), width) if width > 1 else (0.0, 0)


def _check_width(sample: Sequence[list[str]], *, name: str) -> None:
    widest = max(map(len, sample))
    if widest > MOST_COLUMNS:
        raise UnableToRead(
            name,
            Text(
                f"列が {widest:,} もあります（{MOST_COLUMNS:,} 列まで読めます）。"
                "区切り文字や行の向きをお確かめください",
                f"There are {widest:,} columns (at most {MOST_COLUMNS:,} are read); "
                "check the delimiter, and that rows are not columns",
            ),
        )
