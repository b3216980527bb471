"""The command line: `goen analyze`, `goen serve` and their sisters. Parses, calls, prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

STOPPED = 130  # 128 + SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `goen` with the arguments (those of the process when None) and return its exit code.

    0 answered · 1 answered, some rows rejected · 2 wrong usage · 3 nothing usable · 4 could not
    write · 130 stopped by Ctrl+C · 70 an error in Goen itself.
    """
    try:
        from goen.cli._main import run  # late: Ctrl+C while modules load is quiet, too
    except KeyboardInterrupt:
        return STOPPED
    return run(arguments)
