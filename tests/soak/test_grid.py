"""Five million rows as a grid: each row with its number, in bounded memory, either way."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 5_000_000
MOST_MB = 1_500
# The first cell tells the line on which its row has to begin.
MADE = """
    COPY (
        SELECT i + 2 + {more} AS "行", 'C' || i % 90000 AS "番号", '山田' || i % 7919 AS "氏名",
            DATE '2026-01-01' + (i % 300)::INTEGER AS "日付", i % 99991 AS "金額",
            {memo} AS "メモ"
        FROM range({rows}) r(i)
    ) TO '{path}' (HEADER, DELIMITER ',')
"""
READ = """
import resource, sys
from pathlib import Path
from goen.sheets import read_grid
grid = read_grid(sys.argv[1], name="big.csv", to=Path(sys.argv[2]), words=["番号", "氏名"])
print(grid.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.soak
@pytest.mark.parametrize(
    ("memo", "more", "last"),
    [
        ("''", "0", ""),
        # every tenth row goes over two lines
        ("CASE WHEN i % 10 = 0 THEN 'a' || chr(10) || 'b' ELSE 'c' END", "(i + 9) // 10", ""),
        # a blank line among the others: row by row
        ("''", "0", "\n\n9,9\n"),
    ],
)
def test_five_million_rows(memo: str, more: str, last: str, tmp_path: Path) -> None:
    path, to = tmp_path / "big.csv", tmp_path / "grid.parquet"
    duckdb.sql(MADE.format(more=more, memo=memo, rows=ROWS, path=path))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(last)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(to)], capture_output=True, text=True, check=True
    )
    rows, memory = map(int, done.stdout.split())
    assert rows == ROWS + bool(last)
    assert memory < MOST_MB
    wrong = "SELECT count(*) FROM read_parquet(?) WHERE c0 <> '9' AND row <> CAST(c0 AS INTEGER)"
    assert duckdb.execute(wrong, [str(to)]).fetchall() == [(0,)]
