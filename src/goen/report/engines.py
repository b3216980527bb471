"""The engines as a door opens them: one DuckDB connection, and a Spark session when asked for."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from pyspark.sql import SparkSession

# What DuckDB may hold before it spills to disk; reading and Python need a share of their own.
MEMORY_LIMIT = "4500MB"


@contextmanager
def duckdb_connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory database that spills to a scratch folder, gone when the block ends."""
    import duckdb

    with (
        TemporaryDirectory(prefix="goen-") as scratch,
        duckdb.connect(config={"temp_directory": str(Path(scratch) / "spill")}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        yield connection


def spark_session(*, scratch: Path, partitions: int = 8) -> SparkSession:
    """Start a local Spark session that keeps its files in `scratch`.

    Raises:
        ImportError: the extra `goen[spark]` is not installed.
    """
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[*]")
        .appName("goen")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
        .config("spark.local.dir", str(scratch / "local"))
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
