"""The supervisor: starts the children of the shop, starts them anew when they die, ends them.

It holds the folder's lock and loads no web framework, so that little can go wrong with it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.run import restore
from goen.shop.run.system import spawn

if TYPE_CHECKING:
    import subprocess
    import threading
    from collections.abc import Callable, Mapping

    from goen.shop.home import Home

ROLES = ("web", "worker", "scheduler")
_WAITS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_HEALTHY = 60.0  # a child that lived so long starts again with the shortest wait
_END = 20.0
_POLL = 0.2
CLOSED_EARLY = 4


@dataclass
class _Child:
    role: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again: float = field(default=0.0)


class Supervisor:
    """Runs the shop of one data folder until `stop` is set."""

    def __init__(
        self,
        *,
        home: Home,
        environment: Mapping[str, str],
        tell: Callable[[Text], None],
        stop: threading.Event,
    ) -> None:
        self._home = home
        self._environment = environment
        self._tell = tell
        self._stop = stop
        self._children = [_Child(role) for role in ROLES]

    def run(self, *, ready: Callable[[], None]) -> int:
        """Prepare the folder, start the children, call `ready` once pages are answered."""
        code = self._prepare()
        if code or self._stop.is_set():
            return code
        told = False
        try:
            while not self._stop.is_set():
                self._look_after()
                if not told and self._answers():
                    ready()
                    told = True
                if restore.wished(home=self._home) is not None:
                    if code := self._restore():
                        return code
                    told = False
                self._stop.wait(_POLL)
        finally:
            self._end_all()
        return 0

    def _prepare(self) -> int:
        """Back up and migrate in a child of its own; its exit code."""
        child = self._spawn("prepare")
        while child.poll() is None:
            if self._stop.wait(0.05):
                _close(child)  # half a migration is no migration
                child.wait()
                return 0
        _close(child)
        return child.returncode

    def _restore(self) -> int:
        """Stop the shop, have the wished backup put in place, go on."""
        self._end_all()
        return self._prepare()

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is not None and child.process.poll() is not None:
                self._died(child, now)
            if child.process is None and now >= child.again:
                child.process, child.started = self._spawn(child.role), now

    def _died(self, child: _Child, now: float) -> None:
        assert child.process is not None  # noqa: S101
        _close(child.process)
        child.deaths = 0 if now - child.started > _HEALTHY else child.deaths
        wait = _WAITS[min(child.deaths, len(_WAITS) - 1)]
        code = child.process.returncode
        child.process, child.again, child.deaths = None, now + wait, child.deaths + 1
        self._tell(
            Text(
                f"goen: {child.role} が止まりました（{code}）。{wait} 秒後にまた動かします",
                f"goen: {child.role} ended ({code}); starting it again in {wait} s",
            )
        )

    def _spawn(self, role: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "goen.shop.run.child", role]
        return spawn(command, environment=self._environment)

    def _answers(self) -> bool:
        host, port = self._environment["GOEN_HOST"], int(self._environment["GOEN_PORT"])
        near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only compared
        try:
            with socket.create_connection((near, port), timeout=1):
                return True
        except OSError:
            return False

    def _end_all(self) -> None:
        """Close every lifeline, then wait; whoever does not end in time is killed."""
        living = [child for child in self._children if child.process is not None]
        for child in living:
            if child.process is not None:
                _close(child.process)
        until = time.monotonic() + _END
        for child in living:
            if child.process is not None:
                _wait_or_kill(child.process, until)
            child.process, child.deaths, child.again = None, 0, 0.0


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _wait_or_kill(process: subprocess.Popen[bytes], until: float) -> None:
    import subprocess as processes

    try:
        process.wait(max(0.1, until - time.monotonic()))
    except processes.TimeoutExpired:
        process.kill()
        process.wait()


def stop_on_signals(stop: threading.Event) -> None:
    """Have Ctrl+C and a polite kill end the shop cleanly."""
    names = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP"):
        names.append(signal.SIGHUP)
    for name in names:
        signal.signal(name, lambda _number, _frame: stop.set())


def port_is_free(*, host: str, port: int, patience: float = 5.0) -> bool:
    """Whether the port can be listened on; an old server that is just ending gets a moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + patience
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                if time.monotonic() >= until:
                    return False
            else:
                return True
        time.sleep(0.2)


def lan_address() -> str:
    """The address under which others in the office reach this machine; empty when there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # of no one: asks the routing table, sends nothing
            return str(probe.getsockname()[0])
        except OSError:
            return ""
