"""What the operations of this room have in common."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Max, Min, Model
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.staff.trail import Change, differences
from goen.shop.touches.models import Action, Touch, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Row = TypeVar("_Row", Touch, Action, Voice)


class NotFilledIn(Exception):
    """Something that every such row must say is missing or cannot be; the message says what."""


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
    row = model.objects.select_for_update().get(pk=id, deleted_at=None)
    if version is not None and row.version != version:
        raise SomeoneSavedFirst(row)
    return row


def refresh_contact(*, customer_ids: Iterable[int | None]) -> None:
    """Set the last contact of these customers to the newest touch or voice that counts.

    The customer is held first, so that of two people who record at once the later counts both.
    """
    for pk in sorted({one for one in customer_ids if one is not None}):
        Customer.objects.select_for_update().filter(pk=pk).values_list("pk").first()
        touch = Touch.objects.contacts().filter(customer=pk).aggregate(at=Max("at"))["at"]
        voice = Voice.objects.live().filter(customer=pk).aggregate(at=Max("received_at"))["at"]
        newest: datetime | None = max((at for at in (touch, voice) if at), default=None)
        Customer.objects.filter(pk=pk).update(last_touch_at=newest)


def refresh_next_action(*, customer_ids: Iterable[int | None]) -> None:
    """Set the day of the next action of these customers to the earliest one still open."""
    for pk in sorted({one for one in customer_ids if one is not None}):
        Customer.objects.select_for_update().filter(pk=pk).values_list("pk").first()
        due = Action.objects.open().filter(customer=pk).aggregate(on=Min("due_on"))["on"]
        Customer.objects.filter(pk=pk).update(next_action_on=due)
