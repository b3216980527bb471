"""Quotes and invoices of a batch into the ledger."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from goen.shop.customers.contact import refresh_contact
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.kinds.documents.compare import plain_header
from goen.shop.intake.kinds.documents.form import SOURCE
from goen.shop.intake.kinds.documents.known import told
from goen.shop.intake.kinds.documents.people import customers_of
from goen.shop.intake.kinds.documents.write import lines_of, products_of, write_trail
from goen.shop.sales import signals
from goen.shop.sales.models import Document, DocumentLine, Source
from goen.shop.sales.operations.documents import index_documents
from goen.shop.sales.operations.shared import named
from goen.shop.staff.rows import plain
from goen.shop.staff.trail import differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goen.shop.intake.models import Batch
    from goen.shop.staff.trail import Change

    Row = Mapping[str, Any]
    Said = dict[str, Any]

_FIELDS = (
    "customer", "subject", "issued_on", "due_on", "status", "tax_included", "rounding", "note",
    "net", "tax", "total",
)  # fmt: skip


def take(*, kind: str, batch: Batch, rows: Sequence[Row], now: datetime) -> Tally:
    """Enter new documents, change known ones; what was changed meanwhile stays and is told."""
    said = [(row, json.loads(row["payload"])) for row in rows]
    people = customers_of(batch=batch, said=said, now=now)
    tally = Tally()
    new = _enter(kind, batch, [pair for pair in said if "new" in pair[1]], people, tally, now)
    changed = _change(batch, [pair for pair in said if "new" not in pair[1]], people, tally)
    for document in new:
        signals.document_recorded.send(Document, id=document.pk, by=batch.by)
    touched = {document.customer_id for document in new} | changed
    refresh_contact(customer_ids=touched)
    return tally


def _enter(
    kind: str,
    batch: Batch,
    said: Sequence[tuple[Row, Said]],
    people: Mapping[int, int | None],
    tally: Tally,
    now: datetime,
) -> list[Document]:
    numbers = {one["new"]["number"] for _row, one in said} - {""}
    live = Document.objects.live().filter(kind=kind, number__in=numbers)
    taken = set(live.values_list("number", flat=True))
    source = named(Source, name=str(batch.options.get("source") or SOURCE))
    made: list[tuple[Row, Document, Sequence[Said]]] = []
    for row, one in said:
        header, customer = one["new"], people.get(row["row"])
        if customer is None or header["number"] in taken:
            tally.add(Tally({"kept": 1}, [row["label"] or ""]))
            continue
        if header["number"]:
            taken.add(header["number"])
        document = Document(
            kind=kind, number=header["number"], source=source, batch=batch.pk, row=row["row"],
            entered_by=batch.by, entered_at=now,
        )  # fmt: skip
        _set(document, {**header, "customer": customer})
        made.append((row, document, one["lines"]))
    _write(batch, made)
    tally.add(Tally({"new": len(made)}))
    return [document for _row, document, _lines in made]


def _write(batch: Batch, made: Sequence[tuple[Row, Document, Sequence[Said]]]) -> None:
    Document.objects.bulk_create(document for _row, document, _lines in made)
    products = products_of(line for _row, _document, lines in made for line in lines)
    DocumentLine.objects.bulk_create(
        line for _row, document, lines in made for line in lines_of(document, lines, products)
    )
    entered: list[tuple[int, Document, list[Change]]] = [
        (row["row"], document, []) for row, document, _lines in made
    ]
    write_trail(batch, "sales.document.recorded", entered)
    index_documents([document for _row, document, _lines in made])


def _set(document: Document, values: Mapping[str, Any]) -> list[Change]:
    """Set what is named, given as JSON; gives what differs."""
    before = plain(document, fields=_FIELDS)
    for name in _FIELDS:
        if name in values:
            value = values[name]
            if name in ("issued_on", "due_on") and value:
                value = date.fromisoformat(value)
            setattr(document, "customer_id" if name == "customer" else name, value)
    return differences(before=before, after=plain(document, fields=_FIELDS))


def _change(
    batch: Batch,
    said: Sequence[tuple[Row, Said]],
    people: Mapping[int, int | None],
    tally: Tally,
) -> set[int | None]:
    """Change known documents; gives whose last contact may be another one now."""
    ids = [row["target"] for row, _one in said]
    held = Document.objects.select_for_update(of=("self",)).live().filter(pk__in=ids)
    known = {one.pk: one for one in held.prefetch_related("lines")}
    touched: set[int | None] = set()
    trail: list[tuple[int, Document, list[Change]]] = []
    for row, one in said:
        document = known.get(row["target"])
        if document is None:
            tally.add(Tally({"kept": 1}, [row["label"] or ""]))
            continue
        touched.add(document.customer_id)
        changes, whole = _apply(document, one, people.get(row["row"]))
        touched.add(document.customer_id)
        if changes:
            trail.append((row["row"], document, changes))
        tally.add(Tally({"update": bool(changes), "kept": not whole}))
        tally.add(Tally(kept=[] if whole else [row["label"] or ""]))
    write_trail(batch, "sales.document.updated", trail)
    index_documents([document for _row, document, _changes in trail])
    return touched


def _apply(document: Document, said: Said, customer: int | None) -> tuple[list[Change], bool]:
    """Change what still is as it was when the file was checked; whether that was all."""
    now = plain_header(document)
    wanted = dict(said.get("set", {}))
    person = wanted.pop("customer_name", None)
    still = {name: pair[1] for name, pair in wanted.items() if now[name] == pair[0]}
    whole = len(still) == len(wanted)
    if person is not None:
        mine = now["customer"] == person[0] and customer is not None
        still |= {"customer": customer} if mine else {}
        whole = whole and mine
    lines = said.get("lines")
    before = told(document)
    if lines is not None and before != lines["from"]:
        return [], False  # the sums would not be those of the lines any more
    changes = _set(document, still)
    if lines is not None:
        _replace_lines(document, lines["to"])
        changes.append({"field": "lines", "from": before, "to": _told_anew(document)})
    if changes:
        document.version += 1
        document.save()
    return changes, whole


def _replace_lines(document: Document, lines: Sequence[Said]) -> None:
    document.lines.all().delete()
    DocumentLine.objects.bulk_create(lines_of(document, lines, products_of(lines)))


def _told_anew(document: Document) -> list[str]:
    return told(Document.objects.prefetch_related("lines").get(pk=document.pk))
