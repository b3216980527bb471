"""What the room of consent tells others: `consent_changed(sender, customer_id, by)`."""

from __future__ import annotations

from django.dispatch import Signal

consent_changed = Signal()
