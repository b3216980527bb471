"""What a shop does with its sales, in a process of its own.

`python -m tests.shop.mart.work listen` does what each line of its standard input says, and answers.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from goen.shop.customers.models import Customer  # noqa: E402
from goen.shop.customers.operations import trash_customers  # noqa: E402
from goen.shop.mart import operations, stale  # noqa: E402
from goen.shop.sales.models import Category, Product, Sale, Shop, Source  # noqa: E402
from goen.shop.sales.models.sale import HiddenBatch  # noqa: E402
from goen.shop.sales.operations import (  # noqa: E402
    add_product,
    named,
    record_sales,
    screen,
    trash_sales,
)
from goen.shop.staff.models import Staff  # noqa: E402
from goen.shop.ui.clock import now, today  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = {"売上": Sale.Kind.SALE, "返品": Sale.Kind.RETURN, "取消": Sale.Kind.CANCEL}


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


@transaction.atomic
def fill(path: str) -> None:
    """Enter the file of `goen sample`: each customer by the name of its newest sale."""
    rows = list(csv.DictReader(Path(path).read_text(encoding="utf-8-sig").splitlines()))
    names = {row["顧客番号"]: row["お客様名"] for row in rows if row["顧客番号"]}
    Customer.objects.bulk_create(Customer(code=code, name=name) for code, name in names.items())
    customers = dict(Customer.objects.values_list("code", "pk"))
    products, source = _products(rows), named(Source, name="レジ")
    shops = {name: named(Shop, name=name) for name in {row["店舗"] for row in rows}}
    assert source is not None
    sales = [_sale(row, customers, products, shops, source) for row in rows]
    Sale.objects.bulk_create(sales, batch_size=500)
    stale.months_changed(days={sale.on for sale in sales})


def _products(rows: list[dict[str, str]]) -> dict[str, Product]:
    kinds = {row["商品"]: row["分類"] for row in rows if row["商品"]}
    return {
        name: add_product(
            by=Staff.objects.get(),
            values={"name": name, "category": named(Category, name=category)},
            now=now(),
        )
        for name, category in kinds.items()
    }


def _sale(
    row: dict[str, str],
    customers: dict[str, int],
    products: dict[str, Product],
    shops: dict[str, Any],
    source: Source,
) -> Sale:
    amount, product = int(row["金額（税込）"]), products.get(row["商品"])
    cost = abs(int(row["原価"])) if row["原価"] else None
    return Sale(
        customer_id=customers.get(row["顧客番号"]),
        on=date(*map(int, row["売上日"].split("/"))),
        kind=KINDS[row["区分"]],
        amount=amount,
        profit=None if cost is None else amount + cost if amount < 0 else amount - cost,
        quantity=Decimal(row["数量"]) if row["数量"] else None,
        product=product,
        category=product.category if product else None,
        shop=shops[row["店舗"]],
        slip=row["伝票番号"],
        source=source,
    )


def refresh() -> dict[str, int]:
    """Bring the mart up to the ledger; how many months were written."""
    done = operations.refresh()
    return {"written": done.written, "rows": done.mart.rows}


def change(seed: str) -> None:
    """Enter and trash sales of many months without end, and refresh after each change."""
    by, customer = Staff.objects.get(), Customer.objects.get_or_create(name="甲")[0]
    for number in range(10**6):
        day = today() - timedelta(days=(number * 37 + int(seed) * 11) % 400)
        lines: Any = [{"customer": customer, "on": day, "amount": 100 + number}] * 3
        sales = record_sales(by=by, lines=lines, today=today())
        if number % 3 == 2:
            trash_sales(by=by, sale_ids=[sales[0].pk], now=now())
        say(number)
        operations.refresh()


def enter(count: str) -> None:
    """Enter sales of one customer, one on each of the last days."""
    by, customer = Staff.objects.get(), Customer.objects.get_or_create(name="甲")[0]
    lines: Any = [
        {"customer": customer, "on": today() - timedelta(days=back), "amount": 1000 + back}
        for back in range(int(count))
    ]
    record_sales(by=by, lines=lines, today=today())


@transaction.atomic
def many(count: str) -> None:
    """Enter so many sales of this month, as an import does."""
    source, day = screen(), today().replace(day=1)
    Sale.objects.bulk_create(
        Sale(on=day, amount=number * 7919 % 100_003, source=source) for number in range(int(count))
    )
    stale.months_changed(days=[day])


def trash() -> str:
    """Put the first customer into the trash; its number."""
    customer = Customer.objects.order_by("code")[0]
    trash_customers(by=Staff.objects.get(), customer_ids=[customer.pk], now=now())
    return customer.code


@transaction.atomic
def hide(hidden: str) -> None:
    """Let all sales be of an import that is half-way, or no longer."""
    Sale.objects.update(batch=7)
    HiddenBatch.objects.all().delete()
    if hidden == "yes":
        HiddenBatch.objects.create(batch=7)
    stale.months_changed(days=set(Sale.objects.values_list("on", flat=True)))


def listen() -> None:
    """Do what is said, one line after another."""
    for line in sys.stdin:
        word, *more = line.split()
        say(json.dumps(DO[word](*more)))


DO: dict[str, Callable[..., Any]] = {
    "fill": fill,
    "refresh": refresh,
    "change": change,
    "enter": enter,
    "many": many,
    "trash": trash,
    "hide": hide,
    "listen": listen,
}

if __name__ == "__main__":
    DO[sys.argv[1]](*sys.argv[2:])
