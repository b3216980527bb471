"""How many rows go into one transaction, so that nobody waits long for the write lock."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AIM = 0.08  # seconds; a step that is slower is still well under the 200 ms that are allowed
_FIRST, _LEAST, _MOST = 20, 1, 200


class Pace:
    """Measures each step and chooses the size of the next one."""

    def __init__(self) -> None:
        self.size = _FIRST

    @contextmanager
    def step(self) -> Iterator[None]:
        """Time one step; use it around the transaction, so that the commit counts too."""
        begun = time.monotonic()
        yield
        took = max(time.monotonic() - begun, 0.001)
        wanted = int(self.size * min(_AIM / took, 2.0))
        self.size = max(_LEAST, min(_MOST, wanted))
