"""Server time of the pages of the portfolio: `make bench`, or alone.

    python bench/portfolio_pages.py [--sales N] [--customers N]

On SQLite, or on the PostgreSQL of GOEN_DATABASE_URL; Django's test client in the process, warm, one
user. What the night works out (standings, rhythm, findings, figures of the newest evening) is
worked out first. An evening of the slider is asked for once: nothing of it is kept then.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sales_data
import shop_data
from shop import member, show, timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

ROUNDS = 20
PAGE, EVENING, PREVIEW = 300.0, 1000.0, 15_000.0  # milliseconds
# What a page holds that shows no answer yet and asks for it again.
WAITS = (b'<b id="waiting"', b'hx-trigger="load, every')
PAGES = (
    *("home", "portfolio", "figures_movement", "figures_ledger", "figures_sales_change"),
    *("figures_repeat", "figures_rfm", "figures_shares", "figures_simulator", "figures_cross"),
    *("figures_products", "vip", "money_fit", "rhythm", "advice", "playbook", "three_questions"),
    *("schemes", "scheme_new", "two_indicators", "meeting_sheet", "customers", "settings"),
)
OF_THE_SLIDER = ("portfolio", "figures_rfm", "figures_shares")


def night() -> None:
    """All that is worked out at night, each told with its seconds."""
    from goen.shop.advice.refreshing import refresh
    from goen.shop.figures import own
    from goen.shop.figures.jobs import work_out
    from goen.shop.portfolio.updating import update as standings
    from goen.shop.rhythm.updating import update as rhythms
    from goen.shop.ui.clock import now

    today, staff = shop_data.TODAY, member()[0].pk
    works: dict[str, Callable[[], Any]] = {
        "standings": lambda: standings(now=now(), today=today),
        "rhythm of everybody": lambda: rhythms(now=now(), today=today, whole=True),
        "findings": lambda: refresh(now=now(), today=today),
        "figures of the newest evening": lambda: work_out(given={}, staff=staff),
    }
    works |= {
        f"    {name}": lambda name=name: work_out(given={}, staff=staff, name=name)
        for name in own.OWN
    }
    print(f"\n{'Worked out at night':46}{'clock s':>8}{'CPU s':>8}")
    for name, work in works.items():
        clock, processors = time.perf_counter(), time.process_time()
        work()
        print(
            f"  {name:44}{time.perf_counter() - clock:8.1f}{time.process_time() - processors:8.1f}",
            flush=True,
        )


def warm(client: Client) -> None:
    """Every page as often as somebody opens it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    for name in PAGES:
        address = reverse(name)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        queries = len(asked)
        if answer.status_code != 200 or any(sign in answer.content for sign in WAITS):
            print(f"  {name:44}   not measured: it answers {answer.status_code}, or waits")
            continue
        times = [timed(lambda address=address: client.get(address)) for _ in range(ROUNDS)]
        show(name, times, queries, len(answer.content), PAGE)


def rules(client: Client) -> None:
    """What is told of rules that nobody tried before, which the page of the rules waits for."""
    from django.urls import reverse

    from goen.shop.schemes import draft, queries

    counting = queries.counting(today=shop_data.TODAY).rules
    typed = {name: "" if of is None else of for name, of in draft.values_of(counting).items()}
    client.get(reverse("two_indicators"), {"wait": 1})
    for name, days in (("rules of now", typed["lapse_days"]), ("other rules", 217)):
        sent = {**typed, "lapse_days": days}
        ask = partial(client.post, reverse("scheme_new"), sent, headers={"HX-Request": "true"})
        show(f"preview of {name}, asked first", [timed(ask)], 0, 0, PREVIEW)
        show(f"preview of {name}, asked again", [timed(ask) for _ in range(ROUNDS)], 0, 0, PAGE)


def slider(client: Client) -> None:
    """Pages of evenings that nobody asked for before."""
    from django.urls import reverse

    chance = random.Random(time.time_ns())
    for name in OF_THE_SLIDER:
        address, times = reverse(name), []
        for _ in range(ROUNDS // 2):
            day = shop_data.TODAY - timedelta(days=chance.randrange(30, sales_data.DAYS - 30))
            times.append(timed(lambda day=day, address=address: client.get(f"{address}?on={day}")))
        show(f"{name}, another evening", times, 0, 0, EVENING)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of the pages of the portfolio")
    parser.add_argument("--sales", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    given = parser.parse_args()
    shop_data.prepare(customers=given.customers)
    sales_data.prepare(sales=given.sales, customers=given.customers)
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from goen.shop.wsgi import settle

    print(f"Pages: {given.sales:,} sales, {given.customers:,} customers, {connection.vendor}")
    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.ERROR)  # a page that is broken is named in the table
    night()
    client = Client(raise_request_exception=False)
    client.force_login(*member())
    settle()
    print(f"\n{'Pages':46}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'kB':>9}")
    rules(client)
    warm(client)
    slider(client)


if __name__ == "__main__":
    main()
