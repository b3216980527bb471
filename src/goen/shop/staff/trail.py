"""Writing the audit trail: every operation calls `record` inside its own transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

    from goen.shop.staff.models import Staff

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """The object that something was done to, as the trail names it."""

    kind: str
    id: int | None
    label: str = ""

    @classmethod
    def of(cls, instance: Model) -> Subject:
        """The subject that stands for `instance`."""
        return cls(instance._meta.model_name or "", instance.pk, str(instance)[:200])


def new_group() -> uuid.UUID:
    """A name for one user intent that writes several rows."""
    return uuid.uuid4()


def record(
    *,
    by: Staff | None,
    action: str,
    subject: Subject | None = None,
    changes: Iterable[Change] = (),
    group: uuid.UUID | None = None,
    row: int | None = None,
) -> Trail:
    """Add one row; `by` None means the system itself, `row` is that of the file it came from."""
    return Trail.objects.create(
        staff=by,
        action=action,
        kind=subject.kind if subject else "",
        object_id=subject.id if subject else None,
        label=subject.label if subject else "",
        changes=list(changes),
        group=group or new_group(),
        row=row,
    )


def differences(*, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two sets of plain (JSON) values, as the trail keeps it."""
    return [
        {"field": field, "from": before.get(field), "to": value}
        for field, value in after.items()
        if before.get(field) != value
    ]
