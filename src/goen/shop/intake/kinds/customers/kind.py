"""The kind "customers": what `goen.shop.intake.kinds.base.Kind` asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.customers.models import Customer
from goen.shop.customers.snapshot import whole_snapshots
from goen.shop.intake import round_trip
from goen.shop.intake.kinds.base import Basis, Candidate, Tally
from goen.shop.intake.kinds.customers import plan, take
from goen.shop.intake.kinds.customers.beside import codes_of, refused_channels
from goen.shop.intake.kinds.customers.fields import fields
from goen.shop.intake.kinds.customers.finding import customers_like, place_of
from goen.shop.intake.kinds.customers.form import CustomersForm
from goen.shop.intake.kinds.customers.staff import names_of_staff
from goen.shop.intake.kinds.customers.values import said_by, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words

_MANY = 500


class CustomersKind(Basis):
    """Customers, one row for each."""

    name = "customers"
    title = _("Customers")
    icon = "people"
    order = 10
    most = 500

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        return fields()

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """A name or a number: known customers can be found by either."""
        if {"name", "family_name", "code", round_trip.NUMBER} & set(columns):
            return []
        return [one.label for one in fields() if one.name == "name"]

    def form(self, data: Any = None, *, initial: Any = None) -> CustomersForm:
        """See `Kind`."""
        return CustomersForm(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """See `Kind`."""
        plan.plan(batch=batch, work=work)

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """Customers of the same name, number, telephone or mail."""
        return [Candidate(one.pk, one.name, place_of(one)) for one in customers_like(texts=texts)]

    def take(self, *, batch: Batch, rows: Sequence[Mapping[str, Any]], now: datetime) -> Tally:
        """See `Kind`."""
        return take.take(batch=batch, rows=rows, now=now)

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """See `Kind`."""
        return take.entries(batch, 0).count()

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """See `Kind`."""
        return take.back(batch=batch, by=by, cursor=cursor, size=size, now=now)

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """See `Kind`."""
        rows = Customer.objects.live().order_by("pk")
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        staff, last = names_of_staff(), 0
        while part := list(rows.filter(pk__gt=last)[:_MANY]):
            yield from _texts(part, staff)
            last = part[-1].pk


def _texts(part: Sequence[Customer], staff: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    values = whole_snapshots(part)
    refused = refused_channels([one.pk for one in part])
    parents = codes_of({one.parent_id for one in part if one.parent_id})
    for one in part:
        said = said_by(values[one.pk], refused=refused.get(one.pk, set()), parents=parents)
        texts = {name: shown(name, text, staff=staff) for name, text in said.items()}
        yield {**texts, round_trip.NUMBER: str(one.pk)}


CUSTOMERS = CustomersKind()
