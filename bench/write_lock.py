"""How long background work holds SQLite's one write lock: the longest wait of somebody who writes.

Every scheduled job runs once in one process, over a shop with CUSTOMERS customers of whom most lie
in the trash, while another thread takes and releases the write lock as fast as it can.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

CUSTOMERS = int(os.environ.get("CUSTOMERS", "1000"))
LIMIT = 0.2


class Probe(threading.Thread):
    """Takes the lock again and again and remembers the longest wait."""

    def __init__(self, database: Path) -> None:
        super().__init__(daemon=True)
        self._database = database
        self.stop = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        connection = sqlite3.connect(self._database, timeout=60, isolation_level=None)
        while not self.stop.is_set():
            begun = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            self.longest = max(self.longest, time.perf_counter() - begun)
            connection.execute("ROLLBACK")
            time.sleep(0.001)
        connection.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="goen-lock-") as folder:
        os.environ |= {"GOEN_HOME": folder, "DJANGO_SETTINGS_MODULE": "goen.shop.settings"}
        import django

        django.setup()
        _fill()
        _measure(Path(folder) / "goen.sqlite3")


def _fill() -> None:
    from django.core.management import call_command

    from goen.shop.customers.models import Customer
    from goen.shop.customers.operations import create_customer
    from goen.shop.ui.clock import now

    call_command("migrate", verbosity=0)
    for number in range(CUSTOMERS):
        create_customer(by=None, values={"name": f"四月一日 {number}"}, now=now())
    old = now() - timedelta(days=90)
    Customer.objects.filter(pk__gt=CUSTOMERS // 10).update(deleted_at=old)


def _measure(database: Path) -> None:
    from goen.shop.jobs.models import Job
    from goen.shop.jobs.operations import enqueue
    from goen.shop.jobs.registry import rhythms
    from goen.shop.jobs.work import drain

    print(f"\nWrite lock held by background work, {CUSTOMERS:,} customers: longest wait (ms)")
    for name, rhythm in sorted(rhythms.items()):
        probe = Probe(database)
        probe.start()
        begun = time.perf_counter()
        enqueue(name=name, arguments=rhythm.arguments)
        drain()
        seconds = time.perf_counter() - begun
        probe.stop.set()
        probe.join()
        state = Job.objects.order_by("-id").values_list("state", flat=True)[0]
        mark = "" if probe.longest < LIMIT else "  OVER 200"
        print(f"  {name:32}{probe.longest * 1000:8.1f}{seconds:8.2f} s  {state}{mark}")


if __name__ == "__main__":
    main()
