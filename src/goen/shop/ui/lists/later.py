"""What takes too long for a request: it is handed to the room that works in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.ui.lists.declared import BulkAction
    from goen.shop.ui.lists.listing import Listing

MOST_AT_ONCE = 500  # rows that one request changes
MOST_IN_FILE = 5000  # rows of a file that one request makes whole; plain CSV goes out row by row


class Later(Protocol):
    """Takes on what a person asked of a list; gives the address that tells how far it is."""

    def change(
        self,
        *,
        listing: Listing,
        action: BulkAction,
        typed: Mapping[str, Sequence[str]],
        ids: Sequence[int],
    ) -> str:
        """Do `action`, with its form as `typed`, to exactly these rows."""

    def write(self, *, listing: Listing, form: str, count: int) -> str:
        """Make a file of the list as it is looked at."""


_hands: list[Later] = []


def hand_to(later: Later) -> None:
    """Let `later` take on what is too much for a request; called once, while Django starts."""
    _hands[:] = [later]


def later() -> Later:
    """Who works in the background."""
    return _hands[0]
