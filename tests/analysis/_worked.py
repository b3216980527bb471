"""The tables of a method page, so that tests can hold its worked example to the code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.analysis._small import Sale


def tables(page: Path, *, section: str = "## Worked example") -> list[list[dict[str, str]]]:
    """Return the Markdown tables of one section, each as rows of header → text."""
    text = page.read_text(encoding="utf-8").split(section, 1)[1].split("\n## ", 1)[0]
    found: list[list[dict[str, str]]] = []
    for block in text.split("\n\n"):
        lines = [line for line in block.strip().splitlines() if line.startswith("|")]
        if len(lines) > 2:
            header, _, *rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
            found.append([dict(zip(header, row, strict=True)) for row in rows])
    return found


def whole(text: str) -> int:
    """Read 12,000 or 2."""
    return int(text.replace(",", ""))


def percent(value: float) -> str:
    """Write a share as the pages do: 33.3 %."""
    return f"{100 * value:.1f} %"


def sales_of(page: Path) -> list[Sale]:
    """Return the sales of the first worked table: customer, date, yen."""
    return [
        (row["customer"], date.fromisoformat(row["date"]), whole(row["yen"]))
        for row in tables(page)[0]
    ]
