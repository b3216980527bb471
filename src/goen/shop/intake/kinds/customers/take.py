"""Customers go into the ledger, and out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from goen.shop.consent.models import Consent
from goen.shop.consent.operations import refuse
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import (
    CustomerUpdate,
    NewCustomer,
    create_customers,
    remove_unused_customers,
    update_customers,
)
from goen.shop.customers.snapshot import whole_snapshots
from goen.shop.intake import confirming
from goen.shop.intake.kinds.base import Outcome, Tally
from goen.shop.intake.kinds.customers.beside import ids_of
from goen.shop.intake.kinds.customers.fields import REFUSALS
from goen.shop.intake.kinds.customers.values import SAID_BY, applied
from goen.shop.intake.kinds.planning import going_back
from goen.shop.staff.models import Trail
from goen.shop.staff.undo import undo_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

    Row = Mapping[str, Any]


def take(*, batch: Batch, rows: Sequence[Row], now: datetime) -> Tally:
    """Take over some rows of the plan."""
    payloads = [(row, json.loads(row["payload"])) for row in rows]
    offices = ids_of({code for _row, one in payloads if (code := _office(one))})
    new = [(row, one) for row, one in payloads if row["outcome"] == Outcome.NEW]
    changed = [(row, one) for row, one in payloads if row["outcome"] == Outcome.UPDATE]
    tally = Tally()
    if new:
        tally.add(_enter(batch, new, offices, now=now))
    if changed:
        tally.add(_change(batch, changed, offices, now=now))
    return tally


def _office(payload: Mapping[str, Any]) -> str | None:
    """The number of the head office that a row names."""
    given: str | None = payload.get("parent") or payload.get("set", {}).get("parent")
    return given


def _enter(
    batch: Batch,
    rows: Sequence[tuple[Row, Mapping[str, Any]]],
    offices: dict[str, int],
    *,
    now: datetime,
) -> Tally:
    """New customers; one whose number somebody else has got meanwhile is left out, and named.

    Branches wait until the head offices of the same step are there.
    """
    codes = {one["new"].get("code") for _row, one in rows} - {"", None}
    taken = set(Customer.objects.live().filter(code__in=codes).values_list("code", flat=True))
    kept = [row["label"] for row, one in rows if one["new"].get("code") in taken]
    free = [(row, one) for row, one in rows if one["new"].get("code") not in taken]
    entered = 0
    while free:
        part = _ready(free, offices)
        ids = create_customers(
            by=batch.by,
            rows=[NewCustomer(_with_office(one, offices), row["row"]) for row, one in part],
            now=now,
            group=batch.group,
        )
        for pk, (_row, one) in zip(ids, part, strict=True):
            _refuse(batch, pk, one["refuse"], now=now)
            if one["new"].get("code"):
                offices[one["new"]["code"]] = pk
        entered += len(ids)
        free = free[len(part) :]
    return Tally({"new": entered, "kept": len(kept)}, kept)


def _ready(
    rows: Sequence[tuple[Row, Mapping[str, Any]]], offices: Mapping[str, int]
) -> Sequence[tuple[Row, Mapping[str, Any]]]:
    """The rows before the first whose head office is entered among them."""
    here: set[str] = set()
    for place, (_row, one) in enumerate(rows):
        code = _office(one)
        if code and code not in offices and code in here:
            return rows[:place]
        here.add(one["new"].get("code") or "")
    return rows


def _with_office(payload: Mapping[str, Any], offices: Mapping[str, int]) -> dict[str, Any]:
    office = offices.get(payload.get("parent") or "")
    return {**payload["new"], "parent": office} if office else payload["new"]


def _change(
    batch: Batch,
    rows: Sequence[tuple[Row, Mapping[str, Any]]],
    offices: Mapping[str, int],
    *,
    now: datetime,
) -> Tally:
    """Known customers; one that somebody changed since it was checked stays, and is named."""
    known = Customer.objects.live().in_bulk([row["target"] for row, _one in rows])
    fresh = [
        (row, one)
        for row, one in rows
        if row["target"] in known and known[row["target"]].version == one["version"]
    ]
    values = whole_snapshots([known[row["target"]] for row, _one in fresh])
    updates = [
        CustomerUpdate(
            row["target"],
            one["version"],
            _changed_values(values[row["target"]], one["set"], offices),
            row["row"],
        )
        for row, one in fresh
    ]
    done = update_customers(by=batch.by, rows=updates, now=now, group=batch.group)
    for row, one in fresh:
        channels = [channel for name, channel in REFUSALS.items() if one["set"].get(name)]
        _refuse(batch, row["target"], channels, now=now)
    kept = [row["label"] for row, _one in rows if row["target"] not in done]
    return Tally({"update": len(done), "kept": len(kept)}, kept)


def _changed_values(
    values: dict[str, Any], texts: Mapping[str, str | None], offices: Mapping[str, int]
) -> dict[str, Any]:
    """Those values of a customer that the texts of a row make other ones."""
    new = applied(values, texts)
    if "parent" in texts:
        new["parent"] = offices.get(texts["parent"] or "")
    return {name: value for name, value in new.items() if value != values.get(name)}


def _refuse(batch: Batch, pk: int, channels: Sequence[str], *, now: datetime) -> None:
    if channels:
        refuse(
            by=batch.by,
            customer_id=pk,
            channels=channels,
            day=localdate(now),
            way=Consent.Way.OTHER,
            note=_("From a file: %(file)s") % {"file": batch.file_name[:150]},
            group=batch.group,
        )


def entries(batch: Batch, cursor: int) -> QuerySet[Trail]:
    """What the batch wrote on the trail and is not taken back yet, the last thing first.

    Branches go before their head offices. The cursor is minus the number of the entry.
    """
    rows = Trail.objects.filter(group=batch.group, kind="customer", row__isnull=False)
    return rows.filter(pk__lt=-cursor if cursor else 2**62).order_by("-pk")


def back(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take back the next customers: new ones go, changed values return where nobody came after."""
    rows = list(entries(batch, cursor)[:size].defer("changes"))
    if not rows:
        return Tally(), None
    made = {row.object_id: row.label for row in rows if row.action.endswith(".created")}
    ids = [row.object_id for row in rows if row.object_id]
    found = confirming.confirmed(batch=batch, of="customer", ids=ids)
    free = [pk for pk in made if pk and pk not in found]
    gone = remove_unused_customers(ids=free, by=by, now=now, group=batch.group)
    kept = [made[pk] for pk in free if pk not in gone]
    others = [row.pk for row in rows if row.object_id not in made]
    updated = list(entries(batch, 0).filter(pk__in=others)) if others else []
    said = confirming.keep_said(updated, found=found, columns=SAID_BY)
    undone = undo_rows(by=by, rows=updated, now=now, group=going_back(batch))
    counts = {"removed": len(gone), "back": undone.objects, "kept": len(kept) + len(undone.kept)}
    stay = confirming.by_batch(found, kept={*made, *said})
    return Tally(counts, [*kept, *undone.kept], stay), -rows[-1].pk
