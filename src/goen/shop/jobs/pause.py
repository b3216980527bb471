"""Letting others write between two chunks of background work."""

from __future__ import annotations

import time

from django.db import connection

# SQLite has one write lock and no queue before it: whoever waits looks again after 1 to 100 ms, and
# finds it taken again if the next chunk begins at once. This gap lets them in.
_GAP = 0.05


def breathe(*, since: float | None = None, gap: float = _GAP) -> None:
    """Leave the write lock free for a moment; call it between two transactions.

    `since`: when the last one ended (`time.monotonic`), if something else was done since then.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        passed = 0.0 if since is None else time.monotonic() - since
        time.sleep(max(0.0, gap - passed))
