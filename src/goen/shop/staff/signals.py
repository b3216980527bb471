"""What the room of staff tells others: `company_set_up(sender, company, by)`."""

from __future__ import annotations

from django.dispatch import Signal

company_set_up = Signal()
