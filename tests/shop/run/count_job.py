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

CHUNK = 5


def say(word: str) -> None:
    """Tell whoever started this process."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


@job("test.count")
def count(*, total: int, work: Work) -> None:
    """Go on where the last attempt was killed; tell of each chunk."""
    for start in range(work.kept or 0, total, CHUNK):
        with transaction.atomic():
            for number in range(start, start + CHUNK):
                create_customer(by=None, values={"name": f"c-{number}"}, now=now())
            work.keep(start + CHUNK)
        say("a chunk")
        work.progress(start + CHUNK, total)
    say("all")


if sys.argv[1] == "enqueue":
    enqueue(name="test.count", arguments={"total": int(sys.argv[2])})
else:
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    say("working")
    Worker(lease="test", stop=stop).run()
