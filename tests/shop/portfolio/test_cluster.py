"""With one setting a cluster of Spark answers for the shop what DuckDB answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.engines.cluster import QUICK, cluster
from tests.shop.mart.test_from_shop import goen, told
from tests.shop.run.conftest import shop  # noqa: F401 - a fixture
from tests.shop.run.kit import finish

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.run.kit import Shop

WORK = "tests.shop.portfolio.work"
SAMPLE = ("--customers", "60", "--years", "3", "--seed", "5", "--until", "2026-10-31")


@pytest.mark.spark
def test_a_cluster_answers_as_duckdb_does(shop: Shop, tmp_path: Path) -> None:  # noqa: F811
    goen("sample", "--out", tmp_path, *SAMPLE)
    finish(shop.module("tests.shop.mart.work", "fill", tmp_path / "sales.csv"))
    here, there = tmp_path / "here.json", tmp_path / "there.json"
    affected, written = json.loads(finish(shop.module(WORK, "analyze", here)).split("\n")[-2])
    assert affected == written > 40
    with cluster(tmp_path) as address:
        shop.more["GOEN_ENGINE"] = address
        shop.more["PYSPARK_SUBMIT_ARGS"] = (
            f'--conf spark.executor.memory=512m --driver-java-options "{QUICK}"'
            f' --conf "spark.executor.extraJavaOptions={QUICK}" pyspark-shell'
        )
        said = finish(shop.module(WORK, "analyze", there))
        assert "Registered app" in (tmp_path / "master.log").read_text()
    # Nobody's standing is another one, so nothing was written.
    assert json.loads(said.split("\n")[-2]) == [0, 0]
    assert told(there) == told(here)
