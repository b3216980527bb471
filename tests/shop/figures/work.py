"""A ledger that people change at random, in a process of its own, and what the shop says of it.

Each line of standard input is a seed: sales are entered, corrected, removed and put back by it, and
the answer is one line of JSON: the standings, the document of the screens, that of `goen analyze`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from goen.cli import main  # noqa: E402
from goen.shop.customers.models import Customer  # noqa: E402
from goen.shop.figures import asked, documents  # noqa: E402
from goen.shop.portfolio import queries  # noqa: E402
from goen.shop.portfolio.updating import update  # noqa: E402
from goen.shop.portfolio.values import COLUMNS  # noqa: E402
from goen.shop.sales.models import Product, Sale  # noqa: E402
from goen.shop.sales.operations import (  # noqa: E402
    edit_sale,
    record_sales,
    restore_sales,
    trash_sales,
)
from goen.shop.staff.models import Staff  # noqa: E402
from goen.shop.ui.clock import now, today  # noqa: E402

PEOPLE = 45
SPAN = 900  # days
AMOUNTS = (300, 1_000, 1_000, 5_000, 9_000, 20_000, 41_000)


def enter(chance: random.Random) -> None:
    """Sales, returns, cancelled lines and walk-ins; some customers buy often, some once."""
    by = Staff.objects.get()
    people = list(Customer.objects.order_by("pk"))
    products: list[Any] = [None, *Product.objects.order_by("pk")]
    for _ in range(PEOPLE):
        who, often = chance.choice(people), chance.choice((1, 1, 2, 5, 12))
        lines: list[Any] = []
        for _ in range(often):
            kind = chance.choice(("SALE",) * 8 + ("RETURN", "CANCEL"))
            amount = chance.choice(AMOUNTS) * (-1 if kind == "RETURN" else 1)
            day = today() - timedelta(days=chance.randrange(SPAN))
            customer = None if chance.random() < 0.05 else who
            product = chance.choice(products)
            lines.append(
                {
                    "customer": customer,
                    "on": day,
                    "kind": kind,
                    "amount": amount,
                    "product": product,
                }
            )
        record_sales(by=by, lines=lines, today=today())


def correct(chance: random.Random) -> None:
    """Another day, another amount, another customer; removed, and some put back."""
    by, people = Staff.objects.get(), list(Customer.objects.order_by("pk"))
    sales = list(Sale.objects.live().filter(kind="SALE").order_by("pk"))
    for sale in chance.sample(sales, k=min(len(sales), 20)):
        values: Any = chance.choice(
            (
                {"on": sale.on - timedelta(days=chance.randrange(60))},
                {"amount": chance.choice(AMOUNTS)},
                {"customer": chance.choice(people)},
            )
        )
        edit_sale(by=by, sale_id=sale.pk, version=sale.version, values=values, today=today())
    gone = [sale.pk for sale in chance.sample(sales, k=min(len(sales), 12))]
    trash_sales(by=by, sale_ids=gone, now=now())
    restore_sales(by=by, sale_ids=gone[::3])


def told(path: Path) -> dict[str, Any]:
    """What the shop says now."""
    update(now=now(), today=today())
    home = os.environ["GOEN_HOME"]
    with contextlib.redirect_stdout(io.StringIO()):
        words = ["--home", home, "--as-of", today().isoformat(), "--json", str(path)]
        assert main(["analyze", "--from-shop", *words]) == 0
    question = asked.read(given={}, by=Staff.objects.get())
    rows = queries.shown().standings().order_by("customer_id").values_list(*COLUMNS)
    return {
        "on": question.day.isoformat(),
        "standings": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        "screens": documents.everything(asked=question),
        "analyze": json.loads(path.read_text(encoding="utf-8")),
    }


def listen() -> None:
    """Change the ledger by each seed that is read, and tell."""
    Customer.objects.bulk_create(
        Customer(name=f"客{place}", code=f"{place:04}") for place in range(PEOPLE)
    )
    Product.objects.bulk_create(
        Product(name=name, created_at=now()) for name in ("煎茶", "茶筒", "急須")
    )
    path = Path(os.environ["GOEN_HOME"], "analyze.json")
    for line in sys.stdin:
        chance = random.Random(int(line))
        enter(chance)
        correct(chance)
        sys.stdout.write(json.dumps(told(path), default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    listen()
