"""Lines that the ledger has already, but that say something else now."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.intake.kinds.touched import changed_by_hand
from goen.shop.intake.tables import append
from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from goen.shop.intake.models import Batch

_MANY = 900
# Fields of the file → columns of the plan that hold what the file says.
FIELDS = {
    "on": "day",
    "customer": "code",
    "kind": "kind",
    "amount": "amount",
    "profit": "profit",
    "quantity": "quantity",
    "product": "product",
    "category": "category",
    "shop": "shop",
    "slip": "slip",
    "line": "line",
}
# Fields of a sale → the columns that say them, where that is not the one of the same name.
SAID_BY = {
    "customer": ("customer", "customer_name"),
    "profit": ("profit", "cost"),
    "product": ("product_code", "product"),
    "amount": ("amount", "unit_price"),
    "kind": ("kind", "amount"),
}
_NOW = (
    "pk", "on", "kind", "amount", "profit", "quantity", "slip", "line", "version", "customer_id",
    "customer__code", "customer__name", "product__code", "product__name", "category__name",
    "shop__name",
)  # fmt: skip


def compare(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """Rows of the plan that are here with another content: what changes, and whether to ask first.

    A line that a person changed after it came is doubtful; one that an import changed is not.
    """
    said = [name for name in FIELDS if set(SAID_BY.get(name, (name,))) & set(batch.columns)]
    refused = set(work.execute("SELECT row, field FROM choice WHERE what = 'REFUSE'").fetchall())
    work.execute("CREATE TABLE other (row INTEGER, outcome VARCHAR, changes VARCHAR, why VARCHAR)")
    append(
        work,
        table="other",
        columns=("row", "outcome", "changes", "why"),
        rows=_others(work, said, refused),
    )
    work.execute(
        "UPDATE plan SET outcome = o.outcome, changes = o.changes, why = o.why FROM other o"
        " WHERE o.row = plan.row"
    )


def _others(
    work: duckdb.DuckDBPyConnection, said: Sequence[str], refused: set[tuple[int, str]]
) -> Iterator[tuple[int, str, str, str | None]]:
    cursor = work.cursor()
    columns = ("row", "target", "name", "customer", "product_code", *dict.fromkeys(FIELDS.values()))
    named = ", ".join(f'p."{name}"' for name in columns)
    cursor.execute(
        f"SELECT {named}, k.doubt FROM plan p JOIN known k ON k.row = p.row"
        " WHERE p.outcome = 'SAME' AND (k.identity IS NULL OR k.identity <> p.identity)"
        " ORDER BY p.target"
    )
    while rows := cursor.fetchmany(_MANY):
        lines = [dict(zip((*columns, "doubt"), row, strict=True)) for row in rows]
        yield from _differing(lines, said, refused)


def _differing(
    lines: Sequence[Mapping[str, Any]], said: Sequence[str], refused: set[tuple[int, str]]
) -> Iterator[tuple[int, str, str, str | None]]:
    ids = [line["target"] for line in lines]
    now = {row["pk"]: row for row in Sale.objects.filter(pk__in=ids).values(*_NOW)}
    found = []
    for line in lines:
        changes = {
            name: pair
            for name, pair in changes_of(line, now[line["target"]], said).items()
            if (line["row"], name) not in refused
        }
        if changes:
            found.append((line, changes))
    moved = [line["target"] for line, _ in found if now[line["target"]]["version"] > 1]
    by_hand = changed_by_hand("sale", moved)
    doubts = {
        "MOVED": _("The ledger has this slip on another day."),
        "UNCLEAR": _("The slip has more than one such line in the ledger."),
    }
    for line, changes in found:
        why = doubts.get(line["doubt"])
        if why is None and line["target"] in by_hand:
            why = _("It was changed here after it came.")
        kept = json.dumps(changes, ensure_ascii=False)
        yield line["row"], "DOUBTFUL" if why else "UPDATE", kept, why


def changes_of(
    line: Mapping[str, Any], now: Mapping[str, Any], said: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Field → (what is here, what the file says), as people read them, where they differ.

    An empty cell says nothing.
    """
    pairs = {}
    for name in said:
        theirs = _text(line[FIELDS[name]])
        ours = _ours(name, now)
        if name == "customer" and not theirs:
            theirs, ours = (
                japanese.without_honorific(name=one or "")
                for one in (line["name"], now["customer__name"])
            )
        if name == "product" and line["product_code"]:
            theirs, ours = line["product_code"], now["product__code"] or ""
        if theirs and japanese.fold(theirs) != japanese.fold(ours):
            pairs[name] = (ours, theirs)
    return pairs


def _ours(name: str, now: Mapping[str, Any]) -> str:
    column = {
        "customer": "customer__code",
        "product": "product__name",
        "category": "category__name",
        "shop": "shop__name",
    }.get(name, name)
    return _text(now[column])


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
