"""What this room tells the rooms above it, inside the transaction of the change.

`rest_ended(sender, rest)`: people's time is spent on a customer again, who came by of their own;
`rest` says who had decided otherwise. `rest_restored(sender, rest)`: the touch by which they came
is taken back, so that the decision counts again.
"""

from __future__ import annotations

from django.dispatch import Signal

rest_ended = Signal()
rest_restored = Signal()
