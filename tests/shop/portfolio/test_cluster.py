"""With one setting a cluster of Spark answers for the shop what DuckDB answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.cluster import QUICK, cluster
from tests.shop.mart.test_from_shop import goen, told
from tests.shop.run.conftest import shop  # noqa: F401 - a fixture
from tests.shop.run.kit import finish

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.run.kit import Shop

WORK = "tests.shop.portfolio.work"
ANALYZED = "-- analyzed --"
SAMPLE = ("--customers", "60", "--years", "3", "--seed", "5", "--until", "2026-10-31")


@pytest.mark.spark
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_a_cluster_answers_as_duckdb_does(
    shop: Shop,  # noqa: F811
    tmp_path: Path,
    *,
    whole: bool,
) -> None:
    goen("sample", "--out", tmp_path, *SAMPLE)
    finish(shop.module("tests.shop.mart.work", "fill", tmp_path / "sales.csv"))
    here, there = (
        ((path,) if whole else ()) for path in (tmp_path / "duckdb.json", tmp_path / "spark.json")
    )
    on_duckdb, (affected, written) = _answered(shop, *here)
    assert affected == written > 40
    with cluster(tmp_path) as address:
        shop.more["GOEN_ENGINE"] = address
        shop.more["PYSPARK_SUBMIT_ARGS"] = (
            f'--conf spark.executor.memory=512m --driver-java-options "{QUICK}"'
            f' --conf "spark.executor.extraJavaOptions={QUICK}" pyspark-shell'
        )
        on_spark, changed = _answered(shop, *there)
        assert "Registered app" in (tmp_path / "master.log").read_text()
    assert changed == [0, 0]  # nobody's standing is another one, so nothing was written
    assert on_spark == on_duckdb


def _answered(own: Shop, *path: Path) -> tuple[Any, list[int]]:
    """What `goen analyze --from-shop` says, and what an update did."""
    said, _, updated = finish(own.module(WORK, "analyze", *path)).rpartition(f"{ANALYZED}\n")
    changed: list[int] = json.loads(updated.strip().split("\n")[-1])
    return told(*path) if path else said[said.index("\nRanks") :], changed
