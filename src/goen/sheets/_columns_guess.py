"""Whether a column that was told by its contents alone could as well be another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import date_readings, parse_date
from goen.sheets._columns_profile import column_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_choice import Candidate, Column
    from goen.sheets._columns_plan import Cell, Row

_NEAR = 0.15
_NEARLY_ALL = 0.98
# So many times as many customers as shops or kinds leave no doubt which is which.
_FAR_MORE = 10


def equal_guesses(
    role: str, one: Candidate, others: Sequence[Candidate], sample: Sequence[Row]
) -> list[Column]:
    """The columns that fit `role` by their contents as well as `one` does, and say something else.

    Empty where a head or the user has named `one`.
    """
    if one.basis != "content":
        return []
    return [
        other.column
        for other in others
        if other.column.index != one.column.index
        and other.basis == "content"
        and other.score >= one.score - _NEAR
        and _differs(role, one.column, other.column, sample)
    ]


def _differs(role: str, one: Column, other: Column, sample: Sequence[Row]) -> bool:
    cells, rivals = column_of(sample, one.index), column_of(sample, other.index)
    if role == "customer":
        return _are_other_customers(one, other) and not _one_to_one(cells, rivals)
    read = _day if role == "date" else str
    same = sum(read(a) == read(b) for a, b in zip(cells, rivals, strict=True))
    return same < _NEARLY_ALL * len(cells)


def _are_other_customers(one: Column, other: Column) -> bool:
    """Whether the cells of `other` come back, and are not too few beside those of `one`."""
    if other.profile.cells >= 10 and other.profile.unique > _NEARLY_ALL:
        return False
    return other.profile.distinct * _FAR_MORE > one.profile.distinct


def _one_to_one(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether each cell of one column always stands beside the same cell of the other."""
    pairs = len(set(zip(cells, others, strict=True)))
    return pairs == len(set(cells)) == len(set(others))


def _day(cell: Cell) -> str:
    return str(parse_date(cell)) if any(one.style == "" for one in date_readings(cell)) else ""
