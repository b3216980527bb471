"""What really happened in the sample, known because it was made: to judge analyses against."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goen.sample._files import question, rows, write_csv
from goen.sample._story import CAMPAIGNS, GIFTS, PRICE_REVISION, Season

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from goen.sample._calendar import Calendar


def write_truth(
    *,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    calendar: Calendar,
    made_by: dict[str, Any],
) -> None:
    """Write truth.csv (one row per customer number) and truth.json (totals)."""
    connection.execute(f"CREATE TEMP TABLE history AS {question('history')}")
    write_csv(connection=connection, name="truth", path=folder / "truth.csv")
    totals = made_by | _totals(connection, calendar)
    text = json.dumps(totals, ensure_ascii=False, indent=2) + "\n"
    (folder / "truth.json").write_text(text, encoding="utf-8")


def _totals(connection: duckdb.DuckDBPyConnection, calendar: Calendar) -> dict[str, Any]:
    return {
        **rows(connection=connection, name="people")[0],
        **rows(connection=connection, name="totals")[0],
        "gift_seasons": _windows(calendar, GIFTS),
        "campaigns": _windows(calendar, CAMPAIGNS),
        "price_revision": {
            "date": calendar.day(calendar.price_revision).isoformat(),
            "factor": PRICE_REVISION,
        },
        "cpm": rows(connection=connection, name="segments"),
    }


def _windows(calendar: Calendar, seasons: tuple[Season, ...]) -> list[dict[str, str]]:
    return [
        {
            "name": window.season.name,
            "start": calendar.day(window.first).isoformat(),
            "end": calendar.day(window.last).isoformat(),
        }
        for window in calendar.windows(seasons)
    ]
