"""What differs between Windows and the others; every POSIX-only call of the shop stands here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

WINDOWS = sys.platform == "win32"


def spawn(command: Sequence[str], *, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a child that does not get the terminal's Ctrl+C; its standard input is its lifeline.

    When the lifeline closes, because we close it or because we are dead, the child ends.
    """
    if sys.platform == "win32":
        return subprocess.Popen(  # noqa: S603 - our own modules
            command,
            env=dict(environment),
            stdin=subprocess.PIPE,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(  # noqa: S603 - our own modules
        command, env=dict(environment), stdin=subprocess.PIPE, start_new_session=True
    )


def end_self() -> None:
    """Ask this very process to end, as its own signal handlers do it."""
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGTERM)


def sync_folder(folder: Path) -> None:
    """Bring renames in a folder to the disk; Windows does so by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def keep_private(path: Path) -> None:
    """Let the owner alone read a file; on Windows the folder of the user does that."""
    if sys.platform != "win32":
        path.chmod(0o600)


def private_by_default() -> None:
    """Let whatever this process writes be read by its owner alone."""
    if sys.platform != "win32":
        os.umask(0o077)


def readable_by_others(path: Path) -> bool:
    """Whether somebody else on this machine may read the file."""
    return sys.platform != "win32" and bool(path.stat().st_mode & 0o077)
