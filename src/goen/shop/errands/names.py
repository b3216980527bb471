"""What the jobs of this room are called."""

from __future__ import annotations

CHANGE, UNDO, FILE, TIDY = "errands.change", "errands.undo", "errands.file", "errands.tidy"
