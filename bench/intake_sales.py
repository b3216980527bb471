"""Speed of taking sales over from a file, and of taking them back: `python bench/intake_sales.py`.

    python bench/intake_sales.py [--rows N] [--kind slips|plain]

The floor is `executemany` alone: the same rows into the same table with the same live indexes, in
one transaction. What is measured beside it reads the file, checks every row, finds the customers
and what the ledger has already, and writes in short steps that let others write. GOEN_DATABASE_URL
measures PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CUSTOMERS, PRODUCTS, SHOPS = 50_000, 400, 12


def write_file(path: Path, *, rows: int, slips: bool) -> None:
    """A register's file of the last three years."""
    chance = random.Random(20261122)
    head = "取引日,会員番号,商品コード,商品名,部門,店舗,数量,金額,粗利"
    with path.open("w", encoding="cp932", newline="") as target:
        target.write(("伝票番号," if slips else "") + head + "\r\n")
        for number in range(rows):
            day = date(2023, 11, 1) + timedelta(days=number * 1100 // rows)
            who = f"K{chance.randrange(CUSTOMERS):06}" if chance.random() < 0.8 else ""
            product, count = chance.randrange(PRODUCTS), chance.randrange(1, 5)
            amount = count * (100 + product * 10)
            slip = f"S{number // 3:08}," if slips else ""
            target.write(
                f"{slip}{day:%Y/%m/%d},{who},P{product:04},商品{product:04},部門{product % 9},"
                f'店{number % SHOPS},{count},"{amount:,}",{amount // 3}\r\n'
            )


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def customers() -> None:
    """The customers of the file are in the ledger; those who are not are another bench's matter."""
    from goen.shop.customers.models import Customer

    numbers = (f"K{number:06}" for number in range(CUSTOMERS))
    Customer.objects.bulk_create(
        [Customer(code=code, name=code, name_key=code, kana_key=code) for code in numbers],
        batch_size=500,
    )


def batch_of(path: Path, by: Any) -> Any:
    from goen.shop.intake import operations
    from goen.shop.intake.kinds import kind_of
    from goen.shop.ui.clock import now

    with path.open("rb") as stream:
        batch = operations.send(by=by, kind="sales", name=path.name, stream=stream, now=now())
    batch = operations.read(batch_id=batch.pk)
    form = kind_of("sales").form(batch.options)
    assert form.is_valid()
    return operations.map_columns(
        batch_id=batch.pk, columns=batch.columns, options=form.cleaned_data, now=now()
    )


class Clock:
    """The longest time between two steps, the gap for others included."""

    def __init__(self) -> None:
        self.longest, self.last = 0.0, 0.0

    def progress(self, _done: int, _total: int) -> None:
        now = time.perf_counter()
        if self.last:
            self.longest = max(self.longest, now - self.last)
        self.last = now


def run(path: Path, rows: int) -> None:
    from goen.shop.intake import driving
    from goen.shop.sales.models import Sale
    from goen.shop.staff.models import Staff
    from goen.shop.ui.clock import now

    by = Staff.objects.create_user(
        email="bench@example.jp", name="Bench", role="PRESIDENT", password=None
    )
    customers()
    start = time.perf_counter()
    batch = batch_of(path, by)
    checked = time.perf_counter() - start
    clock = Clock()
    driving.take_over(batch_id=batch.pk, clock=now, progress=clock.progress)
    whole = time.perf_counter() - start
    assert Sale.objects.live().count() == rows
    floor = executemany()
    start = time.perf_counter()
    same = batch_of(path, by)
    again = time.perf_counter() - start
    assert same.counts["SAME"] == rows, same.counts
    start = time.perf_counter()
    back = Clock()
    driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=back.progress)
    undone = time.perf_counter() - start
    assert not Sale.objects.exists()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
    for name, seconds in (
        ("executemany alone (floor)", floor),
        ("taken over, all in all", whole),
        ("  of it: read and checked", checked),
        ("the same file again: checked", again),
        ("taken back", undone),
    ):
        print(f"  {name:34}{seconds:8.2f} s{seconds / floor:8.2f} x")
    print(f"  longest step {clock.longest * 1000:.0f} ms, back {back.longest * 1000:.0f} ms")
    print(f"  memory {memory:.0f} MB")


def executemany() -> float:
    """The sales that are there, once more, into an empty table with the same indexes."""
    from django.db import connection, transaction

    from goen.shop.sales.models import Sale

    quote = connection.ops.quote_name
    fields = [field for field in Sale._meta.concrete_fields if not field.primary_key]
    names = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM sales_sale ORDER BY id")
        rows = cursor.fetchall()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sales_sale RENAME TO sales_kept")
        table_like(cursor)
    marks = ", ".join(["%s"] * len(fields))
    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO sales_sale ({names}) VALUES ({marks})", rows)
    seconds = time.perf_counter() - start
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE sales_sale")
        cursor.execute("ALTER TABLE sales_kept RENAME TO sales_sale")
    return seconds


def table_like(cursor: Any) -> None:
    """An empty table of sales with the same columns and indexes as the one set aside."""
    from django.db import connection

    if connection.vendor == "postgresql":
        cursor.execute("CREATE TABLE sales_sale (LIKE sales_kept INCLUDING ALL)")
        return
    cursor.execute(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'sales_kept' AND sql IS NOT NULL"
        " ORDER BY type DESC"
    )
    for kind, sql in cursor.fetchall():
        text = sql.replace('"sales_kept"', '"sales_sale"')
        name = text.split('"')[1]
        cursor.execute(text if kind == "table" else text.replace(f'"{name}"', f'"{name}_2"', 1))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=("slips", "plain"), default="slips")
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="goen-bench-"))
    os.environ |= {"GOEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "goen.shop.settings"}
    try:
        path = home / "sales.csv"
        write_file(path, rows=given.rows, slips=given.kind == "slips")
        prepare()
        run(path, given.rows)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
