"""Speed of taking customers over from a workbook: `python bench/intake_customers.py`.

    python bench/intake_customers.py [--rows N]

A workbook of persons and companies with telephones, mail, addresses, birthdays and tags, all made
up: read, checked, taken over, checked again (all the same), taken back. GOEN_DATABASE_URL measures
PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 60  # seconds for 100,000 customers, checks included
HEAD = (
    *("顧客番号", "氏名", "フリガナ", "電話番号", "携帯電話", "メールアドレス", "郵便番号"),
    *("都道府県", "市区町村", "町名番地", "建物名", "生年月日", "タグ", "備考"),
)
FAMILY = [("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ")]
GIVEN = [("花子", "ハナコ"), ("一郎", "イチロウ"), ("美咲", "ミサキ"), ("健", "ケン")]


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Customers; every tenth is a company."""
    chance = random.Random(20261122)
    for number in range(count):
        family, given = chance.choice(FAMILY), chance.choice(GIVEN)
        name, kana = f"{family[0]} {given[0]}{number % 997}", f"{family[1]} {given[1]}"
        if number % 10 == 0:
            name, kana = f"株式会社{family[0]}商店{number}", f"{family[1]}ショウテン"
        yield (
            f"K{number:07}",
            name,
            kana,
            f"0258-{chance.randrange(20, 99)}-{number % 10_000:04}",
            f"090-{chance.randrange(1000, 9999)}-{number % 10_000:04}",
            f"customer{number}@example.jp" if number % 3 else "",
            f"940-{chance.randrange(1, 9999):04}",
            "新潟県",
            "長岡市",
            f"大手通{chance.randrange(1, 4)}-{chance.randrange(1, 30)}-{chance.randrange(1, 30)}",
            f"みどりビル{number % 900 + 100}号室" if number % 5 == 0 else "",
            "" if number % 10 == 0 else f"{1930 + number % 80}/{number % 12 + 1}/{number % 28 + 1}",
            ("茶会、お得意", "お得意", "")[number % 3],
            "季節の案内を楽しみにしていらっしゃる" if number % 4 == 0 else "",
        )


def batch_of(path: Path, by: Any) -> Any:
    from goen.shop.intake import operations
    from goen.shop.intake.kinds import kind_of
    from goen.shop.ui.clock import now

    with path.open("rb") as stream:
        batch = operations.send(by=by, kind="customers", name=path.name, stream=stream, now=now())
    batch = operations.read(batch_id=batch.pk)
    form = kind_of("customers").form(batch.options)
    assert form.is_valid()
    return operations.map_columns(
        batch_id=batch.pk, columns=batch.columns, options=form.cleaned_data, now=now()
    )


class Watch:
    """Wall time and time of the processor of each part."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, float, float]] = []
        self._begin()

    def _begin(self) -> None:
        self._wall, self._own = time.perf_counter(), time.process_time()

    def note(self, name: str) -> None:
        wall, own = time.perf_counter() - self._wall, time.process_time() - self._own
        self.parts.append((name, wall, own))
        self._begin()


def run(path: Path, count: int) -> None:
    from goen.shop.customers.models import Customer
    from goen.shop.intake import driving
    from goen.shop.staff.models import Staff
    from goen.shop.ui.clock import now

    by = Staff.objects.create_user(
        email="bench@example.jp", name="Bench", role="PRESIDENT", password=None
    )
    steps: list[float] = []

    def progress(_done: int, _total: int) -> None:
        steps.append(time.perf_counter())

    watch = Watch()
    batch = batch_of(path, by)
    watch.note("read and checked")
    driving.take_over(batch_id=batch.pk, clock=now, progress=progress)
    watch.note("checked once more and taken over")
    assert Customer.objects.count() == count, batch.counts
    whole = sum(wall for _name, wall, _own in watch.parts)
    same = batch_of(path, by)
    watch.note("the same file again: read and checked")
    assert same.counts["SAME"] == count, same.counts
    driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=progress)
    watch.note("taken back")
    assert not Customer.objects.exists()
    print(f"\n{count:,} customers, {path.stat().st_size / 1e6:.1f} MB of .xlsx")
    for name, wall, own in watch.parts:
        print(f"  {name:40}{wall:8.1f} s{own:8.1f} s of the processor")
    print(f"  {'all in all, until it is in the ledger':40}{whole:8.1f} s  (limit {LIMIT} s)")
    longest = max(b - a for a, b in itertools.pairwise(steps) if b - a < LIMIT / 2)
    print(f"  longest step {longest * 1000:.0f} ms")
    print(f"  memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="goen-bench-"))
    os.environ |= {"GOEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "goen.shop.settings"}
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from goen.sheets import OutColumn, write_table

        path = home / "customers.xlsx"
        columns = [OutColumn(name) for name in HEAD]
        write_table(path, columns=columns, rows=rows(given.rows))
        run(path, given.rows)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
