"""One folder, one server: the lock of a data folder, and who holds it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goen.shop.home import Home


class FolderInUse(Exception):
    """Another process works in the data folder; `text` says which one and where."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class FolderUnusable(FolderInUse):
    """The data folder cannot be made or written; `text` says why."""

    def __init__(self, folder: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(
            Text(
                f"{folder} は使えません（{why}）。書き込めるフォルダーを --home で書いてください",
                f"{folder} cannot be used ({why}). Name a folder that can be written with --home",
            )
        )


@contextmanager
def folder_lock(*, home: Home, task: str, address: str = "") -> Iterator[None]:
    """Hold the folder for one task; the lock goes with the process, however it ends.

    Raises FolderInUse with who holds it, FolderUnusable where nothing can be written.
    """
    lock = FileLock(home.folder / "server.lock")
    try:
        home.prepare()
        lock.acquire(timeout=0)
    except Timeout:
        raise FolderInUse(_holder(home)) from None
    except OSError as error:
        raise FolderUnusable(home.folder, error) from error
    try:
        _note(home, task=task, address=address)
        yield
    finally:
        (home.folder / "server.json").unlink(missing_ok=True)
        lock.release()


def running(*, home: Home) -> bool:
    """Whether some process holds the folder now."""
    if not (home.folder / "server.lock").exists():
        return False
    try:
        with FileLock(home.folder / "server.lock", timeout=0):
            return False
    except Timeout:
        return True


def holder(*, home: Home) -> dict[str, str]:
    """What the holder of the lock wrote about itself; empty when there is nothing to read."""
    try:
        known = json.loads((home.folder / "server.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in known.items()}


def _note(home: Home, *, task: str, address: str) -> None:
    note = {"task": task, "process": os.getpid(), "machine": socket.gethostname()}
    text = json.dumps(note | {"address": address})
    (home.folder / "server.json").write_text(text, encoding="utf-8")


def _holder(home: Home) -> Text:
    known = holder(home=home)
    who = f"goen {known.get('task', 'serve')}"
    where = f"{known.get('machine', '?')}, PID {known.get('process', '?')}"
    at = f" {known['address']}" if known.get("address") else ""
    return Text(
        f"{home.folder} は、ほかの {who}（{where}）が使っています{at}。"
        "そちらを止めてから、もう一度動かしてください",
        f"{home.folder} is used by another {who} ({where}){at}. Stop that one first",
    )
