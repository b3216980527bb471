"""Any table as it stands: cells are texts, rows keep their numbers, nothing is lost."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.sheets import Grid, UnableToRead, read_grid
from goen.sheets._grid_cells import cell_text

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[tuple[Any, ...]]


def read(path: Path, **options: Any) -> tuple[Grid, Rows]:
    to = path.with_name("grid.parquet")
    grid = read_grid(path, name=path.name, to=to, **options)
    rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(to)]).fetchall()
    assert len(rows) == grid.rows
    assert all(len(row) == len(grid.header) + 1 and None not in row for row in rows)
    return grid, rows


def read_bytes(folder: Path, data: bytes, **options: Any) -> tuple[Grid, Rows]:
    path = folder / "table.csv"
    path.write_bytes(data)
    return read(path, **options)


def read_lines(folder: Path, text: str, **options: Any) -> tuple[Grid, Rows]:
    return read_bytes(folder, text.encode(), **options)


def test_cells_of_text_stay_as_they_stand(tmp_path: Path) -> None:
    grid, rows = read_lines(tmp_path, "番号,名前,メモ\r\n0012, 山田 ,\r\n1e3,,12.50\r\n")
    assert grid.header == ("番号", "名前", "メモ")
    assert (grid.header_row, grid.titles, grid.rows, grid.blank) == (1, 0, 2, 0)
    assert (grid.content, grid.encoding, grid.delimiter) == ("text", "utf-8", ",")
    assert rows == [(2, "0012", " 山田 ", ""), (3, "1e3", "", "12.50")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1200.0, "1200"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (1e-7, "0.0000001"),
        (2.0**53 - 1, "9007199254740991"),
        (True, "TRUE"),
        (None, ""),
        ("a\r\nb\rc", "a\nb\nc"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 14, 20), "2026-01-05 14:20:00"),  # noqa: DTZ001
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "30:00:00"),
        (timedelta(minutes=-90), "-1:30:00"),
    ],
)
def test_cells_of_workbooks_become_texts(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_rows_have_the_numbers_of_the_lines_they_begin_on(tmp_path: Path) -> None:
    text = '名前,住所\n山田,"東京都\n港区"\n\n佐藤,大阪府\n ,　\n"鈴木","a ""b"""\n'
    grid, rows = read_lines(tmp_path, text)
    assert [row[0] for row in rows] == [2, 5, 7]
    assert rows[0][2] == "東京都\n港区"
    assert rows[2][2] == 'a "b"'
    assert grid.blank == 2


def test_rows_that_are_too_long_keep_all_their_cells(tmp_path: Path) -> None:
    grid, rows = read_lines(tmp_path, "名前,住所\n山田,東京都,3F\n佐藤\n鈴木,大阪府,,,\n")
    assert grid.header == ("名前", "住所", "")
    assert rows == [(2, "山田", "東京都", "3F"), (3, "佐藤", "", ""), (4, "鈴木", "大阪府", "")]
    assert [note.en.split(" (")[0][:36] for note in grid.notes] == [
        "Row 2 has more cells than the header"
    ]


def test_a_header_row_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnableToRead, match="Row 9 cannot be the header"):
        read_lines(tmp_path, "名前,住所\n山田,東京都\n", header_row=9)
