"""Speed of ten million sales: pages, the mart and the analysis: `make bench`, or alone.

    python bench/sales.py [--sales N] [--customers N] [--pages] [--mart]

On SQLite, or on the PostgreSQL of GOEN_DATABASE_URL. Server time is measured in the process, warm,
at one user; the mart in whole processes, as the worker has it done.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sales_data
import shop_data
import shop_filters
from shop import LIMITS, ROUNDS, member, show, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFRESH = 2.0  # seconds for a thousand new rows of two months
TIMES = 2.0  # of reading the table once through ADBC


def pages(*, customers: int) -> None:
    """The list of sales, customers, and the customer with 20,000 sales."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from goen.shop.wsgi import settle

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(raise_request_exception=False)
    logging.disable(logging.ERROR)
    client.force_login(*member())
    settle()
    print(f"\n{'Pages':46}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'kB':>9}")
    for name, address in _addresses(customers):
        answer = client.get(address())
        if answer.status_code != 200:
            print(f"  {name:44}   not measured: it answers {answer.status_code}")
            continue
        client.get(address())
        times = [timed(lambda address=address: client.get(address())) for _ in range(ROUNDS)]
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address())
        show(name, times, len(asked), len(answer.content), LIMITS["page"])
    shop_filters.measure(client, names=("sales", "products", "documents", "customers"))


def _addresses(customers: int) -> Iterator[tuple[str, Callable[[], str]]]:
    from django.urls import reverse

    from goen.shop.ui import lists

    chance = random.Random(7)
    yield "home", lambda: reverse("home")
    busy = sales_data.BUSY
    for name in ("customer", "customer_timeline"):
        yield name, lambda name=name: reverse(name, args=[chance.randint(2, customers)])
        yield f"{name}, 20,000 sales", lambda name=name: reverse(name, args=[busy])
    yield "a sale", lambda: reverse("sale", args=[chance.randint(1, sales_data.CHUNK)])
    yield "customers", lambda: reverse("customers")
    for name in ("sales", "products", "documents"):
        url = reverse(name)
        yield name, lambda url=url: url
        for column in lists.columns(name):
            for key in (column.key, f"-{column.key}") if column.sort else ():
                yield f"{name} by {key}", lambda url=url, key=key: f"{url}?sort={key}"
    for tab in ("month", "returns", "walk_ins"):
        yield f"sales, tab {tab}", lambda tab=tab: f"{reverse('sales')}?tab={tab}"


def mart() -> None:
    """Refresh after new rows, the whole anew, and the analysis, against reading the table once."""
    from goen.shop.mart import operations

    print(f"\n{'Mart':46}{'seconds':>9}{'ratio':>8}{'MB':>8}")
    floor = _in_child(_floor)
    _told("floor: the table once through ADBC", floor, floor[0])
    whole = _in_child(lambda: operations.refresh(everything=True))
    _told("the whole mart", whole, floor[0], TIMES * floor[0])
    times = []
    for _ in range(5):
        _enter()
        times.append(_in_child(operations.refresh))
    _told("refresh: 1,000 new rows, two months", max(times), floor[0], REFRESH)
    from goen.cli import main

    out = str(shop_data.FOLDER / "from-shop.json")
    home = os.environ["GOEN_HOME"]
    whole = _in_child(lambda: main(["analyze", "--from-shop", "--home", home, "--json", out]))
    _told("goen analyze --from-shop --json", whole, floor[0])
    size = sum(path.stat().st_size for path in operations.folder().iterdir())
    print(f"  the mart takes {size / 2**20:,.0f} MB")


def _told(name: str, run: tuple[float, int], floor: float, limit: float = 0) -> None:
    late = f"  over {limit:.2f}" if limit and run[0] > limit else ""
    print(f"  {name:44}{run[0]:9.2f}{run[0] / floor:8.2f}{run[1]:8}{late}", flush=True)


def _in_child(work: Callable[[], Any]) -> tuple[float, int]:
    """Seconds, and the most memory of any of its processes in MB, of work in a process."""
    from django.db import connections

    connections.close_all()
    start = time.perf_counter()
    child = os.fork()
    if not child:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
        work()
        most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, -1)]
        Path(os.environ["GOEN_HOME"], "memory").write_text(str(max(most) // 1024))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("failed")
    return seconds, int(Path(os.environ["GOEN_HOME"], "memory").read_text())


def _floor() -> None:
    """Read the mart's columns of every sale once, counting them."""
    import duckdb
    from adbc_driver_manager import AdbcStatement

    from goen.shop.mart import copying, operations, reading

    order = reading.order_of_sales(folder=operations.folder(), name="floor", months=None)
    (question,) = order.tables.values()
    with (
        duckdb.connect() as engine,
        copying.connected(order) as ledger,
        AdbcStatement(ledger) as statement,
    ):
        if order.driver == "sqlite":
            statement.set_options(**{copying.BATCH_ROWS: copying.BATCH})
        statement.set_sql_query(question)
        rows, _count = statement.execute_query()
        engine.register("stream", rows)
        engine.execute("SELECT count(*), sum(amount) FROM stream").fetchall()


def _enter() -> None:
    """A thousand sales of this month and the one before, as an import tells of them."""
    from datetime import timedelta

    from django.db import transaction

    from goen.shop.mart import stale
    from goen.shop.sales.models import Sale, Source

    source = Source.objects.order_by("pk")[0]
    days = [shop_data.TODAY - timedelta(days=number % 40) for number in range(1000)]
    with transaction.atomic():
        Sale.objects.bulk_create(
            Sale(customer_id=2 + number, on=day, amount=100 + number, source=source)
            for number, day in enumerate(days)
        )
        stale.months_changed(days=days)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of ten million sales")
    parser.add_argument("--sales", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--pages", action="store_true", help="pages alone")
    parser.add_argument("--mart", action="store_true", help="the mart alone")
    given = parser.parse_args()
    shop_data.prepare(customers=given.customers)
    sales_data.prepare(sales=given.sales, customers=given.customers)
    from django.db import connection

    print(f"{given.sales:,} sales, {given.customers:,} customers, {connection.vendor}")
    if not given.mart:
        pages(customers=given.customers)
    if not given.pages:
        mart()
        shutil.rmtree(Path(os.environ["GOEN_HOME"], "mart"))


if __name__ == "__main__":
    main()
