from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession


# Compiling for speed, and checking what javac wrote, take longer than all the queries of the tests.
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
_QUICK += " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """One small Spark session for the whole run, started by the first test that asks for it."""
    if shutil.which("java") is None:
        pytest.fail("Spark needs Java 17 or newer (Debian: openjdk-17-jre-headless)")
    from goen.report.engines import spark_session

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f'--driver-java-options "{_QUICK}" pyspark-shell')
        session = spark_session(scratch=tmp_path_factory.mktemp("spark"), partitions=1)
    yield session
    session.stop()
