"""What this room adds to the pages of the rooms below, and what it listens to."""

from __future__ import annotations


def register() -> None:
    """Add every part; called once while Django starts."""
