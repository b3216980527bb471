"""What the room of customers tells the rooms above it, inside the transaction of the change.

`customer_changed(sender, customer_id, by, changes, group)`: a customer was made, changed, put into
the trash or taken out of it; `changes` are those of the trail.
`customers_changed(sender, customer_ids, by, changes, group)`: the same for many at once.
`customers_saved(sender, changes, by, group)`: many were made or changed, each in its own way;
`changes` are those of the trail by customer.
`customers_purged(sender, customer_ids, now)`: they are about to leave the database for ever.
"""

from __future__ import annotations

from django.dispatch import Signal

customer_changed = Signal()
customers_changed = Signal()
customers_saved = Signal()
customers_purged = Signal()
