"""Pages of imports; each calls one operation or query."""

from __future__ import annotations

from goen.shop.intake.views.checking import (
    batch_alike,
    batch_check,
    batch_choose,
    batch_errors,
    batch_fix,
    batch_recheck,
    batch_settle,
)
from goen.shop.intake.views.columns import batch_columns, batch_field, batch_file
from goen.shop.intake.views.ending import (
    batch_apply,
    batch_go_on,
    batch_leave,
    batch_left,
    batch_stop_here,
    batch_summary,
    batch_undo,
    batch_withdraw,
)
from goen.shop.intake.views.exporting import export, export_form, exports
from goen.shop.intake.views.sending import batch, import_send, imports

__all__ = [
    "batch",
    "batch_alike",
    "batch_apply",
    "batch_check",
    "batch_choose",
    "batch_columns",
    "batch_errors",
    "batch_field",
    "batch_file",
    "batch_fix",
    "batch_go_on",
    "batch_leave",
    "batch_left",
    "batch_recheck",
    "batch_settle",
    "batch_stop_here",
    "batch_summary",
    "batch_undo",
    "batch_withdraw",
    "export",
    "export_form",
    "exports",
    "import_send",
    "imports",
]
