"""Whether people changed what imports brought, or imports alone, which were taken back or not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from goen.shop.intake.kinds.planning import going_back
from goen.shop.intake.models import Batch
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from django.db.models import Model

_MANY = 900


def untouched(model: type[Model], ids: Collection[int]) -> set[int]:
    """Those of some rows whose values no person ever changed; holds them all. The trash is no
    value: what a person put there, or an import, goes as it came."""
    versions: dict[int, int] = {}
    for some in _parts(ids):
        rows: Any = model._default_manager.select_for_update().filter(pk__in=some)
        versions.update(rows.values_list("pk", "version"))
    changed = [pk for pk, version in versions.items() if version > 1]
    imports = {group for pair in _groups() for group in pair}
    kind = model._meta.model_name or ""
    by_people = {
        pk
        for pk, told in _changes(kind, changed)
        if any(group not in imports and fields != {"deleted_at"} for group, fields in told)
    }
    return versions.keys() - by_people


def changed_by_hand(kind: str, ids: Collection[int]) -> set[int]:
    """Those of some objects whose values a person changed last: imports that were taken back do
    not count."""
    back = {group for pair in _groups(state=Batch.State.UNDONE) for group in pair}
    imports = {group for group, _back in _groups()}
    found = set()
    for pk, told in _changes(kind, ids):
        still = [group for group, _fields in told if group not in back]
        if still and still[-1] not in imports:
            found.add(pk)
    return found


def _groups(**wanted: str) -> list[tuple[UUID, UUID]]:
    """Under which groups of the trail imports were written, and taken back."""
    rows = Batch.objects.filter(**wanted).only("group")
    return [(batch.group, going_back(batch)) for batch in rows]


def _changes(kind: str, ids: Collection[int]) -> Iterator[tuple[int, list[tuple[UUID, set[str]]]]]:
    """What was changed of each object, and under which groups, one after the other."""
    for some in _parts(ids):
        rows = Trail.objects.filter(kind=kind, object_id__in=some).order_by("pk")
        found: dict[int, list[tuple[UUID, set[str]]]] = defaultdict(list)
        for pk, group, changes in rows.values_list("object_id", "group", "changes"):
            if fields := {change["field"] for change in changes}:
                found[pk or 0].append((group, fields))
        yield from found.items()


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    return (every[at : at + _MANY] for at in range(0, len(every), _MANY))
