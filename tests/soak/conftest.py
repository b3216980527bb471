from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of a million sales by a hundred thousand customers, returns and ties among them."""
    path = tmp_path_factory.mktemp("million") / "sales.csv"
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.7)")
        connection.execute(
            """
            CREATE TABLE sales AS
            SELECT
                lpad(CAST(CAST(floor(pow(random(), 2) * 100000) AS INTEGER) AS VARCHAR), 7, '0')
                    AS customer_id,
                DATE '2022-01-01' + CAST(floor(random() * 1700) AS INTEGER) AS date,
                CAST(floor(random() * 40) AS INTEGER) * 500
                    * CASE WHEN random() < 0.03 THEN -1 ELSE 1 END AS amount
            FROM range(1000000)
            """
        )
        connection.table("sales").write_csv(str(path), header=True)
    return path
