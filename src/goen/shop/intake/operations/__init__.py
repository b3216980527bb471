"""What people do with a batch, one function for each intent."""

from __future__ import annotations

from goen.shop.intake.operations.deciding import accept_alike, choose, fix, forget_choice
from goen.shop.intake.operations.ending import ask, leave, undo
from goen.shop.intake.operations.sending import NotNow, Unreadable, map_columns, read, send

__all__ = [
    "NotNow",
    "Unreadable",
    "accept_alike",
    "ask",
    "choose",
    "fix",
    "forget_choice",
    "leave",
    "map_columns",
    "read",
    "send",
    "undo",
]
