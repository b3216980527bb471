"""Rows of the ledger leave as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.ui.signals import list_exported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.staff.models import Staff


def tell_export(
    *, by: Staff, kind: str, count: int, form: str, conditions: Sequence[str] = ()
) -> None:
    """Put on the trail that rows of a kind left as a file."""
    list_exported.send(
        sender=None, staff=by, name=kind, count=count, form=form, conditions=list(conditions)
    )
