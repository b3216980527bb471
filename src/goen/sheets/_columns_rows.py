"""Rows below the header that are no sales: totals, and the header once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goen.japanese import date_readings, fold
from goen.sheets._check_cells import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_plan import Cell, ColumnPlan, Row

_TOTAL = re.compile(
    r".{0,30}(?:合計|小計|総計|累計|中計|大計|月計|日計|週計|年計|期計|店計|頁計|ページ計)(?:[:(].*)?"
    r"|.{1,30} 計|総?計|sum:?|subtotal.{0,20}"
    r"|(?:.{0,20} )?(?:grand |sub|running |page )?-?totals?:?"
)
_FIRST_CELLS = 3


def is_totals_row(row: Row, plan: ColumnPlan) -> bool:
    """Whether a row sums up others: 合計, 小計, Grand total in one of its first filled cells.

    Not when it has both a customer and a readable date, as a sale of a product named 合計 has.
    """
    filled = [cell for cell in row if cell is not None and str(cell).strip()][:_FIRST_CELLS]
    if not any(_is_total(cell) for cell in filled):
        return False
    customer = _cell(row, plan.columns.get("customer"))
    named = customer is not None and bool(str(customer).strip()) and not _is_total(customer)
    return not (named and _is_date(_day(row, plan)))


def is_repeated_header(row: Row, header: Sequence[str]) -> bool:
    """Whether a row is the header again, as on every page of a printed list."""
    heads = [fold(text) for text in header]
    if not any(heads):
        return False
    cells = [fold(cell) if isinstance(cell, str) else cell for cell in row[: len(heads)]]
    cells += [""] * (len(heads) - len(cells))
    return all((cell or "") == head for cell, head in zip(cells, heads, strict=True))


def _is_total(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > 60:
        return False
    folded = fold(cell)
    return _TOTAL.fullmatch(folded) is not None or _TOTAL.fullmatch(_unspaced(folded)) is not None


def _unspaced(folded: str) -> str:
    return re.sub(r"[\s*【】\[\]<>〈〉《》=-]", "", folded)


def _day(row: Row, plan: ColumnPlan) -> Cell:
    places = plan.joined.get("date")
    return joined("date", row, places) if places else _cell(row, plan.columns.get("date"))


def _is_date(cell: Cell) -> bool:
    return bool(date_readings(cell))


def _cell(row: Row, index: int | None) -> Cell:
    return row[index] if index is not None and index < len(row) else None
