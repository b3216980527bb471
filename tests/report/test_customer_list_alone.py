"""The customer list asked for alone, counted the short way, is the list beside all answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.report import Request, analyze

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
HEADER = "顧客番号,売上日,金額,取引区分"
TRICKY = (
    *("A1,2025-04-01,1000,売上", "A1,2025-04-01,-1000,返品", "A1,2025/4/2,500,売上"),
    *("A2,令和7年4月1日,700,売上", "A2,R7.4.1,300,売上", "A2,昭和65年1月1日,300,売上"),
    *("A3,2025-05-01,-400,返品", "A4,2025-05-01,0,売上", " A1 ,2025-06-01,250,売上"),
    *("Ａ２,2025-06-02,90,売上", ",2025-06-03,800,売上", "ZZ000,2025-06-04,900,売上"),
    *("A5,2027-01-01,600,売上", "A5,2026-11-22,600,売上", "A6,2025-02-30,100,売上"),
    *("A6,2025-07-01,abc,売上", "A6,2025-07-01,￥１，２００,売上", "A7,2025-08-01,10,取消"),
    *("A1,2025-04-01,1000,売上", "A8,2024-11-22,70,売上", "A8,2024-11-23,80,売上"),
    *("合計,,99999,", HEADER),
)


def many(seed: int) -> list[str]:
    """Rows of many customers, so that deciles, classes and ties are there to be marked."""
    random = Random(seed)
    rows = []
    for number in range(400):
        day = date(2024, 3, 1) + timedelta(days=random.randrange(900))
        amount = random.choice((500, 500, 500, 1200, 3000, -500))
        rows.append(f"K{number % 130:03},{day},{amount},売上")
    return rows


def listed(request: Request, path: Path) -> tuple[list[str], list[tuple[object, ...]], object]:
    """The columns and the rows of the list, and what was said of the reading of the files."""
    outcome = analyze(
        request=replace(request, customers=path), today=TODAY, progress=lambda _: None
    )
    assert path in outcome.written
    assert outcome.answers is not None
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(path))
        kept = [name for name in table.columns if name != "median_interval"]
        rows = table.select(*kept).fetchall()
    return kept, rows, (outcome.exit_code, outcome.answers["input"], outcome.answers["cpm"])


@pytest.mark.parametrize("rows", [TRICKY, (*TRICKY, *many(1)), many(2), many(3)[:9]])
@pytest.mark.parametrize(
    "options", [{}, {"anonymous": "ZZ*"}, {"as_of": date(2025, 6, 2)}, {"rfm": "quantile"}]
)
def test_the_list_alone_is_the_list_beside_all_answers(
    tmp_path: Path, rows: list[str], options: dict[str, object]
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    second = tmp_path / "again.csv"
    second.write_text("\n".join([HEADER, *rows[:5], ""]), encoding="utf-8")
    asked = replace(Request(files=(path, second)), **options)
    for overlap in ("keep", "once"):
        request = replace(asked, overlap=overlap)
        alone = listed(request, tmp_path / "alone.parquet")
        beside = listed(replace(request, json=tmp_path / "all.json"), tmp_path / "beside.parquet")
        assert alone == beside
        customers = [row[0] for row in alone[1]]
        assert customers == sorted(customers)
