"""The engines as a door opens them: one DuckDB connection, and a Spark session when asked for."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from pyspark.sql import SparkSession

# What DuckDB may hold before it spills to disk, in MB; on a small machine, this share of what it
# would take by itself. Reading and Python need memory of their own.
MOST_MEMORY = 4500
SHARE_OF_MEMORY = 0.75
_MEGABYTES = {"KiB": 1024 / 1e6, "MiB": 1024**2 / 1e6, "GiB": 1024**3 / 1e6, "TiB": 1024**4 / 1e6}


LOCAL_SPARK = "local[*]"
_THIS_MACHINE = ("127.0.0.1", "localhost")


class NoSuchEngine(Exception):
    """What computes was named by a word that nothing stands for; `text` says which there are."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class NoSpark(Exception):
    """Spark was asked for and is not here; `text` says what to install."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@contextmanager
def duckdb_connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory database that spills to a scratch folder, gone when the block ends."""
    import duckdb

    with (
        TemporaryDirectory(prefix="goen-") as scratch,
        duckdb.connect(config={"temp_directory": str(Path(scratch) / "spill")}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET memory_limit = '{_memory_limit(connection)}MB'")
        yield connection


def _memory_limit(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    size, unit = str(row[0] if row else "0 GiB").split()
    return min(MOST_MEMORY, int(float(size) * _MEGABYTES[unit] * SHARE_OF_MEMORY))


def spark_session(*, scratch: Path, partitions: int = 8, master: str = LOCAL_SPARK) -> SparkSession:
    """Start a Spark session that keeps its files in `scratch`, in this machine or a cluster's.

    Raises:
        NoSpark: the extra `goen[spark]` or Java is not installed.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise NoSpark(
            Text(
                ja="SparkにはJava 17以上がいります。入れてから、もう一度お試しください。",
                en="Spark needs Java 17 or newer. Install it and try again.",
            )
        )
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NoSpark(
            Text(
                ja="Sparkが入っていません。pip install 'goen[spark]' で入れてください。",
                en="Spark is not installed. Install it with pip install 'goen[spark]'.",
            )
        ) from error
    builder = (
        SparkSession.builder.master(master)
        .appName("goen")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
        .config("spark.local.dir", str(scratch / "local"))
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
    )
    if master == LOCAL_SPARK or urlsplit(master).hostname in _THIS_MACHINE:
        builder = builder.config("spark.driver.host", "127.0.0.1").config(
            "spark.driver.bindAddress", "127.0.0.1"
        )
    return builder.getOrCreate()


def spark_master(*, engine: str) -> str | None:
    """The Spark that an engine's name stands for: None for DuckDB, else what Spark calls a master.

    Raises:
        NoSuchEngine: it is neither duckdb, spark nor spark://host:port.
    """
    if engine == "duckdb":
        return None
    if engine == "spark":
        return LOCAL_SPARK
    if engine.startswith("spark://") and ":" in engine.removeprefix("spark://"):
        return engine
    raise NoSuchEngine(
        Text(
            ja=f"「{engine}」は使えません。duckdb、spark、spark://ホスト:ポート のどれかです。",
            en=f"“{engine}” is none of duckdb, spark and spark://host:port.",
        )
    )
