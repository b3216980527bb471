"""Imports killed at any instant: every row comes in once, all are seen together, all go again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.kit import Shop, chance, finish, kill

if TYPE_CHECKING:
    from pathlib import Path

KILLS = pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.soak)])
CUSTOMERS = 300
SEEN = (
    "SELECT count(*), coalesce(sum(amount), 0) FROM sales_sale WHERE deleted_at IS NULL"
    " AND (batch IS NULL OR batch NOT IN (SELECT batch FROM sales_hiddenbatch))"
)


def register(path: Path, *, rows: int) -> tuple[int, int]:
    """A file with slips, customers and products that are all new; its rows, and their sum."""
    lines = ["伝票番号,日付,会員番号,商品名,金額"]
    for number in range(rows):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        who, what = f"K-{number % CUSTOMERS}", f"商品{number % 40}"
        lines.append(f"S-{number // 2},{day},{who},{what},{100 + number}")
    path.write_text("\n".join(lines), encoding="cp932")
    return rows, sum(100 + number for number in range(rows))


@KILLS
def test_sales_come_in_once_and_go_again(either: Shop, tmp_path: Path, kills: int) -> None:
    file, thrown = tmp_path / "sales.csv", chance(11)
    whole = register(file, rows=2_000 * kills)
    amid = _killed(either, ("import", file, "--kind", "sales"), thrown.uniform(0, 0.5), whole)
    batch = either.rows("SELECT max(id) FROM intake_batch")[0][0]
    for _ in range(kills - 1):
        if _state(either, batch) != "APPLIED":
            amid += _killed(either, ("import", "--resume", batch), thrown.uniform(0, 0.5), whole)
    if _state(either, batch) != "APPLIED":
        finish(either.begin("import", "--resume", batch))
    assert either.rows(SEEN) == [whole]
    for _ in range(kills):
        if _state(either, batch) != "UNDONE":
            amid += _killed(either, ("undo", batch), thrown.uniform(0, 0.3), whole)
    if _state(either, batch) != "UNDONE":
        finish(either.begin("undo", batch))
    for table in ("sales_sale", "sales_product", "customers_customer", "sales_hiddenbatch"):
        assert either.rows(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608
    assert amid > kills // 2


def _state(shop: Shop, batch: int) -> str:
    return str(shop.rows("SELECT state FROM intake_batch WHERE id = ?", batch)[0][0])


def _killed(shop: Shop, words: tuple[object, ...], instant: float, whole: tuple[int, int]) -> bool:
    """Kill a command some time after its work began; whether it was amid its work.

    Readers see all sales of the file or none, and no row of it is there twice.
    """
    process = shop.begin(*words)
    at_work = "SELECT count(*) FROM jobs_job WHERE state = 'running' AND lease_until > '2026-06-01'"
    while process.poll() is None and not shop.rows(at_work)[0][0]:
        time.sleep(0.005)
    time.sleep(instant)
    amid = process.poll() is None
    said = kill(process)
    assert amid or process.returncode == 0, said
    # A minute passes: the place of the dead is free again.
    late = "UPDATE jobs_job SET lease_until = '2026-01-01 00:00:00' WHERE state = 'running'"
    shop.rows(f"{late} RETURNING 1")
    assert shop.rows(SEEN)[0] in ((0, 0), whole)
    twice = 'SELECT batch, "row" FROM sales_sale GROUP BY batch, "row" HAVING count(*) > 1'
    assert shop.rows(twice) == []
    assert shop.sound()
    return amid
