"""What other rooms hear of: sales and documents that were entered, changed or trashed."""

from __future__ import annotations

from django.dispatch import Signal

sales_changed = Signal()  # days: set of (customer id or None, date) whose sales are other ones now
document_recorded = Signal()  # id, by
