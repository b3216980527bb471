"""What this room tells of its batches, inside the transaction that says so.

`batch_ended(sender, batch)`: a batch was taken over, or taken back.
"""

from __future__ import annotations

from django.dispatch import Signal

batch_ended = Signal()
