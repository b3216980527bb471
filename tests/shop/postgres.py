"""A real PostgreSQL for the tests, in a folder of its own, gone afterwards.

`python -m tests.shop.postgres COMMAND …` runs a command with GOEN_DATABASE_URL set to one: so
`make test` runs the tests of the shop a second time. With `--beside` before COMMAND the database
of the command is SQLite as ever, and one server waits for those of its tests that ask for both.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

KNOWN = "GOEN_TEST_POSTGRES"  # the port of a server that is there already
_INITDB = ("-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "unix_socket_directories": "",
    "lc_messages": "C",
}


class NoPostgres(Exception):
    """PostgreSQL is not installed, or cannot be run by this user."""


class Postgres:
    """A running server; everybody on this machine may enter it."""

    def __init__(self, *, port: int, user: str) -> None:
        self.port = port
        self.user = user

    def url(self, name: str = "postgres") -> str:
        """The address of a database in it."""
        return f"postgres://{self.user}@127.0.0.1:{self.port}/{name}"

    def fresh(self, *, like: str = "template1") -> str:
        """The address of a new database: an empty one, or a copy of one that nobody is in."""
        import psycopg

        name = f"goen_{secrets.token_hex(6)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like.rpartition("/")[2]}"')
        return self.url(name)

    def is_entered(self, url: str) -> bool:
        """Whether somebody is in a database."""
        import psycopg

        found = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(self.url()) as connection:
            return connection.execute(found, [url.rpartition("/")[2]]).fetchone() is not None


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server on a free port and stop it afterwards. Raises NoPostgres."""
    tools = _tools()
    folder = Path(tempfile.mkdtemp(prefix="goen-pg-"))
    prefix, user = _as_other_user(folder)
    try:
        data, port = folder / "data", _free_port()
        settings = [word for pair in _SETTINGS.items() for word in ("-c", "=".join(pair))]
        made = subprocess.run(
            [*prefix, tools / "initdb", "-D", data, "-U", user, *_INITDB],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoPostgres(made.stderr.strip())
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*prefix, tools / "postgres", "-D", data, "-p", str(port), *settings],
                stdout=log,
                stderr=log,
            )
        try:
            _wait_for(port, server, folder / "log")
            yield Postgres(port=port, user=user)
        finally:
            server.terminate()  # waits for nobody's sessions: a "smart" stop would
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tools() -> Path:
    """The folder of initdb and postgres; Debian keeps them off the path."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    for folder in [*candidates, *([Path(found).resolve().parent] if found else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("PostgreSQL is missing: scripts/system-parts installs it")


def _as_other_user(folder: Path) -> tuple[list[str], str]:
    """PostgreSQL refuses to run as root: hand the folder to someone else then."""
    if os.geteuid() != 0:
        return [], "goen"
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    group = pwd.getpwnam(user).pw_gid
    os.chown(folder, pwd.getpwnam(user).pw_uid, group)
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"], "goen"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        if _ready(port):
            return
        time.sleep(0.1)
    raise NoPostgres(log.read_text(errors="replace")[-2000:])


def _ready(port: int) -> bool:
    import psycopg

    try:
        psycopg.connect(f"postgres://goen@127.0.0.1:{port}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def main() -> None:
    """Run the command of the command line with a PostgreSQL; when told to end, end both."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    words = sys.argv[1:]
    beside = words[0] == "--beside"
    with _running_or_known() as server:
        environment = dict(os.environ) | {KNOWN: f"{server.port}"}
        if not beside:
            environment["GOEN_DATABASE_URL"] = server.url()
        code = subprocess.run(words[beside:], env=environment, check=False).returncode
    raise SystemExit(code)


def _running_or_known() -> AbstractContextManager[Postgres]:
    known = os.environ.get(KNOWN)
    return nullcontext(Postgres(port=int(known), user="goen")) if known else running()


if __name__ == "__main__":
    main()
