"""Rows of returns: how many were written above zero, and so counted below it, and how many not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goen.japanese import Text, transaction_kind
from goen.sheets._check_cells import words
from goen.sheets._sql import quoted, run, sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from goen.sheets._columns_plan import ColumnPlan

_BELOW = "[-−－‐△▲(（]"
_FILLED = "[1-9１-９]"
_COUNT = """
    SELECT count(*) FILTER (NOT below), count(*) FILTER (below)
    FROM (SELECT regexp_matches({amount}, {sign}) AS below FROM {reader}
          WHERE {kind} IN ({said}) AND regexp_matches({amount}, {filled}))
"""


def returned_words(plan: ColumnPlan, sample: Iterable[Sequence[object]]) -> set[str]:
    """The cells of the column of kinds that say a return, as far as the sample shows them."""
    place = plan.columns.get("kind")
    if place is None or "amount" not in plan.columns:
        return set()
    cells = {str(row[place]) for row in sample if place < len(row) and row[place]}
    return {cell for cell in cells if (word := words(cell)) and transaction_kind(word) == "return"}


def count_returns(
    connection: duckdb.DuckDBPyConnection,
    *,
    reader: str,
    plan: ColumnPlan,
    said: set[str],
    without: Iterable[Sequence[str]],
) -> tuple[int, int]:
    """The rows of `reader` whose kind is in `said`: with amounts above zero, and below.

    `without`: rows of it that are counted elsewhere.
    """
    amount, kind = plan.columns["amount"], plan.columns["kind"]
    question = sql(
        _COUNT,
        amount=f"coalesce(c{amount}, '')",
        kind=f"c{kind}",
        sign=quoted(_BELOW),
        filled=quoted(_FILLED),
        said=", ".join(map(quoted, sorted(said))),
        reader=reader,
    )
    ((above, below),) = run(connection, question)
    for row in without:
        if row[kind] in said and re.search(_FILLED, row[amount]):
            negative = re.search(_BELOW, row[amount]) is not None
            above, below = above - (not negative), below - negative
    return above, below


def signs_of_returns(above: int, below: int) -> Text | None:
    """What is to be said about the signs of returns; None where all were below zero already."""
    if not above:
        return None
    if not below:
        return Text(
            f"返品 {above:,}行の金額をマイナスとして数えました",
            f"The amounts of {above:,} return rows were counted below zero",
        )
    return Text(
        f"返品のうち、プラスで書かれた {above:,}行の金額をマイナスとして数えました"
        f"（はじめからマイナスの返品は {below:,}行）",
        f"Of the returns, {above:,} rows written above zero were counted below it "
        f"({below:,} rows were below zero already)",
    )
