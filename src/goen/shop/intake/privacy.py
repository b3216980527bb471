"""What a batch forgets: what was typed and decided when it ends, names when people are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

_PARTS = ("taken", "back")


def forget_decisions(*, batch_id: int) -> None:
    """Remove what was written into cells of a batch and decided about its rows."""
    Fix.objects.filter(batch=batch_id).delete()
    Choice.objects.filter(batch=batch_id).delete()


@transaction.atomic
def erase(_by: Staff, customer: Customer, _now: datetime, _group: UUID) -> None:
    """Take the names of a customer, this one and former ones, out of what batches left as it is."""
    told = Trail.objects.filter(kind="customer", object_id=customer.pk).order_by()
    names = {customer.name, *told.values_list("label", flat=True).distinct()} - {""}
    for pk, result in Batch.objects.exclude(result={}).values_list("pk", "result").iterator():
        if any(names.intersection(_kept(result, part)) for part in _PARTS):
            batch = Batch.objects.select_for_update().get(pk=pk)
            batch.result = _without(batch.result, names)
            batch.save(update_fields=["result"])


def _kept(result: dict[str, Any], part: str) -> list[str]:
    found: list[str] = result.get(part, {}).get("kept", [])
    return found


def _without(result: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The same result, its counts too, without these labels."""
    kept = {part: [one for one in _kept(result, part) if one not in names] for part in _PARTS}
    parts = {part: {**result[part], "kept": kept[part]} for part in _PARTS if part in result}
    return {**result, **parts}
