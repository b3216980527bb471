"""Sales files for the benches: the same seed gives the same rows on every machine."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
HEADER = "customer_id,date,amount"


def sales_file(*, rows: int) -> Path:
    """Return a CSV of `rows` sales by about a tenth as many customers over 6½ years."""
    path = FOLDER / f"sales-{rows}.csv"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _write(path, rows)
    return path


def _write(path: Path, rows: int) -> None:
    part = path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.42)")
        connection.execute(
            f"""
            COPY (
                SELECT
                    'C' || lpad(CAST(CAST(floor(pow(random(), 2.0) * {rows // 10}) AS BIGINT)
                                     AS VARCHAR), 8, '0') AS customer_id,
                    DATE '2020-01-01' + CAST(floor(random() * 2400) AS INTEGER) AS date,
                    CAST(floor(exp(random() * 3) * 1000) AS BIGINT)
                        * CASE WHEN random() < 0.01 THEN -1 ELSE 1 END AS amount
                FROM range({rows})
            ) TO '{part}' (HEADER)
            """
        )
    part.replace(path)
