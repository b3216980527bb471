"""What the search tells the rooms above."""

from __future__ import annotations

from django.dispatch import Signal

# Many objects came at once and wait for `search.settle`; sent when they are committed.
index_waits = Signal()
