"""What this room tells the rooms above it.

`standings_shown(sender, today)`: the standings were brought up to the sales and to a day; it is
sent after the change, in the background.
"""

from __future__ import annotations

from django.dispatch import Signal

standings_shown = Signal()
