"""Speed of the shop at a million customers: `make bench`, or alone `python bench/shop.py`.

    python bench/shop.py [--customers N] [--pages] [--load]

Server time is measured in the process, with Django's test client, warm, at one user. The load is
thirty sessions with three seconds between two pages against a real `goen serve`, then as fast as
they can. GOEN_DATABASE_URL measures PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import argparse
import logging
import math
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))

import shop_data
import shop_filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROUNDS = 40
LIMITS = {"page": 100, "filter": 1500, "search": 50}
# fmt: off
_SEARCHES = {
    "1 character": ["田", "中", "山", "美", "タ", "ナ", "た", "や", "t", "k", "a", "7", "0", "長"],
    "2 characters": [
        "田中", "山田", "美子", "中山", "タナ", "なか", "カズ", "ta", "ya", "no", "09", "58", "32",
        "大手", "新潟", "見つ", "鼠鼠",
    ],
    "3 characters": [
        "田中美", "中山和", "タナカ", "やまだ", "tan", "yam", "090", "025", "大手通", "新潟県",
        "茶舗", "exa",
    ],
    "a whole name, number or address": [
        "田中美子", "山本和代", "tanaka", "yamada", "タナカカズコ", "0901234", "090-1234-5678",
        "C0123456", "長岡市大手通", "example.jp", "株式会社田中商店", "田中 長岡", "美子 三条",
    ],
}
# fmt: on


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds that `act` takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def share(times: Sequence[float], part: float) -> float:
    """The shortest time that `part` of all do not exceed."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(len(ordered) * part) - 1)]


def show(name: str, times: Sequence[float], queries: int, size: int, limit: float) -> None:
    late = "" if share(times, 0.95) < limit else f"  over {limit:.0f}"
    print(
        f"  {name:44}{share(times, 0.5):8.1f}{share(times, 0.95):8.1f}{queries:9}"
        f"{size / 1024:9.1f}{late}"
    )


def searches() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from goen.shop.ui import search

    print(f"\n{'Search: first 20 hits':46}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}")
    for name, words in _SEARCHES.items():
        times, most = [], 0
        for word in words:
            act = lambda word=word: search.find(query=word, kinds=["customer"])  # noqa: E731
            with CaptureQueriesContext(connection) as asked:
                act()
            times += [timed(act) for _ in range(5)]
            most = max(most, len(asked))
        show(name, times, most, 0, LIMITS["search"])


def pages(*, customers: int) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from goen.shop.wsgi import settle

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(raise_request_exception=False)
    logging.disable(logging.ERROR)  # a page that is broken is named in the table
    client.force_login(*member())
    settle()
    print(f"\n{'Pages':46}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'kB':>9}")
    for name, limit, address in _addresses(customers):
        answer = client.get(address())
        if answer.status_code != 200:
            print(f"  {name:44}   not measured: it answers {answer.status_code}")
            continue
        times = [timed(lambda address=address: client.get(address())) for _ in range(ROUNDS)]
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address())
        show(name, times, len(asked), len(answer.content), limit)
    times = [timed(lambda: client.post("/search/", {"q": "田中"})) for _ in range(ROUNDS)]
    show("page of results", times, 0, 0, LIMITS["page"])
    shop_filters.measure(client)


def member() -> tuple[Any, str]:
    from goen.shop.staff.models import Staff

    member = Staff.objects.get(email="staff0@example.jp")
    return member, "allauth.account.auth_backends.AuthenticationBackend"


def _addresses(customers: int) -> Iterator[tuple[str, float, Callable[[], str]]]:
    """Every page that is measured: name, limit, and an address, each time of another customer."""
    from django.urls import NoReverseMatch, reverse

    chance = random.Random(7)
    fixed = [
        "home", "customers", "touches", "actions", "voices", "settings", "person_requests",
        "customers_trash", "jobs", "trail",
    ]  # fmt: skip
    for name in fixed:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        yield name, LIMITS["page"], lambda address=address: address
    for name in ("customer", "customer_edit", "customer_timeline", "customer_history"):
        try:
            reverse(name, args=[1])
        except NoReverseMatch:
            continue
        yield (
            name,
            LIMITS["page"],
            lambda name=name: reverse(name, args=[chance.randint(1, customers)]),
        )
    yield from _lists()


def _lists() -> Iterator[tuple[str, float, Callable[[], str]]]:
    """The first page of every list in each of its sorts, both ways."""
    from django.urls import NoReverseMatch, reverse

    from goen.shop.ui import lists

    for name in ("customers", "touches", "actions", "voices", "trail"):
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        for column in lists.columns(name):
            for key in (column.key, f"-{column.key}") if column.sort else ():
                address = f"{url}?{urlencode({'sort': key})}"
                yield f"{name} by {key}", LIMITS["page"], lambda address=address: address


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of the shop")
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--pages", action="store_true", help="pages and search alone")
    parser.add_argument("--load", action="store_true", help="the load alone")
    given = parser.parse_args()
    shop_data.prepare(customers=given.customers)
    if not given.load:
        print(f"{given.customers:,} customers, {2 * given.customers:,} touches")
        searches()
        pages(customers=given.customers)
    if not given.pages:
        import shop_load

        shop_load.run(customers=given.customers)


if __name__ == "__main__":
    main()
