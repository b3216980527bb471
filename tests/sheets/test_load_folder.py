"""A folder that holds more than sales: own outputs and tables of other things are skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from openpyxl import Workbook

from goen.sheets import UnableToRead, write_csv, write_parquet, write_rejections
from tests.sheets._files import HEADER, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path

LIST = (
    "CREATE TABLE list AS SELECT n::VARCHAR AS customer, 'steady' AS rank, 'active' AS status,"
    " DATE '2024-01-01' + n::INTEGER AS first_day, DATE '2024-06-01' + n::INTEGER AS last_day,"
    " 3 AS occasions, n * 100 AS sales, n AS tenure FROM range(1, 60) t(n)"
)
SALES = HEADER + "\n" + "".join(f"C{n % 7},2024-01-{n % 28 + 1:02d},{n}00\n" for n in range(1, 40))


def with_customer_list(folder: Path) -> Path:
    connection = duckdb.connect()
    connection.execute(LIST)
    write_csv(connection, "list", folder / "customers.csv")
    write_parquet(connection, "list", folder / "customers.parquet")
    return text_file(folder, SALES + "C1,いつか,100\n")


def test_own_outputs_in_a_folder_are_skipped_with_a_line_each(tmp_path: Path) -> None:
    sales = with_customer_list(tmp_path)
    write_rejections(loaded(sales), tmp_path / "rejected.xlsx")
    book = Workbook()
    for row in (
        ["お客様の分析"],
        ["基準日 2024年6月1日・決まり 通販：離脱 240日以上"],
        [],
        ["a", 1],
    ):
        book.worksheets[0].append(row)
    people = book.create_sheet("顧客一覧")
    heads = [
        "お客様番号",
        "ランク",
        "状態",
        "最終購入からの日数",
        "購入回数",
        "累計金額",
        "初回購入日",
    ]
    people.append(heads)
    for n in range(30):
        people.append([f"C{n}", "コツコツ客", "現役", n, 3, 1000 + n, "2024-01-01"])
    book.save(tmp_path / "report.xlsx")
    report = loaded(tmp_path)
    assert [file.file for file in report.files] == [str(sales)]
    assert report.rows_used == 39
    assert len(report.notes) == 4
    assert all("written by Goen" in note.en and len(note.ja) < 200 for note in report.notes)


def test_an_own_output_given_by_name_is_refused(tmp_path: Path) -> None:
    with_customer_list(tmp_path)
    for name in ("customers.csv", "customers.parquet"):
        with pytest.raises(UnableToRead, match="written by Goen"):
            loaded(tmp_path / name)


def test_a_doubtful_table_of_a_folder_is_skipped_in_one_line(tmp_path: Path) -> None:
    sales = text_file(tmp_path, SALES)
    visits = "顧客番号,最終来店日,来店\n" + "".join(
        f"C{n},2024-01-{n:02d},{n}\n" for n in range(1, 25)
    )
    text_file(tmp_path, visits, name="visits.csv")
    text_file(tmp_path, "商品コード,商品名\nA,りんご\nB,みかん\n", name="products.csv")
    report = loaded(tmp_path)
    assert [file.file for file in report.files] == [str(sales)]
    assert len(report.notes) == 2
    assert all("--columns" not in note.ja for note in report.notes)


def test_skipped_sheets_are_one_line_each(tmp_path: Path) -> None:
    book = Workbook()
    for line in SALES.splitlines():
        book.worksheets[0].append(line.split(","))
    other = book.create_sheet("商品")
    for row in (["商品コード", "商品名"], ["A", "りんご"], ["B", "みかん"]):
        other.append(row)
    book.save(tmp_path / "book.xlsx")
    report = loaded(tmp_path / "book.xlsx")
    assert report.rows_used == 39
    assert len(report.notes) == 1
    assert "--columns" not in report.notes[0].ja


def test_a_column_headed_customer_goes_before_names(tmp_path: Path) -> None:
    rows = "".join(f"{n},客{n % 5},2024-01-{n % 28 + 1:02d},{n}00\n" for n in range(1, 60))
    report = loaded(text_file(tmp_path, "customer,customer_name,date,sales\n" + rows))
    assert report.files[0].plan.headers["customer"] == "customer"
