"""Speed of the standings of customers: `make bench`, or alone.

    python bench/portfolio.py [--sales N] [--customers N]

On SQLite, or on the PostgreSQL of GOEN_DATABASE_URL. Each line is one process from its start, as
the worker or a page has it done: seconds by the clock, and seconds of all processors, which other
work on the machine makes longer by little. Limits are those of ten million sales and a million
customers.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sales_data
import shop_data
from data import FOLDER, sales_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from goen.analysis import Thresholds

HERE = Path(__file__).resolve().parent
TODAY = shop_data.TODAY
NEW = 10_000  # sales of a day
# Seconds: a day's sales, everybody written, any evening, what a scheme would change.
DAILY, WRITTEN, EVENING, PREVIEW = 5.0, 45.0, 1.0, 15.0
TIMES = 4.0  # of the floor of `goen analyze`


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of all processors, and the most memory in MB, of one process."""

    clock: float
    processors: float
    memory: int


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes in a process of its own, its children included."""
    from django.db import connections

    connections.close_all()
    start = time.perf_counter()
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status, usage = os.wait4(child, 0)
    clock = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("failed")
    return Spent(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def told(name: str, run: Spent, limit: float = 0, unit: str = "") -> Spent:
    """Print one line."""
    late = f"  over {limit:g}" if limit and run.clock > limit else ""
    within = f"{limit:g}{unit}" if limit else ""
    figures = f"{run.clock:9.2f}{run.processors:9.2f}{run.memory:8}{within:>9}"
    print(f"  {name:44}{figures}{late}", flush=True)
    return run


def floor(rows: int) -> Spent:
    """The floor of `goen analyze`: the fastest bare script for a file of so many rows."""
    path, out = str(sales_file(rows=rows)), str(FOLDER / "floor.parquet")

    def run(script: str) -> Callable[[], object]:
        return lambda: os.execv(sys.executable, [sys.executable, str(HERE / script), path, out])

    runs = [spent(run(script)) for script in ("floor_duckdb.py", "floor_polars.py")]
    return told("floor of goen analyze, from CSV", min(runs, key=lambda one: one.processors))


def from_mart() -> None:
    """Everything worked out from the mart, nothing written back."""
    from goen.report.engines import duckdb_connection
    from goen.shop.mart import operations as mart
    from goen.shop.portfolio import history, schemes, values
    from goen.shop.ui.clock import now

    limits = schemes.current(on=TODAY, now=now()).thresholds
    with TemporaryDirectory(dir=FOLDER) as place, duckdb_connection() as connection:
        found = mart.refresh()
        history.follow(connection, mart=found, before=None, place=Path(place))
        values.make_values(connection, limits=limits, evening=TODAY, table="after")


def bring_up(today: date = TODAY) -> None:
    """An update, which keeps the second in which its standings were shown; then rows are tidied."""
    from goen.shop.portfolio import writing
    from goen.shop.portfolio.updating import update
    from goen.shop.ui.clock import now

    switch, start, spent_before = writing._switch, time.perf_counter(), time.process_time()

    def switched(*given: Any) -> None:
        switch(*given)
        clock, processors = time.perf_counter() - start, time.process_time() - spent_before
        _shown_at().write_text(f"{clock} {processors}")

    writing._switch = switched
    print("      ", update(now=now(), today=today), flush=True)


def _shown_at() -> Path:
    return Path(os.environ["GOEN_HOME"], "shown-at")


def told_shown(name: str, work: Callable[[], object], limit: float) -> None:
    """Two lines: until the standings are shown, for which the limit is, and until all is tidied."""
    run = spent(work)
    clock, processors = map(float, _shown_at().read_text().split())
    told(f"{name}, shown", Spent(clock, processors, run.memory), limit)
    told("    and tidied after", run)


def enter(seed: int) -> None:
    """A day's sales as an import tells of them; some come weeks late."""
    from django.db import transaction

    from goen.shop.customers.models import Customer
    from goen.shop.mart import stale
    from goen.shop.sales.models import Sale, Source

    chance, source = random.Random(seed), Source.objects.order_by("pk")[0]
    most = Customer.objects.count()
    days = [TODAY - timedelta(days=chance.choice((0, 0, 0, 1, 30))) for _ in range(NEW)]
    with transaction.atomic():
        Sale.objects.bulk_create(
            (
                Sale(customer_id=chance.randint(2, most), on=day, amount=100 + i, source=source)
                for i, day in enumerate(days)
            ),
            batch_size=500,
        )
        stale.months_changed(days=days)


def evening(day: date) -> None:
    """Portfolio, RFM and decile of one evening, as a page asks for them."""
    from goen.analysis import cpm, decile, make_amounts, rfm
    from goen.report.engines import duckdb_connection
    from goen.shop.portfolio import history, queries, writing

    limits, shown = queries.shown().limits, writing.state().shown
    found = history.read(place=history.folder(), name=shown["history"])
    scheme = limits.scheme()
    with duckdb_connection() as connection:
        history.show(connection, found, table="after")
        engine = history.as_of(connection, table="after", day=day, scheme=scheme, thresholds=limits)
        cpm(engine=engine, scheme=scheme, thresholds=limits)
        rfm(engine=engine, scheme=scheme, thresholds=limits)
        make_amounts(engine=engine)
        decile(engine=engine)


def evenings() -> Spent:
    """The slowest of some evenings, in a process that has answered before."""
    chance = random.Random(5)
    days = [TODAY - timedelta(days=chance.randrange(sales_data.DAYS)) for _ in range(12)]
    runs = []
    for day in [TODAY, *days]:
        clock, processors = time.perf_counter(), time.process_time()
        evening(day)
        clock, processors = time.perf_counter() - clock, time.process_time() - processors
        runs.append(Spent(clock, processors, 0))
    return max(runs[1:], key=lambda one: one.processors)


def other_limits() -> Thresholds:
    """Limits by which many stand elsewhere."""
    from goen.shop.portfolio.queries import shown

    return replace(shown().limits, lapse_days=180, loyal_amount=20_000)


def preview() -> None:
    """Who would stand elsewhere by other limits."""
    from goen.shop.portfolio.queries import shown
    from goen.shop.schemes.preview import Rules, preview

    found = preview(before=Rules(shown().limits), after=Rules(other_limits()), day=TODAY)
    print("      ", f"{found.moved:,} of {found.everybody:,}", flush=True)


def publish() -> None:
    """Other limits count from today."""
    from goen.analysis import entries_of
    from goen.shop.portfolio.models import RankScheme
    from goen.shop.staff.models import Staff
    from goen.shop.ui.clock import now

    limits = other_limits()
    RankScheme.objects.create(
        name="180",
        limits=entries_of(thresholds=limits),
        effective_on=TODAY,
        published_at=now(),
        published_by=Staff.objects.order_by("pk")[0],
    )


def anew() -> None:
    """No standings, no history: as before the first update."""
    from goen.shop.portfolio import history, models

    for table in ("Standing", "PortfolioState", "Closing", "Restatement", "Change", "RankScheme"):
        rows = getattr(models, table).objects.all()
        rows._raw_delete(rows.db)
    shutil.rmtree(history.folder())


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of the standings")
    parser.add_argument("--sales", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    given = parser.parse_args()
    shop_data.prepare(customers=given.customers)
    sales_data.prepare(sales=given.sales, customers=given.customers)
    from django.db import connection

    from goen.shop.mart import operations as mart

    print(f"Standings: {given.sales:,} sales, {given.customers:,} customers, {connection.vendor}")
    print(f"  {'':44}{'clock s':>9}{'CPU s':>9}{'MB':>8}{'limit':>9}")
    mart.refresh()
    anew()
    base = floor(given.sales)
    whole = told("everything from the mart, not written", spent(from_mart))
    ratio = whole.processors / base.processors
    print(f"    {ratio:.2f} times the floor{'' if ratio <= TIMES else f'  over {TIMES}'}")
    told_shown("the same, standings written", bring_up, WRITTEN)
    for turn in range(3):
        spent(lambda turn=turn: enter(turn))
        told_shown(f"update after {NEW:,} new sales", bring_up, DAILY)
    told_shown("the next night", lambda: bring_up(TODAY + timedelta(days=1)), DAILY)
    told("any evening: portfolio, RFM, decile", evenings(), EVENING)
    told("other limits: counts and moves", spent(preview), PREVIEW)
    spent(publish)
    told_shown("other limits, standings written", bring_up, WRITTEN)


if __name__ == "__main__":
    main()
