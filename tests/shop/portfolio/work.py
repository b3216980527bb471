"""What a shop does with its standings, in a process of its own.

`python -m tests.shop.portfolio.work WORD…` does what the word says.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import sys
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

django.setup()

from goen.cli import main  # noqa: E402
from goen.report.engines import spark_session  # noqa: E402
from goen.shop.customers.models import Customer  # noqa: E402
from goen.shop.portfolio import history, on_spark, queries, writing  # noqa: E402
from goen.shop.portfolio.updating import update  # noqa: E402
from goen.shop.portfolio.values import COLUMNS  # noqa: E402
from goen.shop.sales.models import Sale  # noqa: E402
from goen.shop.sales.operations import record_sales, trash_sales  # noqa: E402
from goen.shop.staff.models import Staff  # noqa: E402
from goen.shop.ui.clock import now, today  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def bring_up() -> None:
    """Bring the standings up; who was affected, and how many were written."""
    done = update(now=now(), today=today())
    say(json.dumps([done.affected, done.written]))


def standings() -> None:
    """Those that are shown."""
    rows = queries.shown().standings().order_by("customer_id").values_list(*COLUMNS)
    say(json.dumps([list(row) for row in rows], default=str))


def analyze_and_bring_up(*path: str) -> None:
    """`goen analyze --from-shop`, into a file or its summary, and an update.

    A Spark shuffles in one part: there are few rows. For the summary both ask the same one.
    """
    begin = _beginner(one=not path)
    for module in (importlib.import_module("goen.report.analyze"), on_spark):
        vars(module)["spark_session"] = begin
    whole = ["--json", *path] if path else []
    code = main(["analyze", "--from-shop", "--home", os.environ["GOEN_HOME"], *whole])
    assert code == 0, code
    say("-- analyzed --")
    bring_up()


def _beginner(*, one: bool) -> Callable[..., Any]:
    """What begins a Spark session, or gives the one that there is until this process ends."""
    if not one:
        return partial(spark_session, partitions=1)

    @cache
    def begun(*, master: str) -> Any:
        session = spark_session(scratch=Path(os.environ["GOEN_HOME"]), partitions=1, master=master)
        atexit.register(session.stop)
        vars(session)["stop"] = lambda: None
        return session

    return lambda *, scratch, master: begun(master=master)


def change(seed: str) -> None:
    """Enter and trash sales of many months without end, and bring the standings up each time.

    In small steps, so that there are many instants to be killed at.
    """
    writing._MOST = 10
    by = Staff.objects.get()
    people = [Customer.objects.get_or_create(name=f"客{number}")[0] for number in range(120)]
    for number in range(10**6):
        start = number * 37 + int(seed) * 11
        # Many of them, so that all standings are written anew, or few.
        apart = 2 if (int(seed) + number) % 2 else 6
        lines: Any = [
            {
                "customer": customer,
                "on": today() - timedelta(days=(start + place * 13) % 500),
                "amount": 100 + 7_000 * (start % 7),
            }
            for place, customer in enumerate(people[number % apart :: apart])
        ]
        record_sales(by=by, lines=lines, today=today())
        if number % 3 == 2:
            gone = Sale.objects.live().order_by("pk").values_list("pk", flat=True)[:40]
            trash_sales(by=by, sale_ids=list(gone), now=now())
        say(number)
        update(now=now(), today=today())


def forget() -> None:
    """Lose what can be made again, as after a restore."""
    for path in history.folder().iterdir():
        path.unlink()


DO: dict[str, Callable[..., None]] = {
    "update": bring_up,
    "standings": standings,
    "analyze": analyze_and_bring_up,
    "change": change,
    "forget": forget,
}

if __name__ == "__main__":
    DO[sys.argv[1]](*sys.argv[2:])
