"""Thirty sessions at once against a real `goen serve`."""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

import shop_data

SESSIONS, THINK, SECONDS = 30, 3.0, 60
HURRY_SECONDS = 15
LIMIT = 300  # milliseconds
_TOKEN = "a" * 32  # the cookie and the header of a POST must agree


def run(*, customers: int) -> None:
    """Start the shop, load it, and print what its visitors waited for."""
    cookies = _sign_in(SESSIONS)
    with _served(customers) as port:
        for cookie in cookies:
            _Visitor(port, cookie, customers).warm()
        calm = _load(port, cookies, customers, think=THINK, seconds=SECONDS)
        _show(f"{SESSIONS} sessions, {THINK:.0f} s between pages", calm, SECONDS)
        hurried = _load(port, cookies[:8], customers, think=0.0, seconds=HURRY_SECONDS)
        _show("8 sessions without a pause", hurried, HURRY_SECONDS)


def _show(name: str, times: dict[str, list[float]], seconds: float) -> None:
    from shop import share

    print(f"\n{name:46}{'p50 ms':>8}{'p95 ms':>8}{'number':>9}")
    everything = [one for some in times.values() for one in some]
    for kind, some in [*sorted(times.items()), ("all", everything)]:
        print(f"  {kind:44}{share(some, 0.5):8.1f}{share(some, 0.95):8.1f}{len(some):9}")
    late = "within" if share(everything, 0.95) < LIMIT else "over"
    print(f"  {len(everything) / seconds:.1f} requests a second; p95 {late} {LIMIT} ms")


def _sign_in(number: int) -> list[str]:
    from django.db import connections
    from django.test import Client

    from goen.shop.staff.models import Staff

    cookies = []
    for member in Staff.objects.order_by("pk")[:number]:
        client = Client()
        client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")
        cookies.append(client.cookies["sessionid"].value)
    connections.close_all()  # the shop's own processes work from here on
    return cookies


@contextmanager
def _served(customers: int) -> Iterator[int]:
    """A running shop; its output is shown when it does not open."""
    port = _free_port()
    home = shop_data.home_folder(customers=customers)
    goen = Path(sys.executable).with_name("goen")
    command = [goen, "serve", "--home", home, "--port", str(port)]
    log = home / "serve.log"
    with log.open("wb") as stream:
        shop = subprocess.Popen(command, stdout=stream, stderr=stream, env=os.environ)
    try:
        _wait(port, shop, log)
        yield port
    finally:
        shop.terminate()
        shop.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, shop: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 600  # a backup of a million customers may come first
    while time.monotonic() < until:
        if shop.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"The shop did not open:\n{log.read_text(errors='replace')}")


class _Visitor:
    """One member of staff at work: looks somebody up, opens the page, goes home."""

    def __init__(self, port: int, cookie: str, customers: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {
            "Cookie": f"sessionid={cookie}; csrftoken={_TOKEN}",
            "X-CSRFToken": _TOKEN,
            "HX-Request": "true",
        }
        self._chance = random.Random(cookie)
        self._customers = customers
        self.times: dict[str, list[float]] = {}

    def warm(self) -> None:
        """Look at every kind of page once, uncounted."""
        for act in self._acts():
            act()
        self.times.clear()

    def work(self, *, think: float, until: float) -> None:
        time.sleep(self._chance.random() * think)
        while time.monotonic() < until:
            self._chance.choice(self._acts())()
            time.sleep(self._chance.expovariate(1 / think) if think else 0)

    def _acts(self) -> list:
        return [self._home, self._list, self._customer, self._customer, self._search, self._search]

    def _home(self) -> None:
        self._get("home", "/")

    def _list(self) -> None:
        self._get("list of customers", "/customers/")

    def _customer(self) -> None:
        self._get("customer", f"/customers/{self._chance.randint(1, self._customers)}/")

    def _search(self) -> None:
        words = ["田中", "山", "ta", "美子", "090", "タナカ", "大手", "やま"]
        body = urlencode({"q": self._chance.choice(words)})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._ask("search", "POST", "/search/", body, self._headers | kind)

    def _get(self, name: str, address: str) -> None:
        headers = {name: value for name, value in self._headers.items() if name != "HX-Request"}
        self._ask(name, "GET", address, None, headers)

    def _ask(
        self, name: str, method: str, address: str, body: str | None, headers: dict[str, str]
    ) -> None:
        start = time.perf_counter()
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        label = name if answer.status == 200 else f"{name}: answered {answer.status}"
        self.times.setdefault(label, []).append((time.perf_counter() - start) * 1000)


def _load(
    port: int, cookies: list[str], customers: int, *, think: float, seconds: float
) -> dict[str, list[float]]:
    visitors = [_Visitor(port, cookie, customers) for cookie in cookies]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=visitor.work, kwargs={"think": think, "until": until})
        for visitor in visitors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times: dict[str, list[float]] = {}
    for visitor in visitors:
        for name, some in visitor.times.items():
            times.setdefault(name, []).extend(some)
    return times
