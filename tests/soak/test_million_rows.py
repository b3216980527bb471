"""A million rows: both engines tell the same document, and the ledger balances on both."""

from __future__ import annotations

import json
from datetime import date

import pytest

from goen.report import Request, analyze

TODAY = date(2026, 11, 21)


def document(path, folder, *, engine):
    """The JSON document of one run, without what names the run."""
    out = folder / f"{engine}.json"
    outcome = analyze(
        request=Request(files=(str(path),), json=out, engine=engine),
        today=TODAY,
        progress=lambda _: None,
    )
    assert outcome.exit_code == 0, outcome.messages
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.soak
def test_duckdb_and_spark_tell_the_same_of_a_million_rows(million, tmp_path):
    on_duckdb = document(million, tmp_path, engine="duckdb")
    on_spark = document(million, tmp_path, engine="spark")
    assert on_duckdb["input"]["rows"] == 1_000_000
    for key, told in on_duckdb.items():
        assert on_spark[key] == told, key


@pytest.mark.soak
def test_standing_at_past_days_is_that_of_the_ledger(million, tmp_path):
    whole = document(million, tmp_path, engine="duckdb")
    for month in ("2023-06", "2024-12", "2026-02"):
        year, number = (int(part) for part in month.split("-"))
        end = date(year + number // 12, number % 12 + 1, 1).toordinal() - 1
        out = tmp_path / f"{month}.json"
        request = Request(files=(str(million),), json=out, as_of=date.fromordinal(end))
        analyze(request=request, today=TODAY, progress=lambda _: None)
        then = {
            (row["rank"], row["status"]): row["customers"]
            for row in json.loads(out.read_text(encoding="utf-8"))["cpm"]
        }
        assert then == {
            (row["rank"], row["status"]): row["customers"]
            for row in whole["monthly"]
            if row["month"] == month
        }
