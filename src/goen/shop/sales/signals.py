"""What other rooms hear of: sales and documents that were entered, changed or trashed."""

from __future__ import annotations

from django.dispatch import Signal

# days: set of (customer id or None, date) whose sales are other ones now; cause, when it is not
# somebody at a screen: "import" or "undo"
sales_changed = Signal()
document_recorded = Signal()  # id, by
