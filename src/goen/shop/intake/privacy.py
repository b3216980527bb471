"""What a batch forgets: what was typed and decided when it ends, names when people are erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.consent.models import Consent
from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

_PARTS = ("taken", "back")
_BETWEEN = re.compile("[\\s_・.,-]*")
_GONE = "＊"  # stands in a file's name where the name of a person stood


def forget_decisions(*, batch_id: int) -> None:
    """Remove what was written into cells of a batch and decided about its rows."""
    Fix.objects.filter(batch=batch_id).delete()
    Choice.objects.filter(batch=batch_id).delete()


@transaction.atomic
def erase(by: Staff, customer: Customer, _now: datetime, group: UUID) -> None:
    """Take the names of a customer, this one and former ones, out of what batches keep: the names
    of their files, on the trail too, and labels of what was left as it is."""
    told = Trail.objects.filter(kind="customer", object_id=customer.pk).order_by()
    names = _pattern({customer.name, *told.values_list("label", flat=True).distinct()})
    if names is None:
        return
    renamed = []
    for pk, name, result in Batch.objects.values_list("pk", "file_name", "result").iterator():
        named = names.search(name) is not None
        if named or any(names.search(one) for part in _PARTS for one in _kept(result, part)):
            batch = Batch.objects.select_for_update().get(pk=pk)
            batch.file_name = names.sub(_GONE, batch.file_name)
            batch.result = _without(batch.result, names)
            batch.save(update_fields=["file_name", "result"])
            if named:
                renamed.append(pk)
                _rename(pk, name, names)
    if renamed:
        redact(
            by=by, about=Subject("customer", customer.pk), objects={"batch": renamed}, group=group
        )


def _rename(pk: int, file_name: str, names: re.Pattern[str]) -> None:
    """Take the names out of what else tells of the file: notices, and refusals it brought."""
    for notice in Notice.objects.filter(kind=Notice.Kind.IMPORT, object_id=pk):
        notice.line = names.sub(_GONE, notice.line)
        notice.save(update_fields=["line"])
    for consent in Consent.objects.filter(note__contains=file_name[:150]):
        consent.note = names.sub(_GONE, consent.note)
        consent.save(update_fields=["note"])


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    """Finds names wherever they stand in a text, however their parts are set apart."""
    bare = {_BETWEEN.sub("", name) for name in names}
    long = sorted((name for name in bare if len(name) > 1), key=len, reverse=True)
    each = [_BETWEEN.pattern.join(map(re.escape, name)) for name in long]
    return re.compile("|".join(each), re.IGNORECASE) if each else None


def _kept(result: dict[str, Any], part: str) -> list[str]:
    found: list[str] = result.get(part, {}).get("kept", [])
    return found


def _without(result: dict[str, Any], names: re.Pattern[str]) -> dict[str, Any]:
    """The same result, its counts too, without labels that hold a name."""
    kept = {part: [one for one in _kept(result, part) if not names.search(one)] for part in _PARTS}
    parts = {part: {**result[part], "kept": kept[part]} for part in _PARTS if part in result}
    return {**result, **parts}
