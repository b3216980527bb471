"""What is told of batches, as JSON: docs/cli.md says what each key means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.intake import store
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.tables import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goen.shop.intake.models import Batch

MOST = 10_000  # rows that are told one by one


def of_batch(batch: Batch, *, stayed: Mapping[str, Any]) -> dict[str, Any]:
    """The account of one import; `stayed` is `of_stayed` of the time when it was checked."""
    return {
        **_head(batch),
        "columns": _columns(batch),
        "options": batch.options,
        "counts": _counts(batch),
        "cells": int(batch.counts.get("CELLS", 0)),
        "warnings": int(batch.counts.get("WARNINGS", 0)),
        "taken": _done(batch, "taken"),
        "stayed": list(stayed["rows"]),
        "stayed_left_out": stayed["left_out"],
        "message": batch.error or (batch.job.error if batch.job else "") or None,
    }


def of_undo(batch: Batch) -> dict[str, Any]:
    """The account of taking one import back."""
    return {
        **_head(batch),
        "back": _done(batch, "back"),
        "kept": list(batch.result.get("back", {}).get("kept", [])),
        "later": dict(batch.result.get("back", {}).get("later", {})),
        "message": (batch.job.error if batch.job else "") or None,
    }


def of_batches(batches: Iterable[Batch]) -> dict[str, Any]:
    """The account of all imports, the newest first."""
    return {
        "imports": [
            {
                **_head(batch),
                "counts": _counts(batch),
                "taken": _done(batch, "taken"),
                "back": _done(batch, "back"),
                "created_at": batch.created_at.isoformat(),
                "applied_at": batch.applied_at.isoformat() if batch.applied_at else None,
                "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
            }
            for batch in batches
        ]
    }


def of_stayed(batch: Batch) -> dict[str, Any]:
    """The rows that are not taken over, and cells that are odd, of the newest check."""
    plan, problems = literal(str(store.plan(batch))), literal(str(store.problems(batch)))
    labels = _labels(batch)
    with store.workbench(batch) as work:
        sql = (
            "SELECT p.row, outcome, why, field, level, text, words, fix"
            f" FROM read_parquet({plan}) p LEFT JOIN read_parquet({problems}) b ON b.row = p.row"
            " WHERE outcome IN ('ERROR', 'DOUBTFUL') OR level IS NOT NULL"
        )
        count = work.execute(f"SELECT count(*) FROM ({sql})").fetchone() or (0,)
        found = work.execute(f"{sql} ORDER BY p.row, field LIMIT {MOST}").fetchall()
        rows = [
            {
                "row": row,
                "outcome": outcome.lower(),
                "field": field,
                "header": labels.get(field),
                "value": text,
                "level": level.lower() if level else None,
                "reason": words or why or "",
                "meant": fix,
            }
            for row, outcome, why, field, level, text, words, fix in found
        ]
    return {"rows": rows, "left_out": int(count[0]) - len(rows)}


def _labels(batch: Batch) -> dict[str | None, str]:
    """The header in the file of each mapped field."""
    header = batch.grid["header"]
    return {name: header[place] for name, place in batch.columns.items() if place < len(header)}


def _head(batch: Batch) -> dict[str, Any]:
    grid = batch.grid
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "state": batch.state.lower(),
        "by": batch.by.email,
        "file": {
            "name": batch.file_name,
            "size": batch.size,
            "sha256": batch.digest,
            **{name: grid.get(name) for name in ("content", "sheet", "encoding", "delimiter")},
            "header_row": grid.get("header_row"),
            "rows": grid.get("rows"),
            "notes": list(grid.get("notes", [])),
        },
    }


def _counts(batch: Batch) -> dict[str, int]:
    """What becomes of the rows, and how many sales of the ledger they take the place of."""
    names = (*(one.value for one in Outcome), "GONE")
    return {name.lower(): int(batch.counts.get(name, 0)) for name in names}


def _columns(batch: Batch) -> list[dict[str, Any]]:
    """The mapped columns, in the order of the file."""
    labels = _labels(batch)
    return [
        {"field": name, "header": labels.get(name, ""), "number": place + 1}
        for name, place in sorted(batch.columns.items(), key=lambda pair: pair[1])
    ]


def _done(batch: Batch, part: str) -> dict[str, int]:
    """What was done, by name."""
    counts: dict[str, int] = batch.result.get(part, {}).get("counts", {})
    return dict(sorted(counts.items()))
