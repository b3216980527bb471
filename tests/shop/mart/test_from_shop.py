"""The portfolio of the ledger is that of the file it was filled from."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.shop.run.kit import GOEN, Shop, environment, finish

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ("--customers", "300", "--years", "3", "--seed", "5", "--until", "2026-10-31")
WORK = "tests.shop.mart.work"


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    goen("sample", "--out", folder, *SAMPLE)
    return folder / "sales.csv"


def goen(*words: object) -> None:
    subprocess.run([GOEN, *map(str, words)], env=environment(), check=True, capture_output=True)


def told(path: Path) -> dict[str, Any]:
    """The document without what it says of the files that were read."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found["input"].pop("files")
    found["notes"] = [note for note in found["notes"] if note.get("code") != "reading"]
    return found


def test_the_ledger_gives_the_portfolio_of_the_file(
    either: Shop, sales: Path, tmp_path: Path
) -> None:
    finish(either.module(WORK, "fill", sales))
    of_file, of_shop = tmp_path / "file.json", tmp_path / "shop.json"
    lists = tmp_path / "file.csv", tmp_path / "shop.csv"
    for chosen in ((), ("--as-of", "2025-12-31", "--preset", "retail")):
        goen("analyze", sales, "--json", of_file, "--customers", lists[0], *chosen)
        words = ("--json", of_shop, "--customers", lists[1], *chosen)
        done = either.goen("analyze", "--from-shop", *words)
        assert done.returncode == 0, done.stderr
        assert told(of_shop) == told(of_file)
        assert lists[1].read_bytes() == lists[0].read_bytes()
    if not either.url:
        _without_the_trash(either, of_shop)


def _without_the_trash(shop: Shop, path: Path) -> None:
    """What a customer in the trash bought is what nobody known bought: it stays in the sums."""
    words = ("--as-of", "2025-12-31", "--preset", "retail", "--json", path)
    before = told(path)["input"]
    finish(shop.module(WORK, "trash"))
    assert shop.goen("analyze", "--from-shop", *words).returncode == 0
    after = told(path)["input"]
    assert after["customers"] == before["customers"] - 1
    sums = [found["sales"] + found["no_customer_sales"] for found in (before, after)]
    assert sums[0] == sums[1]
