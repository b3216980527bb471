"""A Spark of its own on this machine: a master and two workers, each a process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = 2
# Compiling for speed, and checking what javac wrote, take longer than all the queries of the tests.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
QUICK += " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
_DEPLOY = "org.apache.spark.deploy"


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a master with two workers, whose files are in `folder`; gone afterwards."""
    if shutil.which("java") is None:
        pytest.fail("Spark needs Java 17 or newer (Debian: openjdk-17-jre-headless)")
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    words = ("--host", "127.0.0.1", "--webui-port", "0")
    with ExitStack() as stack:

        def begin(name: str, *more: str) -> None:
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            stack.callback(_end, _popen(folder, *more, log=log))

        begin("master", f"{_DEPLOY}.master.Master", *words, "--port", str(port))
        for number in range(WORKERS):
            mine = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}"))
            begin(f"worker-{number}", f"{_DEPLOY}.worker.Worker", *words, *mine, address)
        _wait(folder / "master.log")
        yield address


def _popen(folder: Path, *words: str, log: object) -> subprocess.Popen[bytes]:
    import pyspark

    started = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = dict(
        os.environ,
        SPARK_LOCAL_IP="127.0.0.1",
        SPARK_LOCAL_DIRS=str(folder),
        SPARK_DAEMON_MEMORY="256m",
        SPARK_DAEMON_JAVA_OPTS=QUICK,
        PYSPARK_PYTHON=sys.executable,
    )
    return subprocess.Popen(
        [str(started), *words],
        env=environment,
        stdout=log,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(log: Path) -> None:
    until = time.monotonic() + 120
    while (said := log.read_text(errors="replace")).count("Registering worker") < WORKERS:
        if time.monotonic() > until:
            pytest.fail(f"no cluster: {said[-2000:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
