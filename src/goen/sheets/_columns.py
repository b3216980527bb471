"""Finds which column is the customer, which the date and which the amount.

Heads are compared with the words companies use (Japanese and English), contents with what such
columns hold; the user's own choice (`--columns`) goes before both. Everything that was decided on
the way is said in the plan's notes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from goen.japanese import DateReading, Text
from goen.sheets import _columns_notes as notes
from goen.sheets._columns_choice import Column, columns_of
from goen.sheets._columns_headers import (
    header_score,
    heads_columns,
    looks_like_header,
    unit_of,
)
from goen.sheets._columns_optional import find_optional, refused_kinds
from goen.sheets._columns_overrides import named_columns
from goen.sheets._columns_plan import (
    REQUIRED,
    ROLES,
    Cell,
    ColumnPlan,
    ColumnsNotFound,
    Row,
    UnknownColumn,
)
from goen.sheets._columns_required import Required, find_required
from goen.sheets._columns_rows import is_repeated_header, is_totals_row
from goen.sheets._columns_split import split_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "REQUIRED",
    "ROLES",
    "Cell",
    "ColumnPlan",
    "ColumnsNotFound",
    "Row",
    "UnknownColumn",
    "find_columns",
    "header_score",
    "is_repeated_header",
    "is_totals_row",
    "looks_like_header",
]

_MONEY = ("amount", "unit_price", "gross_profit", "cost", "unit_cost")
_MANY = 0.5
_ALL = 0.98
_NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})


def find_columns(
    *,
    header: Sequence[str] | None,
    sample: Sequence[Row],
    overrides: Mapping[str, str] = _NO_OVERRIDES,
    digits: int,
    titles: Sequence[str] = (),
    date_style: str | None = None,
    years: tuple[int, int] | None = None,
) -> ColumnPlan:
    """The plan of a table: which column plays which role.

    `header`: the heads, None for a file without. `sample`: rows below the header, some hundreds, as
    they stand in the file. `overrides`: role → head, letter or number of a column, or "none".
    `digits`: decimals of the currency. `titles`: texts above the header, where （単位：千円） may
    stand. `date_style`, `years`: as for parse_date, so that no option is proposed which is already
    given. Raises ColumnsNotFound and UnknownColumn.
    """
    if header is None and sample and heads_columns(sample[0], sample[1:]):
        raise _headed(sample)
    columns = columns_of(header, sample)
    chosen, off = named_columns(overrides, columns)
    required = find_required(columns, sample, chosen=chosen, off=off)
    found = {role: one.column for role, one in required.picked.items()} | required.parts
    found |= _optional(columns, found, chosen, off)
    units = _units(found, titles)
    remarks = _remarks(found, units, digits)
    remarks += _date_remarks(found["date"], date_style, years)
    kinds = [notes.unknown_kinds(one) for one in refused_kinds(columns, taken=_indexes(found))]
    return ColumnPlan(
        columns=MappingProxyType({role: column.index for role, column in found.items()}),
        headers=MappingProxyType({role: column.header for role, column in found.items()}),
        confidence=MappingProxyType(_confidence(found, required, chosen)),
        has_header=header is not None,
        units=MappingProxyType(units),
        serials=_are_serials(found["date"]),
        notes=(*required.notes, *remarks, *kinds),
    )


def _headed(sample: Sequence[Row]) -> ColumnsNotFound:
    """Why a table whose first row is its header cannot be read without one: what its heads lack."""
    heads = ["" if cell is None else str(cell) for cell in sample[0]]
    columns = columns_of(heads, sample[1:])
    try:
        find_required(columns, sample[1:], chosen={}, off=set())
    except ColumnsNotFound as refused:
        return refused
    return ColumnsNotFound(notes.header_only(columns), brief=notes.lacking(REQUIRED))


def _optional(
    columns: Sequence[Column],
    required: Mapping[str, Column],
    chosen: Mapping[str, Column],
    off: set[str],
) -> dict[str, Column]:
    """The optional columns, those of the user first."""
    fixed = {role: column for role, column in chosen.items() if role not in REQUIRED}
    taken = _indexes(required) | _indexes(fixed)
    found = find_optional(columns, taken=taken, without=off | set(fixed)) | fixed
    if "customer_name" not in found and not {"customer_name", "given_name"} & off:
        found |= split_name(columns, taken | _indexes(found))
    if "amount" in required:
        # The price of one piece only serves to make an amount.
        found.pop("unit_price", None)
    return found


def _indexes(found: Mapping[str, Column]) -> set[int]:
    return {column.index for column in found.values()}


def _units(found: Mapping[str, Column], titles: Sequence[str]) -> dict[str, int]:
    """What 1 stands for in each column of money; a title such as （単位：千円） speaks for all."""
    general = next((unit for title in titles if (unit := _stated_unit(title))), 1)
    return {role: found[role].unit or general for role in _MONEY if role in found}


def _stated_unit(title: str) -> int | None:
    return unit_of(title) if "単位" in title or "unit" in title.casefold() else None


def _remarks(found: Mapping[str, Column], units: Mapping[str, int], digits: int) -> list[Text]:
    said = [notes.unit(found[role], unit) for role, unit in units.items() if unit > 1]
    if "amount" not in found:
        said.append(notes.product(found["quantity"], found["unit_price"]))
    elif digits == 0 and units["amount"] == 1 and found["amount"].profile.decimals > _MANY:
        said.append(notes.decimals(found["amount"]))
    if "given_name" in found:
        said.append(notes.joined([found["customer_name"], found["given_name"]], "name"))
    return said + _profit_remarks(found)


def _date_remarks(column: Column, style: str | None, years: tuple[int, int] | None) -> list[Text]:
    cells = column.profile
    if _are_serials(column):
        return [notes.serials(column)]
    if not cells.readings or cells.dates >= _MANY or "%" in (style or ""):
        return []
    most = max(cells.readings.values())
    best = [one for one, share in cells.readings.items() if share >= most * 0.99]
    best = [one for one in best if one.style != "serial"]
    if any(one.style in ("", style) and (years or not one.short_year) for one in best):
        return []
    return [notes.date_style(column, best)] if best and most >= _MANY else []


def _are_serials(column: Column) -> bool:
    """Whether the column holds Excel serials, all of them, written as text."""
    return column.profile.readings.get(DateReading("serial"), 0.0) >= _ALL


def _profit_remarks(found: Mapping[str, Column]) -> list[Text]:
    said = []
    for role in ("cost", "unit_cost"):
        if role in found:
            said.append(notes.profit_from_cost(found[role], each=role == "unit_cost"))
    profit = found.get("gross_profit")
    if profit and profit.profile.decimals > 0:
        said.append(notes.profit_rounded(profit))
    return said


def _confidence(
    found: Mapping[str, Column], required: Required, chosen: Mapping[str, Column]
) -> dict[str, float]:
    sure = {role: min(1.0, one.score) for role, one in required.picked.items()}
    for role, column in found.items():
        if role not in sure:
            sure[role] = 1.0 if role in chosen else min(1.0, column.roles.get(role, 0.5))
    return {role: round(share, 2) for role, share in sure.items()}
