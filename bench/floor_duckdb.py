"""Floor: read, sum by customer and date, then first, last, count and sum by customer. DuckDB."""

from __future__ import annotations

import sys

import duckdb

connection = duckdb.connect()
connection.execute("SET preserve_insertion_order = false")
connection.execute(
    f"""
    COPY (
        SELECT customer_id, min(date), max(date), count(*), sum(amount)
        FROM (
            SELECT customer_id, date, sum(amount) AS amount
            FROM read_csv('{sys.argv[1]}')
            GROUP BY ALL
        )
        GROUP BY customer_id
    ) TO '{sys.argv[2]}' (FORMAT parquet)
    """
)
