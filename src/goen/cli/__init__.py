"""The command line: `goen analyze`, `goen sample`. Parses, makes one call, prints."""

from __future__ import annotations

from goen.cli._main import main

__all__ = ["main"]
