"""How many rows go into one transaction, so that nobody waits long for the write lock."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

_AIM = 0.06  # seconds; a step that takes longer is still well under the 200 ms that are allowed
_FIRST, _LEAST, _MOST = 20, 10, 200


class Pace:
    """Times each step and chooses the size of the next one, `most` rows at most.

    A step should take `aim` seconds; the first has `first` rows.
    """

    def __init__(
        self, *, first: int | None = None, most: int | None = None, aim: float | None = None
    ) -> None:
        self.most, self._aim = most or _MOST, aim or _AIM
        self.size = min(first or _FIRST, self.most)
        self.ended = 0.0  # when the last step let the lock go (time.monotonic)

    @contextmanager
    def step(self) -> Iterator[None]:
        """One transaction. Its time is that of the lock: waiting for it does not count."""
        with transaction.atomic():
            begun = time.monotonic()
            yield
        self.ended = time.monotonic()
        took = max(self.ended - begun, 0.001)
        wanted = int(self.size * min(self._aim / took, 2.0))
        self.size = max(_LEAST, min(self.most, wanted))
