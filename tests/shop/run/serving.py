"""A shop that is open: `goen serve` in another process, its children, and how to end them."""

from __future__ import annotations

import signal
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.shop.run.kit import Shop, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGN_IN = "/accounts/login/"


class Open:
    """A shop that is open."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.said: list[str] = []

    def answers(self, path: str = SIGN_IN) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def child(self, role: str) -> int:
        """The process of one child; 0 while there is none."""
        for pid, command in children(self.process.pid):
            if command.endswith(f"goen.shop.run.child {role}"):
                return pid
        return 0

    def read_until(self, word: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if word in line:
                return
        raise AssertionError("".join(self.said))


def children(parent: int) -> list[tuple[int, str]]:
    """The processes that a process has started, with their command lines."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    pairs = (line.strip().partition(" ") for line in listed.splitlines())
    return [(int(pid), command) for pid, _, command in pairs]


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def everybody_below(process: int) -> list[int]:
    """The processes that a process has started, those that these have started, and so on."""
    own = [pid for pid, _ in children(process)]
    return own + [pid for child in own for pid in everybody_below(child)]


@contextmanager
def opened(shop: Shop, *words: object, port: int = 0) -> Iterator[Open]:
    """Open a shop, on a port of its own unless one is given; close it as Ctrl+C does."""
    port = port or free_port()
    process = shop.begin("serve", "--port", port, *words)
    serving = Open(process, port)
    try:
        serving.read_until("Ctrl+C")
        wait_for(serving.answers)
        yield serving
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        serving.said.append(process.communicate(timeout=60)[0])
