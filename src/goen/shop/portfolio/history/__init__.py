"""The history of the customers: the state of each on every day of a purchase, kept as files."""

from __future__ import annotations

from goen.shop.portfolio.history.files import History, folder, read, tidy, write_rows
from goen.shop.portfolio.history.following import follow, states_of
from goen.shop.portfolio.history.tables import as_of, show

__all__ = [
    "History",
    "as_of",
    "folder",
    "follow",
    "read",
    "show",
    "states_of",
    "tidy",
    "write_rows",
]
