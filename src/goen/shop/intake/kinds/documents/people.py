"""The customers of the documents of one step: those who are new are entered, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import NewCustomer, create_customers
from goen.shop.intake.kinds.documents.customers import CustomerFinder, Who
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from goen.shop.intake.models import Batch

    Row = Mapping[str, Any]


def customers_of(
    *, batch: Batch, said: Sequence[tuple[Row, Mapping[str, Any]]], now: datetime
) -> dict[int, int | None]:
    """Row of the file → its customer; None when nobody can tell any more who it is."""
    wanted = {row["row"]: person for row, one in said if (person := _person(one)) is not None}
    ids = [person["id"] for person in wanted.values() if "id" in person]
    there = set(Customer.objects.live().filter(pk__in=ids).values_list("pk", flat=True))
    found: dict[int, int | None] = {
        row: person["id"] if person["id"] in there else None
        for row, person in wanted.items()
        if "id" in person
    }
    return found | _new_ones(batch, {k: v for k, v in wanted.items() if "id" not in v}, now)


def _person(said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "new" in said:
        return dict(said["new"]["customer"])
    changed = said.get("set", {}).get("customer_name")
    return dict(changed[1]) if changed else None


def _new_ones(
    batch: Batch, wanted: Mapping[int, Mapping[str, Any]], now: datetime
) -> dict[int, int | None]:
    """Those who were not in the ledger when the file was checked; an earlier step may have made
    them."""
    if not wanted:
        return {}
    finder = CustomerFinder((one["code"], one["name"]) for one in wanted.values())
    mine = _made_before(batch, {one["name"] for one in wanted.values() if one["sure"]})
    found: dict[int, int | None] = {}
    lacking: dict[tuple[str, str], list[int]] = {}
    for row, one in wanted.items():
        who = finder.find(one["code"] or None, one["name"])
        if one["sure"]:
            who = Who(mine.get(one["name"]))
        if who.pk is not None or who.doubt:
            found[row] = who.pk
        else:
            lacking.setdefault((one["code"], one["name"]), []).append(row)
    made = create_customers(
        by=batch.by,
        rows=[NewCustomer(_values(wanted[rows[0]]), rows[0]) for rows in lacking.values()],
        now=now,
        group=batch.group,
    )
    for rows, pk in zip(lacking.values(), made, strict=True):
        found |= dict.fromkeys(rows, pk)
    return found


def _made_before(batch: Batch, names: Collection[str]) -> dict[str, int | None]:
    """Customers of these names whom an earlier step of the batch entered."""
    rows = Trail.objects.filter(group=batch.group, kind="customer", label__in=names)
    return dict(rows.values_list("label", "object_id")) if names else {}


def _values(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("code", "name", "kind")}
