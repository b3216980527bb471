"""The sales of the sample company: those of `goen sample`, and some quotes and invoices.

The customer numbers are those of the sample's customers.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.customers.sample import COUNT, SEED, YEARS
from goen.shop.sales.models import (
    Category,
    Document,
    Family,
    Grade,
    Product,
    Sale,
    Shop,
    Source,
)
from goen.shop.sales.operations import add_product, named, record_document
from goen.shop.sales.operations.sales import tell
from goen.shop.sales.privacy import leave
from goen.shop.staff.sample import SampleMaker, mark, marked, sample_makers, unmark
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from goen.shop.staff.models import Staff

    Progress = Callable[[int, int], None]

SOURCE = "goen sample"
_CHUNK = 100
_KINDS = {"売上": Sale.Kind.SALE, "返品": Sale.Kind.RETURN, "取消": Sale.Kind.CANCEL}
# Products of which one can stand instead of another: family and grade.
_GRADES = {
    "深蒸し茶 徳用 200g": ("ふだんのお茶", Grade.PLUM),
    "煎茶 朝露 100g": ("ふだんのお茶", Grade.BAMBOO),
    "煎茶 八十八夜 100g": ("ふだんのお茶", Grade.PINE),
    "銘茶詰合せ 三種": ("銘茶詰合せ", Grade.PLUM),
    "銘茶詰合せ 五種": ("銘茶詰合せ", Grade.BAMBOO),
    "銘茶詰合せ 桐箱": ("銘茶詰合せ", Grade.PINE),
}
_DOCUMENTS = (
    ("QUOTE", "ORDERED", "お中元の詰め合わせ", (("煎茶とお菓子の詰め合わせ", 30, 3240, 8),)),
    (
        "QUOTE",
        "SENT",
        "創業記念の記念品",
        (("名入れの茶筒", 80, 1500, 10), ("煎茶 50g", 80, 650, 8)),
    ),
    ("INVOICE", "PAID", "来客用のお茶", (("煎茶 100g", 6, 1080, 8), ("急須", 1, 4400, 10))),
    ("INVOICE", "SENT", "会議のお茶とお菓子", (("最中 10個", 4, 1944, 8),)),
)


def make(by: Staff, now: datetime, progress: Progress) -> None:
    """Enter the sales of the sample's customers, some at a time; a begun attempt goes on."""
    rows = _rows(timezone.localdate(now))
    codes = Customer.objects.filter(pk__in=marked("customer")).values_list("code", "pk")
    customers, products = dict(codes), _products(by=by, rows=rows, now=now)
    source = named(Source, name=SOURCE)
    assert source is not None  # noqa: S101
    there = Sale.objects.filter(source=source).count()
    for start in range(there, len(rows), _CHUNK):
        some = [
            _sale(row, number, customers=customers, products=products, source=source, by=by)
            for number, row in enumerate(rows[start : start + _CHUNK], start=start + 1)
        ]
        with transaction.atomic():
            mark(kind="sale", ids=[sale.pk for sale in Sale.objects.bulk_create(some)])
            tell(some)
        progress(start + len(some), len(rows))
    _documents(by=by, now=now)


def _rows(until: date) -> list[dict[str, str]]:
    from goen.sample import generate  # late: numpy and DuckDB

    with TemporaryDirectory() as folder:
        made = generate(out=Path(folder), customers=COUNT, years=YEARS, seed=SEED, until=until)
        text = made.sales.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _products(*, by: Staff, rows: Sequence[Mapping[str, str]], now: datetime) -> dict[str, Product]:
    found = {product.name: product for product in Product.objects.live()}
    kinds = {row["商品"]: row["分類"] for row in rows if row["商品"]}
    for name, category in sorted(kinds.items()):
        if name not in found:
            with transaction.atomic():
                family, grade = _GRADES.get(name, ("", None))
                found[name] = add_product(
                    by=by,
                    values={
                        "name": name,
                        "category": named(Category, name=category),
                        "family": named(Family, name=family),
                        "grade": grade,
                    },
                    now=now,
                )
                mark(kind="product", ids=[found[name].pk])
    return found


def _sale(
    row: Mapping[str, str],
    number: int,
    *,
    customers: Mapping[str, int],
    products: Mapping[str, Product],
    source: Source,
    by: Staff,
) -> Sale:
    amount = int(row["金額（税込）"])
    product = products.get(row["商品"])
    return Sale(
        customer_id=customers.get(row["顧客番号"]),
        on=date(*map(int, row["売上日"].split("/"))),
        kind=_KINDS.get(row["区分"], Sale.Kind.SALE),
        amount=amount,
        profit=amount - int(row["原価"]) if row["原価"] else None,
        quantity=Decimal(row["数量"]) if row["数量"] else None,
        product=product,
        category=product.category if product else None,
        shop=named(Shop, name=row["店舗"]),
        slip=row["伝票番号"],
        line=number,
        source=source,
        entered_by=by,
    )


def _documents(*, by: Staff, now: datetime) -> None:
    """Some quotes and invoices to the sample's companies."""
    if marked("document"):
        return
    rng, today = Random(SEED), timezone.localdate(now)  # noqa: S311 - a story, no secret
    companies = Customer.objects.filter(pk__in=marked("customer"), kind=Customer.Kind.COMPANY)
    with transaction.atomic():
        made = [
            _document(company, by=by, rng=rng, today=today, now=now)
            for company in companies.order_by("pk")
        ]
        mark(kind="document", ids=[document.pk for document in made])


def _document(company: Customer, *, by: Staff, rng: Random, today: date, now: datetime) -> Document:
    kind, status, subject, lines = rng.choice(_DOCUMENTS)
    issued = today - timedelta(days=rng.randrange(3, 200))
    return record_document(
        by=by,
        values={
            "kind": kind,
            "status": status,
            "customer": company,
            "subject": subject,
            "issued_on": issued,
            "due_on": issued + timedelta(days=30),
        },
        lines=[
            {"text": text, "quantity": Decimal(n), "unit_price": Decimal(price), "tax_rate": rate}
            for text, n, price, rate in lines
        ],
        now=now,
    )


def remove(progress: Progress) -> None:
    """Take the marked sales, documents and products away, and what was tried on the customers."""
    _take(kind="sale", rows=Sale.objects.all())
    customers = marked("customer")
    for start in range(0, len(customers), _CHUNK):
        some = customers[start : start + _CHUNK]
        with transaction.atomic():
            leave(customer_ids=some)
            for model in (Sale, Document):
                _delete(model._default_manager.filter(customer__in=some))
    _take(kind="document", rows=Document.objects.all())
    search.forget_many(kind="product", object_ids=marked("product"))
    # A product that somebody sold meanwhile stays.
    _take(kind="product", rows=Product.objects.filter(sales=None))
    progress(1, 1)


def _take(*, kind: str, rows: QuerySet[Any]) -> None:
    ids = marked(kind)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        with transaction.atomic():
            _delete(rows.filter(pk__in=some))
            unmark(kind=kind, ids=some)


def _delete(rows: QuerySet[Any]) -> None:
    """Delete rows; of sales it is told whose, and of which days."""
    if rows.model is Sale:
        tell(list(rows))
    rows.delete()


sample_makers.add(SampleMaker("sales", make, remove, 30))
