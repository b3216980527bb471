"""What people do with a batch, one function for each intent."""

from __future__ import annotations

from goen.shop.intake.operations.deciding import accept_alike, choose, fix, forget_choice, unfix
from goen.shop.intake.operations.ending import ask, leave, undo
from goen.shop.intake.operations.exporting import order_export, tell_export
from goen.shop.intake.operations.sending import NotNow, Unreadable, map_columns, read, send
from goen.shop.intake.operations.settling import settle_column
from goen.shop.intake.operations.starting import (
    add_own_field,
    begin_checking,
    begin_reading,
    check_again,
    go_on,
    keep_columns,
    stop_here,
    withdraw,
)

__all__ = [
    "NotNow",
    "Unreadable",
    "accept_alike",
    "add_own_field",
    "ask",
    "begin_checking",
    "begin_reading",
    "check_again",
    "choose",
    "fix",
    "forget_choice",
    "go_on",
    "keep_columns",
    "leave",
    "map_columns",
    "order_export",
    "read",
    "send",
    "settle_column",
    "stop_here",
    "tell_export",
    "undo",
    "unfix",
    "withdraw",
]
