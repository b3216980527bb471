"""The columns of a file: what stands in them, and what each is read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.shop.intake import mapping, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.tables import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.intake.models import Batch

PAGE = 100  # columns on one page of a wide file, beside those that are read
_LOOKED_AT = 1_000
_SAMPLES = 3
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file; `field` is what it is read as, empty when it is left out."""

    number: int
    letter: str
    header: str
    samples: Sequence[str]
    field: str
    reason: bool  # tells why its row came back; never read


@dataclass(frozen=True, slots=True)
class Part:
    """Some columns of a wide file that stand side by side: A to CV."""

    start: int
    first: str
    last: str
    current: bool


def start_of(number: int) -> int:
    """Where the part of a wide file begins that a column belongs to."""
    return number - number % PAGE


def parts(batch: Batch, *, start: int) -> list[Part]:
    """The parts of a wide file; none of a file whose columns stand on one page."""
    width = len(batch.grid.get("header", []))
    if width <= PAGE:
        return []
    return [
        Part(first, letter(first), letter(min(first + PAGE, width) - 1), first == start)
        for first in range(0, width, PAGE)
    ]


def columns_of(batch: Batch, *, columns: Mapping[str, int], start: int = 0) -> list[Column]:
    """The columns of a file; of a wide one those that are read, wherever they stand, then those
    of the part that begins at `start`."""
    of_column = {number: name for name, number in columns.items()}
    header: list[str] = batch.grid.get("header", [])
    part = range(start, min(start + PAGE, len(header)))
    numbers = [*part]
    if len(header) > PAGE:
        numbers = [*sorted(of_column), *(n for n in part if n not in of_column)]
    samples = _samples(batch, numbers)
    return [
        Column(
            number=n,
            letter=letter(n),
            header=header[n],
            samples=samples.get(n, ()),
            field=of_column.get(n, ""),
            reason=mapping.is_reason(header[n]),
        )
        for n in numbers
    ]


def unread(batch: Batch, *, columns: Mapping[str, int]) -> int:
    """How many columns of the file are left out; the one that tells why rows came back apart."""
    header: list[str] = batch.grid.get("header", [])
    return sum(
        1 for n in set(range(len(header))) - {*columns.values()} if not mapping.is_reason(header[n])
    )


def letter(number: int) -> str:
    """The name of a column in Excel: A, B, … AA."""
    name, rest = "", number + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def _samples(batch: Batch, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The first different texts of columns."""
    if not numbers:
        return {}
    names = ", ".join(quoted(f"c{n}") for n in numbers)
    sql = f"SELECT {names} FROM read_parquet({literal(str(store.cells(batch)))}) LIMIT {_LOOKED_AT}"
    found: dict[int, dict[str, None]] = {n: {} for n in numbers}
    with store.workbench(batch) as work:
        cursor = work.cursor()
        cursor.execute(sql)
        while rows := cursor.fetchmany(100):
            for row in rows:
                for n, text in zip(numbers, row, strict=True):
                    if text and text.strip() and len(found[n]) < _SAMPLES:
                        found[n].setdefault(_short(text))
            if all(len(texts) == _SAMPLES for texts in found.values()):
                break
    return {n: list(texts) for n, texts in found.items()}


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST]}…"


def texts_of(batch: Batch, *, column: int, most: int) -> list[str] | None:
    """All different texts of a column, the most frequent first; None when there are more."""
    name, source = quoted(f"c{int(column)}"), literal(str(store.cells(batch)))
    sql = (
        f"SELECT trim({name}), count(*) FROM read_parquet({source}) WHERE trim({name}) <> ''"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most + 1}"
    )
    with store.workbench(batch) as work:
        rows = work.execute(sql).fetchall()
    return [text for text, _count in rows] if len(rows) <= most else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that a column can be read as; `words` are other names of it."""

    name: str
    label: str
    required: bool
    help: str
    words: str


def choices(batch: Batch) -> list[Choice]:
    """What a column of the batch can be."""
    return [
        Choice(
            field.name,
            str(field.label),
            field.required,
            str(field.help),
            " ".join(field.words),
        )
        for field in kind_of(batch.kind).fields()
    ]


def first_rows(batch: Batch, *, rows: int = 5, columns: int = 20) -> list[list[str]]:
    """The first rows as they were read: number, then the cells of the first columns."""
    width = min(len(batch.grid.get("header", [])), columns)
    names = ", ".join(["row", *(quoted(f"c{n}") for n in range(width))])
    source = literal(str(store.cells(batch)))
    with store.workbench(batch) as work:
        found = work.execute(
            f"SELECT {names} FROM read_parquet({source}) ORDER BY row LIMIT {rows}"
        ).fetchall()
    return [[f"{row[0]:,}", *map(_short, row[1:])] for row in found]
