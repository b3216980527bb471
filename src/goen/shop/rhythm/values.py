"""What is written of each customer: the columns of `Rhythm`, and a short form of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from goen.analysis.rhythm import Rhythms

NAMES = (
    *("customer_id", "shared", "state", "contacts", "first_on", "last_on"),
    *("expected_on", "attention_on", "follow_up_on", "distant_on", "mark"),
)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


class Values:
    """The rows of everybody who was judged, in the order of their ids."""

    def __init__(self, rhythms: Rhythms, *, shared: int) -> None:
        contacts = rhythms.contacts
        self.customer = np.asarray(contacts.customer, dtype=np.int64)
        count = len(self.customer)
        self._numbers = [
            np.full(count, shared),
            np.asarray(rhythms.state),
            np.asarray(contacts.gaps) + 1,
        ]
        self._days = [
            np.asarray(contacts.first).astype("datetime64[D]"),
            np.asarray(contacts.last).astype("datetime64[D]"),
            *(rhythms.expected_on, rhythms.attention_on),
            *(rhythms.follow_up_on, rhythms.distant_on),
        ]
        self.mark = _mark([*self._numbers, *self._days])

    def rows(self, places: NDArray[np.intp]) -> Iterator[tuple[Any, ...]]:
        """The rows at these places, days as texts, which both databases take."""
        numbers = [column[places].tolist() for column in (self.customer, *self._numbers)]
        days = [_texts(column[places]) for column in self._days]
        yield from zip(*numbers, *days, self.mark[places].tolist(), strict=True)


def _mark(columns: list[Any]) -> NDArray[np.int64]:
    """One number for each row, which another row has by a chance of one in 2⁶³."""
    found = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        found = (found ^ np.asarray(column).astype(np.int64).view(np.uint64)) * _FACTOR
        found ^= found >> _SHIFT
    return (found >> np.uint64(1)).astype(np.int64)


def _texts(days: NDArray[Any]) -> list[str | None]:
    texts = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    return [None if text == "NaT" else text for text in texts]
