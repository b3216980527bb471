"""Lines go into the ledger: new ones all at once, changed ones with what they were before."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

from goen.shop.intake.kinds.base import Outcome, Tally
from goen.shop.sales.models import Sale
from goen.shop.sales.operations.sales import FIELDS
from goen.shop.staff.models import Trail
from goen.shop.staff.rows import plain
from goen.shop.staff.trail import Subject, differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goen.shop.intake.models import Batch
    from goen.shop.intake.tables import Rows
    from goen.shop.staff.trail import Change

# Columns of the sale → columns of the plan, in the order of the statement.
_COLUMNS = {
    "customer_id": "customer",
    "on": "day",
    "kind": "kind",
    "amount": "amount",
    "profit": "profit",
    "quantity": "quantity",
    "product_id": "product_id",
    "category_id": "category_id",
    "shop_id": "shop_id",
    "slip": "slip",
    "line": "line",
    "source_id": "source_id",
    "row": "row",
    "identity": "identity",
}
_UPDATED = {
    "on": "day",
    "product": "product_id",
    "category": "category_id",
    "shop": "shop_id",
}


def take(*, batch: Batch, rows: Rows, now: datetime) -> Tally:
    """Take over some rows of the plan."""
    new, changed = rows.where("outcome", Outcome.NEW), rows.where("outcome", Outcome.UPDATE)
    if new:
        _insert(batch, new)
    tally = Tally({"new": len(new)})
    if changed:
        tally.add(_update(batch, changed))
    return tally


def _insert(batch: Batch, rows: Rows) -> None:
    """One statement for all: a million lines are not a million objects."""
    of_all = {"batch": batch.pk, "entered_by_id": batch.by_id, "version": 1}
    names = ", ".join(map(connection.ops.quote_name, (*_COLUMNS, *of_all)))
    marks = ", ".join([*["%s"] * len(_COLUMNS), *(str(int(value)) for value in of_all.values())])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Sale._meta.db_table} ({names}) VALUES ({marks})",
            rows.values(*_COLUMNS.values()),
        )


def _update(batch: Batch, rows: Sequence[Mapping[str, Any]]) -> Tally:
    """Lines that the file tells otherwise; what is gone meanwhile is counted, and stays gone."""
    ids = [row["target"] for row in rows]
    sales = Sale.objects.select_for_update(of=("self",)).select_related(
        "customer", "product", "category", "shop"
    )
    found = sales.in_bulk(ids)
    changed, trail, gone = [], [], 0
    for row in rows:
        sale = found.get(row["target"])
        if sale is None:
            gone += 1
            continue
        changes = _put(sale, row)
        if not changes:  # somebody wrote the same meanwhile
            continue
        changed.append(sale)
        trail.append(
            Trail(
                staff=batch.by,
                action="sales.sale.updated",
                kind="sale",
                object_id=sale.pk,
                label=Subject.of(sale).label,
                changes=changes,
                group=batch.group,
                row=row["row"],
            )
        )
    Sale.objects.bulk_update(changed, [*FIELDS, "identity", "version"], batch_size=200)
    Trail.objects.bulk_create(trail, batch_size=500)
    return Tally({"update": len(changed), "gone": gone})


def _put(sale: Sale, row: Mapping[str, Any]) -> list[Change]:
    """Set what was shown as changed; what the file does not say stays."""
    names = list(json.loads(row["changes"]))
    before = plain(sale, fields=names)
    for name in names:
        field: Any = Sale._meta.get_field(name)
        setattr(sale, field.attname, _value(name, row))
    changes = differences(before=before, after=plain(sale, fields=names))
    sale.identity = row["identity"]
    sale.version += bool(changes)
    return changes


def _value(name: str, row: Mapping[str, Any]) -> Any:
    value = row[_UPDATED.get(name, name)]
    if name == "on":
        return date.fromisoformat(value)
    return Decimal(value) if name == "quantity" and value is not None else value
