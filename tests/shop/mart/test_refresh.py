"""The mart shows the ledger: after changes, after kills, when the disk is full, after a restore."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.shop.run.kit import GOEN, Shop, chance, finish, kill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORK = "tests.shop.mart.work"
LEDGER = 'SELECT customer_id, CAST("on" AS varchar(10)), kind, amount FROM sales_sale '
# Keys alone: nothing that an erased person would have to leave.
COLUMNS = {"customer_id", "day", "kind", "amount", "profit", "thousandths"}
COLUMNS |= {"product_id", "category_id", "shop_id"}
LIVE = LEDGER + "WHERE deleted_at IS NULL"


@contextmanager
def working(shop: Shop) -> Iterator[Callable[..., Any]]:
    """Somebody who works in the shop, in one process: gives the answer to each wish."""
    process = shop.module(WORK, "listen")
    assert process.stdin is not None
    assert process.stdout is not None

    def ask(*words: object) -> Any:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(" ".join(map(str, words)) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield ask
    finish(process)


def in_mart(shop: Shop) -> Counter[tuple[Any, ...]]:
    """The sales in the mart, read as its readers do; each file as its manifest tells it."""
    folder = shop.folder / "mart"
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sales: Counter[tuple[Any, ...]] = Counter()
    for month, part in told["months"].items():
        rows = duckdb.read_parquet(str(folder / part["file"])).fetchall()
        assert len(rows) == part["rows"] > 0
        assert set(duckdb.read_parquet(str(folder / part["file"])).columns) == COLUMNS
        assert {f"{row[1]:%Y-%m}" for row in rows} == {month}
        sales.update((row[0], f"{row[1]}", row[2], row[3]) for row in rows)
    return sales


def test_only_what_changed_and_what_counts_is_written(either: Shop) -> None:
    with working(either) as ask:
        ask("enter", 70)
        assert ask("refresh")["rows"] == 70
        assert in_mart(either) == Counter(either.rows(LIVE))
        before = set((either.folder / "mart").glob("*.parquet"))
        ask("enter", 1)
        assert ask("refresh") == {"written": 1, "rows": 71}
        assert ask("refresh") == {"written": 0, "rows": 71}
        # Whoever had opened the mart before goes on reading its files.
        assert before < set((either.folder / "mart").glob("*.parquet"))
        for hidden, rows in (("yes", 0), ("no", 71)):  # an import that is half-way
            ask("hide", hidden)
            assert ask("refresh")["rows"] == rows
        assert in_mart(either) == Counter(either.rows(LIVE))


def test_the_mart_of_another_state_of_the_ledger_is_made_anew(shop: Shop) -> None:
    then = shop.folder / "then.goen.zip"
    with working(shop) as ask:
        ask("enter", 3)
        ask("refresh")
        assert shop.goen("backup", "--to", then).returncode == 0
        ask("enter", 5)
        assert ask("refresh")["rows"] == 8
    done = shop.goen("restore", then, "--replace")
    assert done.returncode == 0, done.stderr
    with working(shop) as ask:
        assert ask("refresh")["rows"] == 3
    assert in_mart(shop) == Counter(shop.rows(LIVE))


def test_two_at_once_take_turns(shop: Shop) -> None:
    with working(shop) as one, working(shop) as other:
        one("enter", 200)
        with ThreadPoolExecutor() as pool:
            both = [pool.submit(ask, "refresh") for ask in (one, other)]
            assert sorted(done.result()["rows"] for done in both) == [200, 200]
    assert in_mart(shop) == Counter(shop.rows(LIVE))


def test_a_full_disk_leaves_the_old_mart(shop: Shop) -> None:
    with working(shop) as ask:
        ask("enter", 3)
        ask("refresh")
        old = in_mart(shop)
        ask("many", 30_000)
        limited = f"ulimit -f 64; exec {GOEN} analyze --from-shop"
        done = subprocess.run(
            ["bash", "-c", limited],
            env=shop.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 4, done.stderr
        assert "the disk is full" in done.stderr
        assert in_mart(shop) == old
        assert ask("refresh")["rows"] == 30_003
    assert in_mart(shop) == Counter(shop.rows(LIVE))


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.soak)])
def test_killed_at_any_instant_it_is_whole_and_catches_up(shop: Shop, kills: int) -> None:
    _kill(shop, kills)


@pytest.mark.soak
def test_on_the_other_database_too(on_postgres: Shop) -> None:
    _kill(on_postgres, 50)


def _kill(shop: Shop, kills: int) -> None:
    finish(shop.module(WORK, "enter", 5))
    finish(shop.module(WORK, "refresh"))
    thrown, told = chance(11), 0
    for turn in range(kills):
        process = shop.module(WORK, "change", turn)
        assert process.stdout is not None
        for _ in range(thrown.randrange(1, 4)):
            line = process.stdout.readline()
            assert line.strip().isdigit(), line + kill(process)
            told += 1
        time.sleep(thrown.uniform(0, 0.6))
        told += len(kill(process).split())
        in_mart(shop)  # whole, whatever it shows
    assert shop.sound()
    finish(shop.module(WORK, "refresh"))
    assert in_mart(shop) == Counter(shop.rows(LIVE))
    assert shop.rows("SELECT count(*) FROM sales_sale")[0][0] >= 5 + 3 * told
