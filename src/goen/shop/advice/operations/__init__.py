"""What people do about findings, and about the playbook, prices and assumptions behind them."""

from __future__ import annotations

from goen.shop.advice.operations.acts import (
    MOST_IN_LIST,
    Asking,
    NobodyLeft,
    decline,
    make_list,
    make_tasks,
    note_file,
    tagged_address,
)
from goen.shop.advice.operations.pricing import remove_price, set_price
from goen.shop.advice.operations.settings import (
    restore_play,
    save_assumption,
    save_play,
)

__all__ = [
    "MOST_IN_LIST",
    "Asking",
    "NobodyLeft",
    "decline",
    "make_list",
    "make_tasks",
    "note_file",
    "remove_price",
    "restore_play",
    "save_assumption",
    "save_play",
    "set_price",
    "tagged_address",
]
