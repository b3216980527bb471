"""A shop in a folder of its own, run as users run it: by commands in other processes."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parents[3]
GOEN = str(Path(sys.executable).with_name("goen"))
PASSWORD = "hasami-kami-ishi"  # noqa: S105
MAIL = "aoi@example.jp"
_OURS = ("GOEN_", "DJANGO_", "PYTEST_")


def environment(**more: str) -> dict[str, str]:
    """The environment of a user: nothing of the tests' own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    return kept | {"GOEN_LANG": "en", "DJANGO_SETTINGS_MODULE": "goen.shop.settings"} | more


@dataclass
class Shop:
    """One data folder and, if any, the PostgreSQL database it uses instead of its own."""

    folder: Path
    url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "goen.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        given = {"GOEN_DATABASE_URL": self.url} if self.url else {}
        return environment(GOEN_HOME=str(self.folder), **given, **self.more)

    def goen(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [GOEN, *map(str, words), "--home", str(self.folder)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def begin(self, *words: object) -> subprocess.Popen[str]:
        """Begin a command."""
        return self.popen(GOEN, *words, "--home", self.folder)

    def module(self, name: str, *words: object) -> subprocess.Popen[str]:
        """Begin a Python module in this shop's environment."""
        return self.popen(sys.executable, "-m", name, *words)

    def popen(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(word) for word in words],
            env=self.environment,
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database directly."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as connection:
                return list(connection.execute(query.replace("?", "%s"), values))
        with closing(sqlite3.connect(self.database)) as connection:
            return list(connection.execute(query, values))

    def sound(self) -> bool:
        """Whether the database is whole."""
        if self.url:
            return self.rows("SELECT 1") == [(1,)]
        whole = self.rows("PRAGMA integrity_check") == [("ok",)]
        return whole and self.rows("PRAGMA foreign_key_check") == []

    @property
    def names(self) -> list[str]:
        """The names of all customers, in order."""
        return [
            str(name) for (name,) in self.rows("SELECT name FROM customers_customer ORDER BY id")
        ]


def chance(seed: int) -> random.Random:
    """The same chance at each run; GOEN_SEED gives others."""
    base = int(os.environ.get("GOEN_SEED", "0"))
    sys.stdout.write(f"seed {seed} of GOEN_SEED={base}\n")
    return random.Random(1000 * base + seed)


def instants(seed: int, count: int, *, longest: float) -> Iterator[float]:
    """Seeded moments at which to kill."""
    thrown = chance(seed)
    return (thrown.uniform(0, longest) for _ in range(count))


def kill(process: subprocess.Popen[str]) -> str:
    """Kill a process and all it has started; what it said until then."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    return said


def kill_amid(process: subprocess.Popen[str], *, begun: Callable[[], bool], instant: float) -> bool:
    """Kill a process at an instant after it has begun; False when it had come to its end before."""
    until = time.monotonic() + 60
    while not begun() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(instant)
    amid = process.poll() is None
    kill(process)
    return amid


def finish(process: subprocess.Popen[str]) -> str:
    """Let a process come to its end, which must be a good one; what it said."""
    said, _ = process.communicate("", timeout=300)
    assert process.returncode == 0, said
    return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], *, seconds: float = 120) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
