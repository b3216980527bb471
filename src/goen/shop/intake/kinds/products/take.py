"""Products of a batch into the ledger, and out of it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goen import japanese
from goen.shop.intake import confirming
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.planning import going_back, trail_after, without
from goen.shop.intake.kinds.products.plan import said_by
from goen.shop.intake.kinds.touched import untouched
from goen.shop.sales.models import Category, Family, Product
from goen.shop.sales.operations.products import FIELDS, index_products, remove_unused_products
from goen.shop.sales.operations.shared import named
from goen.shop.staff.models import Trail
from goen.shop.staff.rows import put
from goen.shop.staff.trail import Change, Subject
from goen.shop.staff.undo import undo_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

    Row = Mapping[str, Any]

_NAMES: Mapping[str, Any] = {"category": Category, "family": Family}


def take(*, batch: Batch, rows: Sequence[Row], now: datetime) -> Tally:
    """Enter new products, change known ones; what was changed meanwhile stays and is told."""
    tally, names = Tally(), _Names()
    payloads = [(row, json.loads(row["payload"])) for row in rows]
    known = _held([row["target"] for row, _said in payloads if row["target"]])
    taken = _taken_codes([said for _row, said in payloads])
    new: list[tuple[Row, Product]] = []
    changed: list[tuple[Row, Product, list[Change]]] = []
    for row, said in payloads:
        if "new" in said:
            if _code_is_free(taken, said["new"].get("code") or "", None):
                new.append((row, _filled(Product(created_at=now), said["new"], names)))
            else:
                tally.add(Tally({"kept": 1}, [row["label"]]))
            continue
        product = known.get(row["target"])
        changes = _change(product, said["set"], taken, names) if product is not None else []
        if product is not None and changes:
            changed.append((row, product, changes))
        if product is None or len(changes) < len(said["set"]):
            tally.add(Tally({"kept": 1}, [row["label"]]))
    _write(batch, new, changed)
    tally.add(Tally({"new": len(new), "update": len(changed)}))
    return tally


def _held(ids: Sequence[int]) -> dict[int, Product]:
    rows = Product.objects.select_for_update(of=("self",)).live().filter(pk__in=ids)
    return {one.pk: one for one in rows.select_related("category", "family")}


def _taken_codes(payloads: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    """The codes that are to be given, and who has them now."""
    codes = {said["new"].get("code") for said in payloads if "new" in said}
    codes |= {said["set"]["code"][1] for said in payloads if "code" in said.get("set", {})}
    rows = Product.objects.live().filter(code__in=codes - {None, ""})
    return dict(rows.values_list("code", "pk"))


def _code_is_free(taken: dict[str, int | None], code: str, pk: int | None) -> bool:
    """Whether a product may have this code; from now on it has."""
    if code and taken.get(code, pk) != pk:
        return False
    if code and pk is None and code in taken:
        return False
    taken[code] = pk
    return True


def _filled(product: Product, texts: Mapping[str, str], names: _Names) -> Product:
    """The product with these values; names that are new are made."""
    put(product, values=_values(texts, names), fields=FIELDS)
    product.name_key = japanese.fold(product.name)[:200]
    return product


class _Names:
    """The categories and families that a step names; those that are new are made."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Any] = {}

    def row(self, name: str, text: str) -> Any:
        """The category or family called so; None for no name."""
        if (name, text) not in self._found:
            self._found[name, text] = named(_NAMES[name], name=text)
        return self._found[name, text]


def _values(texts: Mapping[str, str], names: _Names) -> dict[str, Any]:
    values: dict[str, Any] = dict(texts)
    for name in _NAMES:
        if name in values:
            values[name] = names.row(name, values[name])
    for name in ("grade", "price"):
        if name in values:
            values[name] = int(values[name]) if values[name] else None
    if "name" in values:
        values["name"] = japanese.plain(values["name"])[:200]
    return values


def _change(
    product: Product,
    wanted: Mapping[str, Sequence[str]],
    taken: dict[str, int | None],
    names: _Names,
) -> list[Change]:
    """Change what still is as it was when the file was checked; gives what differs."""
    now = said_by(product)
    texts = {name: pair[1] for name, pair in wanted.items() if now[name] == pair[0]}
    if "code" in texts and not _code_is_free(taken, texts["code"], product.pk):
        del texts["code"]
    changes = put(product, values=_values(texts, names), fields=FIELDS)
    product.name_key = japanese.fold(product.name)[:200]
    product.version += bool(changes)
    return changes


def _write(
    batch: Batch,
    new: Sequence[tuple[Row, Product]],
    changed: Sequence[tuple[Row, Product, list[Change]]],
) -> None:
    Product.objects.bulk_create(product for _row, product in new)
    Product.objects.bulk_update(
        [product for _row, product, _changes in changed], [*FIELDS, "name_key", "version"]
    )
    told: list[tuple[Row, Product, str, list[Change]]] = [
        (row, product, "sales.product.added", []) for row, product in new
    ]
    told += [(*one[:2], "sales.product.updated", one[2]) for one in changed]
    Trail.objects.bulk_create(
        Trail(
            staff=batch.by,
            action=action,
            kind="product",
            object_id=product.pk,
            label=Subject.of(product).label,
            changes=changes,
            group=batch.group,
            row=row["row"],
        )
        for row, product, action, changes in told
    )
    index_products(product for _row, product, _action, _changes in told)


def back(
    *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
) -> tuple[Tally, int | None]:
    """Take back the next products: new ones go, changed values return where nobody came after."""
    rows, following = trail_after(batch=batch, kinds=["product"], cursor=cursor, size=size)
    group = going_back(batch)
    added = {row.object_id: row for row in rows if row.action == "sales.product.added"}
    ids = [row.object_id for row in rows if row.object_id]
    found = confirming.confirmed(batch=batch, of="product", ids=ids)
    free = [pk for pk in added if pk and pk not in found]
    gone = remove_unused_products(ids=list(untouched(Product, free)), by=by, now=now, group=group)
    kept = [added[pk].label for pk in free if pk not in gone]
    updated = [row for row in rows if row.action == "sales.product.updated"]
    said = confirming.keep_said(updated, found=found, columns={})
    given_away = [row for row in updated if _code_is_given_away(row)]
    for row in given_away:
        without(row, field="code")
    undo_rows(by=by, rows=given_away, now=now, group=group)
    whole = [row for row in updated if row not in given_away]
    undone = undo_rows(by=by, rows=whole, now=now, group=group)
    kept += [*undone.kept, *(row.label for row in given_away)]
    counts = {"removed": len(gone), "back": undone.objects, "kept": len(kept)}
    stay = confirming.by_batch(found, kept={*added, *said})
    return Tally(counts, kept, stay), following


def _code_is_given_away(row: Trail) -> bool:
    """Whether another product has got the code since that is to be put back."""
    code = next((one["from"] for one in row.changes if one["field"] == "code"), "")
    others = Product.objects.live().filter(code=code).exclude(pk=row.object_id or 0)
    return bool(code) and others.exists()
