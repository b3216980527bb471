"""What this room tells the rooms above it.

Each signal is sent inside the transaction of the change, with `id` (of the row) and `by` (the staff
member): what a receiver writes is kept or lost together with the change. `voice_changed`,
`action_changed` and `touch_changed` also give `changes`, the list that the trail keeps.

`touches_recorded` (ids, by, group) tells of many at once; `touches_in_use` (ids) asks which of them
something hangs on that no relation tells.
"""

from __future__ import annotations

from django.dispatch import Signal

touch_recorded = Signal()
touches_recorded = Signal()
touches_in_use = Signal()
touch_changed = Signal()
voice_recorded = Signal()
voice_changed = Signal()
action_changed = Signal()
