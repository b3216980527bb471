"""Where the header of any table is: below titles, in two rows, in other words, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.sheets.test_grid import read, read_lines

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ["顧客番号", "氏名", "電話番号", "住所"]


@pytest.mark.parametrize(
    ("text", "words", "row", "header", "titles"),
    [
        ("顧客一覧\n出力日,2026/1/5\n\n顧客番号,氏名\n1,山田\n", WORDS, 4, "顧客番号 氏名", 2),
        ("コード,お名前,TEL\nA01,山田,03-1\nA02,佐藤,03-2\n", (), 1, "コード お名前 TEL", 0),
        ("コード,お名前\n,\nA01,山田\n", WORDS, 1, "コード お名前", 0),
        ("メモ,氏名\n住所,\n顧客番号,氏名,住所\n1,山田,03\n", WORDS, 3, "顧客番号 氏名 住所", 2),
        ("1,山田,03-1234-5678\n2,佐藤,03-1234-5679\n", (), 0, "", 0),
        ("A01,山田,2026/1/5\nA02,佐藤,2026/1/6\n", WORDS, 0, "", 0),
        ("氏名\n山田\n佐藤\n", WORDS, 1, "氏名", 0),
        ("氏名,住所\n", WORDS, 1, "氏名 住所", 0),
        ("山田,東京\n佐藤,大阪\n", (), 1, "山田 東京", 0),
        ("Ｎｏ,氏　名,電話 番号\n1,山田,03\n", WORDS, 1, "Ｎｏ 氏　名 電話 番号", 0),
        ("2024,2025,2026,店\n1,2,3,a\n4,5,6,b\n", ["店"], 1, "2024 2025 2026 店", 0),
    ],
)  # fmt: skip
def test_the_header_is_found(
    text: str, words: list[str], row: int, header: str, titles: int, tmp_path: Path
) -> None:
    grid, _ = read_lines(tmp_path, text, words=words)
    found = (grid.header_row, " ".join(grid.header).strip(), grid.titles)
    assert found == (row, header, titles)


def test_a_header_of_two_rows_is_joined_where_the_words_say_so(tmp_path: Path) -> None:
    text = "一覧,,,\n顧客,,連絡先,\n番号,名称,電話番号,住所\n1,山田,03,東京\n"
    grid, rows = read_lines(tmp_path, text, words=["顧客番号", "顧客名称", "連絡先電話番号"])
    assert grid.header == ("顧客番号", "顧客名称", "連絡先電話番号", "連絡先住所")
    assert (grid.header_row, grid.titles) == (3, 1)
    assert [row[0] for row in rows] == [4]


def test_what_the_upper_row_names_alone_is_kept(tmp_path: Path) -> None:
    grid, _ = read_lines(tmp_path, "番号,氏名,連絡先,\n,,電話,メール\n1,山田,03,a@b.jp\n")
    assert grid.header == ("番号", "氏名", "連絡先電話", "連絡先メール")


@pytest.mark.parametrize("row", [1, 2, 3])
def test_the_row_that_was_found_is_found_again_when_it_is_given(row: int, tmp_path: Path) -> None:
    text = "顧客,,連絡先,\n番号,名称,電話番号,住所\n1,山田,03,東京\n"
    words = ["顧客番号", "連絡先電話番号"]
    grid, _ = read_lines(tmp_path, text, words=words)
    assert read_lines(tmp_path, text, words=words, header_row=grid.header_row)[0] == grid
    assert read_lines(tmp_path, text, words=words, header_row=row)[0].header_row == row


def test_no_header_when_none_is_wanted(tmp_path: Path) -> None:
    grid, rows = read_lines(tmp_path, "氏名,住所\n山田,東京\n", words=WORDS, header_row=0)
    assert (grid.header_row, grid.header, grid.titles, len(rows)) == (0, ("", ""), 0, 2)


def test_repeated_headers_and_totals_stay(tmp_path: Path) -> None:
    _, rows = read_lines(tmp_path, "氏名,金額\n山田,1\n氏名,金額\n佐藤,2\n合計,3\n", words=WORDS)
    assert [row[1] for row in rows] == ["山田", "氏名", "佐藤", "合計"]


def test_the_sheet_that_fits_best_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in {
            "説明": [["この表の使い方", "1行に1人を書いてください"], ["氏名", "姓と名"]],
            "顧客": [["顧客番号", "氏名", "住所"], ["1", "山田", "東京"]],
            "売上": [["日付", "店", "金額"], *[["2026/1/5", "新宿", str(n)] for n in range(50)]],
            "隠し": [["顧客番号", "氏名", "住所", "電話番号"], ["1", "山田", "東京", "03"]],
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        sheet.hide()
    grid, _ = read(path, words=WORDS)
    assert (grid.sheet, grid.sheets) == ("顧客", ("説明", "顧客", "売上"))
    assert read(path)[0].sheet == "売上"
    assert read(path, words=WORDS, sheet="隠し")[0].header[-1] == "電話番号"
    assert read(path, words=WORDS, sheet="3")[0].sheet == "売上"
