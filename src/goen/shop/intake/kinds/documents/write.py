"""Lines and trail of many quotes or invoices at once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from goen import japanese
from goen.shop.sales.models import Document, DocumentLine, Product
from goen.shop.staff.models import Trail
from goen.shop.staff.trail import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from goen.shop.intake.models import Batch
    from goen.shop.staff.trail import Change

Products = tuple[dict[str, int], dict[str, list[int]]]


def products_of(lines: Iterable[Mapping[str, Any]]) -> Products:
    """The products that lines name, by code and by exact name."""
    said = list(lines)
    codes = {line["code"] for line in said if line["code"]}
    keys = {japanese.fold(line["text"])[:200] for line in said}
    live = Product.objects.live()
    by_code = dict(live.filter(code__in=codes).values_list("code", "pk"))
    by_name: dict[str, list[int]] = {}
    for key, pk in live.filter(name_key__in=keys).values_list("name_key", "pk"):
        by_name.setdefault(key, []).append(pk)
    return by_code, by_name


def _product(line: Mapping[str, Any], products: Products) -> int | None:
    by_code, by_name = products
    if line["code"] in by_code:
        return by_code[line["code"]]
    same = by_name.get(japanese.fold(line["text"])[:200], [])
    return same[0] if len(same) == 1 else None


def lines_of(
    document: Document, lines: Sequence[Mapping[str, Any]], products: Products
) -> Iterator[DocumentLine]:
    """The lines of a document; products are bound where there is exactly one."""
    for place, line in enumerate(lines, start=1):
        yield DocumentLine(
            document=document,
            place=place,
            product_id=_product(line, products),
            text=line["text"],
            quantity=Decimal(line["quantity"]),
            unit_price=Decimal(line["price"]),
            tax_rate=line["rate"],
            amount=line["amount"],
        )


def write_trail(
    batch: Batch, action: str, rows: Sequence[tuple[int, Document, list[Change]]]
) -> None:
    """One entry of the trail for each document, with the row of the file."""
    Trail.objects.bulk_create(
        Trail(
            staff=batch.by,
            action=action,
            kind="document",
            object_id=document.pk,
            label=Subject.of(document).label,
            changes=changes,
            group=batch.group,
            row=row,
        )
        for row, document, changes in rows
    )
