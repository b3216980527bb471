"""A document of answers with a few entries changed, each found by a path.

A path is like `cpm.loyal/lapsed.customers` or `decile.0.share`.
"""

from __future__ import annotations

from typing import Any

Changes = dict[str, Any]
Answers = dict[str, Any]


def changed(answers: Answers, changes: Changes) -> Answers:
    """Put each value at its path; in a list a step is a number, or `rank/status`, or `segment`."""
    for path, value in changes.items():
        *steps, last = path.split(".")
        node: Any = answers
        for step in steps:
            node = node[_key(node, step)]
        node[_key(node, last)] = value
    return answers


def _key(node: Any, step: str) -> Any:
    if isinstance(node, dict):
        return step
    if "/" in step:
        rank, status = step.split("/")
        return next(
            k for k, row in enumerate(node) if (row["rank"], row["status"]) == (rank, status)
        )
    if step.lstrip("-").isdigit():
        return int(step)
    return next(k for k, row in enumerate(node) if row["segment"] == step)


def rate(numerator: int, denominator: int) -> dict[str, Any]:
    """Return a rate object."""
    share = numerator / denominator if denominator else None
    return {"numerator": numerator, "denominator": denominator, "share": share}


def transition(source: str, target: str, customers: int, total: int) -> dict[str, Any]:
    """Return a row of the transition matrix from `rank/status` (or `none`) to `rank/status`."""
    from_rank, _, from_status = source.partition("/")
    to_rank, to_status = target.split("/")
    share = customers / total if total else None
    return {
        "from_rank": from_rank,
        "from_status": from_status or None,
        "to_rank": to_rank,
        "to_status": to_status,
        "customers": customers,
        "row_total": total,
        "share": share,
        "low": share,
        "high": share,
    }
