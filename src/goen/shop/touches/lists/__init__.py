"""The lists of this room, and what it adds to the list of customers."""

from __future__ import annotations

from goen.shop.touches.lists import actions, customers, touches, voices


def register() -> None:
    """Declare columns, facts and bulk actions."""
    touches.register()
    voices.register()
    actions.register()
    customers.register()
