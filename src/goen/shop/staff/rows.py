"""Changing rows under the eyes of the trail: setting values, locking, putting values back."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import Model
from django.utils import timezone

from goen.shop.staff.trail import Change, Subject, differences, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from goen.shop.staff.models import Staff
    from goen.shop.staff.undo import PutBack

_Row = TypeVar("_Row", bound=Model)


class SomeoneSavedFirst(Exception):
    """The row was changed after the form was opened; nothing was written."""

    def __init__(self, current: Model) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def plain(row: Model, *, fields: Iterable[str]) -> dict[str, Any]:
    """The values of `fields` as the trail keeps them: JSON, ids for other rows."""
    return {
        name: _json(getattr(row, row._meta.get_field(name).attname))  # type: ignore[union-attr]
        for name in fields
    }


def _json(value: Any) -> Any:
    if isinstance(value, datetime):  # one zone for all, so that equal moments are equal texts
        return value.astimezone(timezone.get_default_timezone()).isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def put(row: Model, *, values: Mapping[str, Any], fields: Iterable[str]) -> list[Change]:
    """Set the values on the row (not saved) and give what differs."""
    names = [name for name in fields if name in values]
    before = plain(row, fields=names)
    for name in names:
        setattr(row, name, values[name])
    return differences(before=before, after=plain(row, fields=names))


def locked(model: type[_Row], *, id: int, version: int | None = None) -> _Row:
    """The live row, held until the transaction ends; raises if its version is another one."""
    rows = model._default_manager.select_for_update()
    row = rows.get(pk=id, deleted_at=None)
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise SomeoneSavedFirst(row)
    return row


def put_back(
    row: Model, *, by: Staff, changes: Sequence[Change], group: UUID, action: str
) -> list[Change]:
    """Put the old values back where the new ones still stand, save the row, and note `action`.

    Gives what went back; fields that the row has not (lines, tags) stay as they are, and so do
    those that pointed to something that is no longer there.
    """
    known = {field.name for field in row._meta.get_fields() if hasattr(field, "attname")}
    wanted = {change["field"]: change for change in changes if change["field"] in known}
    before = plain(row, fields=wanted)
    for name, change in wanted.items():
        field: Any = row._meta.get_field(name)
        if before[name] == change["to"] and _is_there(field, change["from"]):
            setattr(row, field.attname, _read(field)(change["from"]))
    back = differences(before=before, after=plain(row, fields=wanted))
    if back:
        row.version += 1  # type: ignore[attr-defined]
        row.save()
        record(by=by, action=action, subject=Subject.of(row), changes=back, group=group)
    return back


def _is_there(field: Any, value: Any) -> bool:
    """Whether what a field pointed to is still there; plain values always are."""
    if not field.is_relation or value is None:
        return True
    return bool(field.related_model._default_manager.filter(pk=value).exists())


def _read(field: Any) -> Callable[[Any], Any]:
    return (lambda value: value) if field.is_relation else field.to_python


@dataclass(frozen=True, slots=True)
class WentBack(Generic[_Row]):
    """A row of which some values went back: as it was before, as it is, and what went back."""

    before: _Row
    row: _Row
    by: Staff
    changes: Sequence[Change]
    now: datetime


def putting_back(model: type[_Row], after: Callable[[WentBack[_Row]], None]) -> PutBack:
    """How rows of a model are put back for `undo`; `after` brings what hangs on them up to date."""
    name = f"{model._meta.app_label}.{model._meta.model_name}.put_back"

    def put_one_back(
        *,
        by: Staff,
        object_id: int,
        action: str,
        changes: Sequence[Change],
        now: datetime,
        group: UUID,
    ) -> list[Change]:
        row = model._default_manager.select_for_update().filter(pk=object_id).first()
        if row is None:
            return []
        before = copy(row)
        back = put_back(row, by=by, changes=changes, group=group, action=name)
        if back:
            after(WentBack(before, row, by, back, now))
        return back

    return put_one_back
