"""What a parser raises when a cell cannot be read, with the reason to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goen.japanese._text import Text


class Unreadable(ValueError):
    """A cell that cannot be read; `reason` is the sentence for the user."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class UnreadableDate(Unreadable):
    """A cell that is not a date, or not one date only."""


class UnreadableMoney(Unreadable):
    """A cell that is not an amount of whole minor units of the currency."""


class UnreadableQuantity(Unreadable):
    """A cell that is not a number of things."""
