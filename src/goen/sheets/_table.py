"""Where the table begins in a file: titles above it, its header of one or two rows, its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import date_readings
from goen.sheets._columns import (
    REQUIRED,
    ColumnPlan,
    ColumnsNotFound,
    UnknownColumn,
    find_columns,
    header_score,
)
from goen.sheets._columns_headers import roles_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.sheets._columns_plan import Cell, Row

_SEARCHED_ROWS = 60
_SEARCHED_CELLS = 30
_ENOUGH = 1.0
_CERTAIN = 2.5  # customer, date and amount are all named in one row
_MOST_ALIKE = 3
_BETTER = 0.2
_BEYOND_DOUBT = 0.9


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lies in its file; rows count from 0.

    `first`: the first data row; `header`: the header's cells, None without one; `titles`: rows with
    something in them above the header; `blank`: rows with nothing above the data; `width`: columns.
    """

    first: int
    header: tuple[str, ...] | None
    titles: int
    blank: int
    width: int
    plan: ColumnPlan


def find_layout(sample: Sequence[Row], *, overrides: Mapping[str, str], digits: int) -> Layout:
    """Find the header and the columns in the first rows of a table.

    Raises ColumnsNotFound when there is no customer, date or amount, and UnknownColumn when an
    override names no column.
    """
    candidates = _headers(sample, overrides=overrides)
    problem: ColumnsNotFound | UnknownColumn | None = None
    for first, header in candidates:
        rows = [row for row in sample[first:] if not is_blank(row)]
        above = _titles(sample[:first], header)
        for said in (overrides, _by_words(header, overrides)):
            if said is None:
                continue
            try:
                plan = find_columns(
                    header=header, sample=rows, overrides=said, digits=digits, titles=above
                )
            except (ColumnsNotFound, UnknownColumn) as found:
                problem = problem or found
                continue
            return _layout(sample, first=first, header=header, plan=plan)
    assert problem is not None  # noqa: S101 - there is at least one candidate, and it failed
    raise problem


def _titles(above: Sequence[Row], header: tuple[str, ...] | None) -> list[str]:
    """The texts above the header, where （単位：千円） may stand."""
    heads = set(header or ())
    return [text for row in above for text in _texts(row, len(row)) if text and text not in heads]


def _by_words(header: Sequence[str] | None, overrides: Mapping[str, str]) -> dict[str, str] | None:
    """`overrides` and, for each column that is needed, the one header that names it beyond doubt.

    A column headed 売上日 of which no cell is a date is still the date: its rows are rejected, each
    with its reason, rather than the file.
    """
    found = dict(overrides)
    for role in REQUIRED:
        if role in found:
            continue
        named = [text for text in header or () if roles_of(text).get(role, 0.0) >= _BEYOND_DOUBT]
        if len(named) != 1:
            return None
        found[role] = named[0]
    return found


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether a row has nothing in any cell but white space."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)


def _layout(
    sample: Sequence[Row], *, first: int, header: tuple[str, ...] | None, plan: ColumnPlan
) -> Layout:
    if not plan.has_header:
        header = None
    above = sample[:first]
    blank = sum(is_blank(row) for row in above)
    header_rows = 0 if header is None else _rows_of(header, above)
    widths = [len(row) for row in sample[first:] if not is_blank(row)]
    width = max([len(header or ()), *_usual(widths), *(i + 1 for i in plan.columns.values())])
    return Layout(
        first=first,
        header=header,
        titles=len(above) - blank - header_rows,
        blank=blank,
        width=width,
        plan=plan,
    )


def _rows_of(header: tuple[str, ...], above: Sequence[Row]) -> int:
    """Rows the header takes: one when the last row above the data says all of it, else two."""
    return 1 if above and _texts(above[-1], len(header)) == header else 2


def _usual(widths: Sequence[int]) -> list[int]:
    return [max(set(widths), key=widths.count)] if widths else []


def _headers(
    sample: Sequence[Row], *, overrides: Mapping[str, str]
) -> list[tuple[int, tuple[str, ...] | None]]:
    """Possible headers as (first data row, cells), the likeliest first, then no header at all."""
    scored: list[tuple[float, int, tuple[str, ...]]] = []
    dated: list[int] = []
    for index, row in enumerate(sample[:_SEARCHED_ROWS]):
        if is_blank(row):
            continue
        one = _texts(row, len(row))
        usual = max(3, sum(map(bool, one)) - 1)
        if sum(filled >= usual for filled in dated) >= _MOST_ALIKE:
            break  # rows of data stand above it: the header once more, not the header
        dated.append(_dated(row))
        score = _score(row, one, overrides)
        scored.append((score, index + 1, one))
        if index + 1 < len(sample):
            below = sample[index + 1]
            for both in _merged(row, below):
                better = _score(both, both, overrides)
                alone = _score(below, _texts(below, len(below)), overrides)
                if better > max(score, alone) + _BETTER:
                    scored.append((better, index + 2, both))
        if score >= _CERTAIN:
            break
    likely = sorted((s for s in scored if s[0] >= _ENOUGH), key=lambda s: (-s[0], s[1]))
    found: list[tuple[int, tuple[str, ...] | None]] = [(first, cells) for _, first, cells in likely]
    start = _start(sample)
    row = sample[start] if start < len(sample) else ()
    # A header in words nobody knows is still a header: its cells are words, those below are not.
    if not any(first == start + 1 for first, _ in found):
        found.append((start + 1, _texts(row, len(row))))
    headless: tuple[int, None] = (start, None)
    position = len(found) - 1 if not likely and _has_values(row) else len(found)
    found.insert(position, headless)
    return found[:6] if headless in found[:6] else [*found[:5], headless]


def _dated(row: Row) -> int:
    """The number of filled cells of a row that has a date among the first of them, else 0."""
    filled = [cell for cell in row if cell not in (None, "")]
    return len(filled) if any(date_readings(cell) for cell in filled[:_SEARCHED_CELLS]) else 0


def _has_values(row: Row) -> bool:
    return any(cell is not None and any(c.isdigit() for c in str(cell)) for cell in row)


def _start(sample: Sequence[Row]) -> int:
    """The first row as wide as most are."""
    widths = [sum(1 for cell in row if cell not in (None, "")) for row in sample]
    usual = _usual([width for width in widths if width]) or [0]
    return next((i for i, width in enumerate(widths) if width >= max(2, usual[0] - 1)), 0)


def _score(row: Row, texts: tuple[str, ...], overrides: Mapping[str, str]) -> float:
    heads = [wanted.strip() for wanted in overrides.values()]
    named = sum(1 for head in heads if len(head) > 1 and not head.isdigit() and head in texts)
    return header_score(row) + 2 * named


def _texts(row: Row, width: int) -> tuple[str, ...]:
    cells = ["" if cell is None else str(cell).strip() for cell in row[:width]]
    return tuple(cells + [""] * (width - len(cells)))


def _merged(top: Row, bottom: Row) -> list[tuple[str, ...]]:
    """The two rows as one header, once the lower word (else the upper), once both words."""
    width = max(len(top), len(bottom))
    above, below = _texts(top, width), _texts(bottom, width)
    if any(not isinstance(cell, str) for cell in bottom if cell not in (None, "")):
        return []
    filled = list(above)
    for i in range(1, width):
        if not filled[i] and below[i]:
            filled[i] = filled[i - 1]
    lower = tuple(b or a for a, b in zip(above, below, strict=True))
    both = tuple(a + b for a, b in zip(filled, below, strict=True))
    return [lower, both]
