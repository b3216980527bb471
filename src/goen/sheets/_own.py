"""Goen's own outputs: a folder that holds them too must not be read as if they were sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_plan import Row

OWN_OUTPUT = Text(
    "Goenが書き出したファイルです（売上ではありません）",
    "it was written by Goen and holds no sales",
)
# Heads of the customer list (CSV, Parquet, sheet) and of the list of rejected rows.
_HEADS = (
    frozenset(("customer", "rank", "status", "first_day", "last_day", "occasions", "sales")),
    frozenset(("お客様番号", "ランク", "状態", "最終購入からの日数", "購入回数", "累計金額")),
    frozenset(("Customer", "Rank", "Status", "Days since last", "Purchases", "Sales so far")),
    frozenset(("ファイル", "シート", "行", "列", "値", "理由")),
    frozenset(("File", "Sheet", "Row", "Column", "Value", "Reason")),
)
# How the second row of every page of the report begins, and what else stands in it.
_LEADS = (("基準日 ", "・決まり "), ("As of ", ". Rules: "))
_MOST_LEAD_CELLS = 1


def is_own_output(rows: Sequence[Row]) -> bool:
    """Whether a table, given its first rows, is one that Goen wrote."""
    if not rows:
        return False
    heads = {cell for cell in rows[0] if isinstance(cell, str)}
    return any(known <= heads for known in _HEADS) or _is_page(rows)


def _is_page(rows: Sequence[Row]) -> bool:
    """Whether it is a page of the report: a title alone, and below it the day and the rule."""
    first, second = (
        [cell for cell in row if cell not in (None, "")] for row in (rows[0], (*rows, (), ())[1])
    )
    if len(first) != _MOST_LEAD_CELLS or len(second) != _MOST_LEAD_CELLS:
        return False
    lead = str(second[0])
    return any(lead.startswith(start) and rest in lead for start, rest in _LEADS)
