"""The kind "touches": what `goen.shop.intake.kinds.base.Kind` asks for."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import ContactPerson, Customer
from goen.shop.intake import confirming
from goen.shop.intake.kinds.base import Basis, Candidate, Tally
from goen.shop.intake.kinds.customers.finding import customers_like, place_of
from goen.shop.intake.kinds.customers.staff import names_of_staff
from goen.shop.intake.kinds.planning import trail_after
from goen.shop.intake.kinds.touches import plan
from goen.shop.intake.kinds.touches.fields import fields
from goen.shop.intake.kinds.touches.form import TouchesForm
from goen.shop.staff.models import Trail
from goen.shop.touches.models import Touch
from goen.shop.touches.operations import NewTouch, record_touches, remove_unused_touches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words

_MANY = 1_000


class TouchesKind(Basis):
    """Touches, one row for each; the same row again is the same touch."""

    name = "touches"
    title = _("Touches")
    icon = "touch"
    order = 15
    most = 500

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        return fields()

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """A day, a customer, and what it was about."""
        labels = {one.name: one.label for one in fields()}
        found = list(super().missing(columns=columns))
        for either in (("code", "name"), ("line", "text")):
            if not set(either) & set(columns):
                found.append(labels[either[0]])
        return found

    def form(self, data: Any = None, *, initial: Any = None) -> TouchesForm:
        """See `Kind`."""
        return TouchesForm(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """See `Kind`."""
        plan.plan(batch=batch, work=work)

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """Customers of the same name, number, telephone or mail."""
        return [Candidate(one.pk, one.name, place_of(one)) for one in customers_like(texts=texts)]

    def take(self, *, batch: Batch, rows: Sequence[Mapping[str, Any]], now: datetime) -> Tally:
        """New touches; those of a customer who is gone meanwhile are left out, and named."""
        told = [(row, json.loads(row["payload"])) for row in rows]
        ids = {one["new"]["customer_id"] for _row, one in told}
        live = Customer.objects.select_for_update().live().filter(pk__in=ids)
        here = set(live.values_list("pk", flat=True))
        people = {one["new"]["contact_id"] for _row, one in told} - {None}
        people = set(ContactPerson.objects.filter(pk__in=people).values_list("pk", flat=True))
        new = [
            NewTouch(_values(one["new"], people), row["row"], one["identity"])
            for row, one in told
            if one["new"]["customer_id"] in here
        ]
        gone = [row["label"] for row, one in told if one["new"]["customer_id"] not in here]
        record_touches(by=batch.by, rows=new, now=now, group=batch.group)
        return Tally({"new": len(new), "gone": len(gone)}, gone)

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """See `Kind`."""
        return Trail.objects.filter(group=batch.group, kind="touch", row__isnull=False).count()

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """Take out the next touches; those that somebody changed or went on from stay."""
        rows, following = trail_after(batch=batch, kinds=["touch"], cursor=cursor, size=size)
        made = {row.object_id: row.label for row in rows if row.object_id}
        found = confirming.confirmed(batch=batch, of="touch", ids=list(made))
        free = [pk for pk in made if pk not in found]
        gone = remove_unused_touches(ids=free, by=by, group=batch.group)
        kept = [made[pk] for pk in free if pk not in gone]
        counts = {"removed": len(gone), "kept": len(kept)}
        return Tally(counts, kept, confirming.by_batch(found, kept=made)), following

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """See `Kind`."""
        rows = Touch.objects.live().filter(customer__deleted_at=None)
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        staff = names_of_staff()
        rows = rows.select_related("customer", "contact").order_by("pk")
        for touch in rows.iterator(chunk_size=_MANY):
            yield _texts(touch, staff)


def _values(said: Mapping[str, Any], people: Collection[int]) -> dict[str, Any]:
    contact = said["contact_id"] if said["contact_id"] in people else None
    return {**said, "at": datetime.fromisoformat(said["at"]), "contact_id": contact}


def _texts(touch: Touch, staff: Mapping[str, str]) -> dict[str, str]:
    """A touch as a row of a file says it."""
    at = localtime(touch.at)
    return {
        "at": f"{at:%Y/%m/%d %H:%M}" if (at.hour, at.minute) != (0, 0) else f"{at:%Y/%m/%d}",
        "kind": str(touch.get_kind_display()),
        "direction": str(touch.get_direction_display()),
        "staff": staff.get(str(touch.staff_id), ""),
        "code": touch.customer.code,
        "name": touch.customer.name,
        "contact": touch.contact.name if touch.contact else "",
        "line": touch.line,
        "text": touch.text,
        "minutes": "" if touch.minutes is None else str(touch.minutes),
        "feeling": str(touch.get_feeling_display()) if touch.feeling else "",
        "attended": _yes_no(touch.attended),
        "bulk": _yes_no(touch.bulk or None),
    }


def _yes_no(value: Any) -> str:
    return "" if value is None else _now("Yes") if value else _now("No")


TOUCHES = TouchesKind()
