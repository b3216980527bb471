"""Several files, folders, standard input, Parquet; rows that stand in two files."""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.sheets._files import HEADER, loaded, sales_of, text_file, told

if TYPE_CHECKING:
    from pathlib import Path

APRIL = f"{HEADER}\nA,2025-04-01,100\nA,2025-04-01,100\nB,2025-04-30,200\n"
OVERLAPPING = f"{HEADER}\nB,2025-04-30,200\nA,2025-04-01,100\nC,2025-05-01,300\n"


def test_a_folder_is_read_by_name_and_what_is_skipped_is_said(tmp_path: Path) -> None:
    text_file(tmp_path, APRIL, name="b.csv")
    text_file(tmp_path, f"{HEADER}\nC,2025-05-01,300\n", name="a.csv")
    text_file(tmp_path, "店舗,地域\n新宿,東京\n", name="shops.csv")
    text_file(tmp_path, "lock", name="~$b.xlsx")
    text_file(tmp_path, "secret", name=".hidden.csv")
    text_file(tmp_path, "hello", name="readme.md")
    report = loaded(tmp_path)
    assert [file.file.rsplit("/", 1)[-1] for file in report.files] == ["a.csv", "b.csv"]
    said = " ".join(note.ja for note in report.notes)
    assert all(name in said for name in ("shops.csv", "~$b.xlsx", ".hidden.csv", "readme.md"))


def test_a_file_given_twice_is_read_once_and_said(tmp_path: Path) -> None:
    path = text_file(tmp_path, APRIL)
    report = loaded(path, tmp_path)
    assert report.rows == 3
    assert any("given twice" in note.en for note in report.notes)


def test_rows_in_two_files_are_counted_and_kept(tmp_path: Path) -> None:
    report = loaded(
        text_file(tmp_path, APRIL, name="a.csv"), text_file(tmp_path, OVERLAPPING, name="b.csv")
    )
    assert (report.rows_used, report.overlap_rows, report.excluded.overlap) == (6, 2, 0)


def test_rows_in_two_files_count_once_as_often_as_one_file_has_them(tmp_path: Path) -> None:
    files = (
        text_file(tmp_path, APRIL, name="a.csv"),
        text_file(tmp_path, OVERLAPPING, name="b.csv"),
    )
    report = told(*files, overlap="once")
    assert report["sales"] == [
        ("A", date(2025, 4, 1), 100),
        ("A", date(2025, 4, 1), 100),
        ("B", date(2025, 4, 30), 200),
        ("C", date(2025, 5, 1), 300),
    ]
    assert report["rows"] == (6, 4, 0)
    assert report["excluded"].overlap == report["overlap"] == 2
    assert told(*reversed(files), overlap="once")["sales"] == report["sales"]


def test_rows_that_differ_in_an_optional_column_do_not_overlap(tmp_path: Path) -> None:
    one = text_file(tmp_path, f"{HEADER},商品名\nA,2025-04-01,100,茶\n", name="a.csv")
    two = text_file(tmp_path, f"{HEADER},商品名\nA,2025-04-01,100,菓子\n", name="b.csv")
    assert loaded(one, two).overlap_rows == 0


def test_files_with_different_columns_come_together(tmp_path: Path) -> None:
    one = text_file(tmp_path, f"{HEADER},商品名\nA,2025-04-01,100,茶\n", name="a.csv")
    two = text_file(tmp_path, "会員ID\t購入日\t税込金額\nB\t2025/5/1\t\\200\n", name="b.tsv")
    assert sales_of(one, two) == [
        ("A", date(2025, 4, 1), 100, "茶"),
        ("B", date(2025, 5, 1), 200, None),
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(APRIL.encode("cp932")))
    monkeypatch.setattr(sys, "stdin", stream)
    report = loaded("-")
    assert report.rows_used == 3
    assert report.files[0].file == "<stdin>"


@pytest.mark.parametrize(
    "select",
    [
        "'C' || (i % 7) AS customer_id, DATE '2025-04-01' + i::INTEGER AS date,"
        " i * 10 - 30 AS amount",
        "(i % 7) AS customer_id, TIMESTAMP '2025-04-01 23:00:00' + INTERVAL (i) DAY AS date,"
        " (i * 10 - 30)::DOUBLE AS amount",
        "'C' || (i % 7) AS customer_id,"
        " strftime(DATE '2025-04-01' + i::INTEGER, '%Y/%m/%d') AS date,"
        " (i * 10 - 30)::DECIMAL(12, 2) AS amount",
    ],
)
def test_parquet_of_any_types(tmp_path: Path, select: str) -> None:
    path = tmp_path / "sales.parquet"
    with duckdb.connect() as connection:
        connection.sql("FROM range(50) AS t(i)").project(select).write_parquet(str(path))
    report = loaded(path)
    assert (report.rows, report.excluded.zero, report.rows_rejected) == (50, 1, 0)
    assert report.sales == sum(i * 10 - 30 for i in range(50))
    assert report.last_date == date(2025, 5, 20)
    assert report.files[0].fast


def test_unclear_rows_of_parquet_are_rejected_by_number(tmp_path: Path) -> None:
    path = tmp_path / "sales.parquet"
    with duckdb.connect() as connection:
        connection.sql(
            "SELECT * FROM (VALUES ('A', '2025-04-01', 1), ('B', '2025-02-30', 2),"
            " (NULL, NULL, NULL), (NULL, '2025-04-02', 3)) AS t(customer_id, date, amount)"
        ).write_parquet(str(path))
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected, report.excluded.no_customer) == (1, 1, 1)
    assert report.blank == 1
    assert [rejection.row for rejection in report.rejections] == [3]


def test_a_column_named_by_the_user_need_not_be_in_every_file_of_a_folder(tmp_path: Path) -> None:
    text_file(tmp_path, "人,日,円\nA,2025-04-01,100\n", name="a.csv")
    text_file(tmp_path, "店舗,地域\n新宿,東京\n", name="b.csv")
    columns = {"customer": "人", "date": "日", "amount": "円"}
    assert loaded(tmp_path, columns=columns).sales == 100
