"""What pages tell the rooms above `ui`; the audit trail listens.

`list_seen(sender, staff, name, count)`: a list longer than a screenful was shown.
`list_exported(sender, staff, name, count, form, conditions)`: a list left the shop as a file.
`bulk_done(sender, staff, name, action, count, group)`: many rows were changed in one go, on the
trail all in one group.
"""

from __future__ import annotations

from django.dispatch import Signal

list_seen = Signal()
list_exported = Signal()
bulk_done = Signal()
