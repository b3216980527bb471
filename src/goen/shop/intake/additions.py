"""What this room adds to the pages below it: rail, history, jobs; and the kinds it knows."""

from __future__ import annotations

from goen.shop.intake import jobs


def register() -> None:
    """Fill the registries."""
    jobs.declare()
