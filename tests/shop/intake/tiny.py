"""A kind of rows as small as can be: name, number, birthday and memo of customers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms

from goen.shop.customers.models import Customer
from goen.shop.intake import reading, round_trip
from goen.shop.intake.fields import Field
from goen.shop.intake.kinds.base import Basis, Outcome, Planned, Tally
from goen.shop.intake.tables import append, mappings
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

NAMES = ("code", "name", "birthday", "memo")


class Options(forms.Form):
    """The only question."""

    blank = forms.ChoiceField(choices=[("keep", "keep"), ("clear", "clear")], initial="keep")


class Tiny(Basis):
    """Customers, found by their number."""

    name, title, icon, order, most = "tiny", "Tiny", "people", 99, 100

    def fields(self) -> Sequence[Field]:
        return (
            *round_trip.FIELDS,
            Field("code", "顧客番号", reading.code(longest=40), ("customer number",), shape="code"),
            Field("name", "お名前", reading.text(longest=200), ("name",), required=True),
            Field("birthday", "誕生日", reading.day(), shape="date"),
            Field("memo", "メモ", reading.text(longest=200), ("memo",)),
        )

    def form(self, data: Any = None, *, initial: Any = None) -> Options:
        return Options(data, initial=initial)

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        for rows in mappings(work, "SELECT * FROM good ORDER BY row"):
            planned = [self._planned(row, batch) for row in rows]
            append(
                work,
                table="plan",
                columns=("row", "outcome", "target", "label", "changes", "payload", "why"),
                rows=[
                    (one.row, one.outcome, one.target, one.label, json.dumps(one.changes),
                     json.dumps(one.values), one.why)
                    for one in planned
                ],
            )  # fmt: skip

    def _planned(self, row: Mapping[str, Any], batch: Batch) -> Planned:
        number, code = row.get("id"), row.get("code")
        found = Customer.objects.none()
        if number:
            found = Customer.objects.live().filter(pk=number)
        elif code:
            found = Customer.objects.live().filter(code=code)
        here = found.first()
        values = {name: row[name] for name in NAMES if name in row}
        if here is None and number:
            return Planned(row["row"], Outcome.DOUBTFUL, label=row["name"], why="gone")
        if here is None:
            return Planned(row["row"], Outcome.NEW, label=row["name"], values=values)
        clear = batch.options.get("blank") == "clear"
        before = said(here)
        changed = {
            name: value
            for name, value in values.items()
            if (value or "") != before[name] and (value or clear)
        }
        return Planned(
            row["row"],
            Outcome.UPDATE if changed else Outcome.SAME,
            target=here.pk,
            label=here.name,
            changes={name: [before[name], value or ""] for name, value in changed.items()},
            values=changed,
        )

    def take(self, *, batch: Batch, rows: Sequence[Mapping[str, Any]], now: datetime) -> Tally:
        tally = Tally()
        for row in rows:
            new = row["outcome"] == Outcome.NEW
            here = Customer() if new else Customer.objects.get(pk=row["target"])
            before = said(here)
            for name, value in json.loads(row["payload"]).items():
                setattr(here, name, value or (None if name == "birthday" else ""))
            here.version += 0 if new else 1
            here.save()
            here.refresh_from_db()
            record(
                by=batch.by,
                action="customers.customer.created" if new else "customers.customer.updated",
                subject=Subject.of(here),
                changes=[
                    {"field": name, "from": None if new else before[name], "to": value}
                    for name, value in said(here).items()
                    if new or value != before[name]
                ],
                group=batch.group,
                row=row["row"],
            )
            tally.add(Tally({"new" if new else "update": 1}))
        return tally

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        return Trail.objects.filter(group=batch.group, kind="customer").count()

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        rows = Trail.objects.filter(group=batch.group, kind="customer", pk__gt=cursor)
        tally, last = Tally(), None
        for one in rows.order_by("pk")[:size]:
            here, last = Customer.objects.get(pk=one.object_id or 0), one.pk
            if one.action.endswith("created"):
                here.delete()
                tally.add(Tally({"removed": 1}))
                continue
            for change in one.changes:
                if said(here)[change["field"]] == change["to"]:
                    setattr(here, change["field"], change["from"] or None)
                else:
                    tally.add(Tally({"kept": 1}, [here.name]))
            here.memo = here.memo or ""
            here.save()
        return tally, last

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        rows = Customer.objects.live().order_by("pk")
        for here in rows if ids is None else rows.filter(pk__in=ids):
            yield {"id": str(here.pk), **said(here)}


def said(here: Customer) -> dict[str, str]:
    """What a customer says, as text."""
    return {
        "code": here.code,
        "name": here.name,
        "birthday": here.birthday.isoformat() if here.birthday else "",
        "memo": here.memo,
    }
