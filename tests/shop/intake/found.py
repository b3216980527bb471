"""Files as they are written, and what a check found of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb

from goen.shop.intake import store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.models import Batch


def csv(*rows: Sequence[str]) -> str:
    """Rows as CSV, every cell in quotes."""
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(lines) + "\r\n"


def heads(text: str) -> list[str]:
    """The headers of a file, written over several lines."""
    return [head.strip() for head in text.replace("\n", "").split(",")]


def plan(batch: Batch) -> dict[int, dict[str, Any]]:
    """What becomes of each row, as the newest check found."""
    batch.refresh_from_db()
    with duckdb.connect() as work:
        cursor = work.execute(
            "SELECT * FROM read_parquet(?) ORDER BY row", [str(store.plan(batch))]
        )
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row["changes"] = json.loads(row["changes"] or "{}")
    return {row["row"]: row for row in rows}


def outcomes(batch: Batch) -> list[str]:
    """The outcome of each row, in their order."""
    return [row["outcome"] for row in plan(batch).values()]


def problems(batch: Batch) -> list[tuple[int, str, str, str]]:
    """Row, field, level and words of each problem."""
    batch.refresh_from_db()
    with duckdb.connect() as work:
        return work.execute(
            "SELECT row, field, level, words FROM read_parquet(?) ORDER BY row, field",
            [str(store.problems(batch))],
        ).fetchall()
