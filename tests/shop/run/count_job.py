"""A worker that knows one more job: enter many customers in chunks, each chunk once."""

from __future__ import annotations

import sys
import threading

import django

django.setup()

from django.db import transaction  # noqa: E402

from goen.shop.customers.operations import create_customer  # noqa: E402
from goen.shop.jobs.operations import enqueue  # noqa: E402
from goen.shop.jobs.registry import job  # noqa: E402
from goen.shop.jobs.work import Work  # noqa: E402, TC001
from goen.shop.jobs.worker import Worker  # noqa: E402
from goen.shop.ui.clock import now  # noqa: E402

TOTAL, CHUNK = 120, 5


@job("test.count")
def count(*, work: Work) -> None:
    """Go on where the last attempt was killed."""
    for start in range(work.kept or 0, TOTAL, CHUNK):
        with transaction.atomic():
            for number in range(start, start + CHUNK):
                create_customer(by=None, values={"name": f"c-{number}"}, now=now())
            work.keep(start + CHUNK)
        work.progress(start + CHUNK, TOTAL)


if sys.argv[1] == "enqueue":
    enqueue(name="test.count")
else:
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    sys.stdout.write("working\n")
    sys.stdout.flush()
    Worker(lease="test", stop=stop).run()
