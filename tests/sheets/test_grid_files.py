"""Files as they come: other encodings, other names, damage, passwords, bombs, absurd sizes."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from goen.sheets import Grid, UnableToRead, UnknownSheet
from tests.sheets.test_grid import Rows, read, read_bytes, read_lines

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "番号,氏名,メモ\r\n001,髙橋①,㈱あ\r\n002,山田,～\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc_jis_2004"],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str, tmp_path: Path) -> None:
    text = TEXT.replace("髙", "高").replace("～", "-") if "euc" in encoding else TEXT
    grid, rows = read_bytes(tmp_path, text.replace("\r\n", end).encode(encoding))
    lines = text.split("\r\n")
    assert grid.header == tuple(lines[0].split(","))
    assert rows == [(at, *line.split(",")) for at, line in enumerate(lines[1:-1], 2)]


def test_public_customers_are_read_whole(shared_data: Path, tmp_path: Path) -> None:
    grid, rows = _public(shared_data / "jp_100knocks" / "customer.csv", tmp_path)
    assert (grid.rows, grid.header_row, grid.header[:2]) == (
        21_971, 1, ("customer_id", "customer_name"),
    )  # fmt: skip
    assert rows[0][:2] == (2, "CS021313000114")
    assert rows[-1][0] == 21_972


@pytest.mark.parametrize(
    ("name", "row", "rows", "first"),
    [
        ("jp_edinet/EdinetcodeDlInfo_20220221_cp932_corp.csv", 2, 7_177, "ＥＤＩＮＥＴコード"),
        ("jp_localgov/2019/localgovjp-sjis.csv", 1, 1_916, "pid"),
        ("jp_100knocks/product_full_UTF-8_header.tsv", 1, 10_030, "product_cd"),
        ("jp_holidays/syukujitsu.csv", 1, 1_067, "国民の祝日・休日月日"),
        ("excel_wild/encoding_samples/sales.xlsx", 1, 144, "日付"),
        ("excel_wild/calamine/header-row.xlsx", 9, 1, "Columns"),
        ("splink/data/transactions_origin.parquet", 1, 45_326, "ground_truth"),
        ("hillstrom/hillstrom.csv.gz", 1, 64_000, "recency"),
    ],
)
def test_public_tables(
    name: str, row: int, rows: int, first: str, shared_data: Path, tmp_path: Path
) -> None:
    grid, _ = _public(shared_data / name, tmp_path)
    assert (grid.header_row, grid.rows, grid.header[0]) == (row, rows, first)


def _public(path: Path, folder: Path) -> tuple[Grid, Rows]:
    link = folder / path.name
    link.symlink_to(path)
    return read(link)


def test_every_file_in_the_wild_is_a_grid_or_politely_refused(
    shared_data: Path, tmp_path: Path
) -> None:
    files = [path for path in (shared_data / "excel_wild").rglob("*") if path.is_file()]
    read_ones = 0
    for number, path in enumerate(sorted(files)):
        (tmp_path / str(number)).mkdir()
        try:
            _public(path, tmp_path / str(number))
            read_ones += 1
        except UnableToRead as refused:
            assert refused.file == path.name
            assert refused.reason.ja and refused.reason.en
    assert len(files) > 50
    assert read_ones > len(files) - 8


def test_errors_and_padded_figures_are_told_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        forms = ["00000", "000-0000", '"No."000', "[<=999]000;000\\-0000", "#,##0", "0"]
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f", "g", "h"])
        for place, form in enumerate(forms):
            sheet.write_number(1, place, 600042, book.add_format({"num_format": form}))
        sheet.write_number(2, 0, 12, book.add_format({"num_format": "00000"}))
        sheet.write_formula(2, 6, "=NA()", None, "#N/A")
        sheet.write_formula(2, 7, "=1/0", None, "#DIV/0!")
    _, rows = read(path)
    assert rows == [
        (2, "600042", "060-0042", "600042", "060-0042", "600042", "600042", "", ""),
        (3, "00012", "", "", "", "", "", "#N/A", "#DIV/0!"),
    ]


def test_dates_of_either_epoch(shared_data: Path, tmp_path: Path) -> None:
    for name, epoch in (("date.xlsx", False), ("date_1904.xlsx", True)):
        grid, rows = _public(shared_data / "excel_wild" / "calamine" / name, tmp_path)
        assert grid.epoch_1904 == epoch
        assert rows[0][1] == "2021-01-01"


def test_a_workbook_named_csv_and_a_csv_named_xlsx_are_read(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as made:
        made.add_worksheet().write_row(0, 0, ["氏名", "住所"])
    (tmp_path / "book.xlsx").rename(book)
    assert read(book)[0].content == "xlsx"
    text = tmp_path / "text.xlsx"
    text.write_text("氏名,住所\n山田,東京\n", encoding="utf-8")
    assert read(text)[0].content == "text"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.4 ", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table>", "HTML"),
        (b"\x89PNG\r\n", "picture"),
        (b"", "empty"),
        (b" \n \n", "empty"),
        (bytes(range(256)) * 8, "no text"),
        (b"PK\x03\x04 cut off", "damaged"),
        (gzip.compress(b"0" * (100 << 20)), "extremely large"),
        (b"a,b\n\xff\xfe\xfd\x80,\x81\n" * 3, "encoding is not known"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(UnableToRead, match=why):
        read_bytes(tmp_path, data)
    assert not (tmp_path / "grid.parquet").exists()


def test_a_zip_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    with pytest.raises(UnableToRead, match="extremely large"):
        read(path)


def test_entities_in_a_workbook_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
        )
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    with pytest.raises(UnableToRead):
        read(path)


def test_a_stray_cell_far_away_is_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["氏名", "住所"])
        sheet.write_string(1_048_575, 16_383, "x")
    with pytest.raises(UnableToRead, match="1,048,576 rows × 16,384 columns"):
        read(path)


@pytest.mark.parametrize(
    ("last", "why"), [((9_999, 9_999), "stray cells"), ((3_000, 16_383), "save it as CSV")]
)
def test_a_sheet_that_takes_too_much_memory_is_named(
    last: tuple[int, int], why: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["氏名", "住所"])
        sheet.write_string(*last, "x")
    with pytest.raises(UnableToRead, match=why):
        read(path)


def test_sixteen_thousand_columns(tmp_path: Path) -> None:
    empty = "," * 16_380
    grid, rows = read_lines(tmp_path, f"氏名,住所{empty}\n山田,東京{empty}\n")
    assert (grid.header, rows) == (("氏名", "住所"), [(2, "山田", "東京")])
    full = ",".join(f"列{place}" for place in range(16_384))
    with pytest.raises(UnableToRead, match="16,384 columns"):
        read_lines(tmp_path, f"{full}\n{full}\n")


def test_an_empty_tail_of_columns_is_cut(tmp_path: Path) -> None:
    grid, _ = read_lines(tmp_path, "氏名,住所,,\n" + "山田,東京,,\n" * 3)
    assert (grid.header, grid.notes) == (("氏名", "住所"), ())
    grid, _ = read_lines(tmp_path, "氏名,住所,,\n" + "山田,東京,,\n" * 3 + "佐藤,大阪,,x\n")
    assert grid.header == ("氏名", "住所", "", "")
    assert "Row 5 has more cells" in grid.notes[0].en


def test_longer_and_shorter_rows_of_a_long_file_keep_their_cells(tmp_path: Path) -> None:
    text = "氏名,住所\n" + "山田,東京\n" * 1_000 + "佐藤\n鈴木,大阪,3F,x\n"
    grid, rows = read_lines(tmp_path, text)
    assert rows[-2:] == [(1_002, "佐藤", "", "", ""), (1_003, "鈴木", "大阪", "3F", "x")]
    assert grid.header == ("氏名", "住所", "", "")
    assert "Row 1003 has more cells" in grid.notes[0].en


def test_a_mark_that_nobody_closed_is_a_letter(tmp_path: Path) -> None:
    grid, rows = read_lines(tmp_path, '氏名,日付\n"山田,2026/1/5\n佐藤,2026/1/6\n')
    assert rows == [(2, '"山田', "2026/1/5"), (3, "佐藤", "2026/1/6")]
    assert "quotation mark" in grid.notes[0].en


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("顧客").write_row(0, 0, ["氏名", "住所"])
    with pytest.raises(UnknownSheet, match="顧客"):
        read(path, sheet="売上")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnableToRead, match="No such file"):
        read(tmp_path / "no.csv")
    with pytest.raises(UnableToRead):
        read(tmp_path)
