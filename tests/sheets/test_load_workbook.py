"""Workbooks: cells with types, several sheets, merged headers, and how they are refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from xlsxwriter import Workbook

from goen.sheets import UnableToRead, UnknownSheet
from tests.sheets._files import HEADER, loaded, sales_of, text_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

HEADS = HEADER.split(",")
Sheets = dict[str, "Sequence[Sequence[Any]]"]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: sheet name → rows; dates get a date format."""

    def write(sheets: Sheets, *, name: str = "sales.xlsx", **options: Any) -> Path:
        path = tmp_path / name
        with Workbook(str(path), options) as workbook:
            form = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for title, rows in sheets.items():
                sheet = workbook.add_worksheet(title)
                for number, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if isinstance(cell, date):
                            sheet.write_datetime(number, column, cell, form)
                        elif cell is not None:
                            sheet.write(number, column, cell)
        return path

    return write


def test_typed_cells_are_read_as_what_they_are(book: Callable[..., Path]) -> None:
    rows = [
        HEADS,
        ["0012", date(2025, 4, 1), 1200],
        [12, datetime.fromisoformat("2025-04-02T23:59:00"), 800.0],
        ["山田", "令和7年4月3日", "¥1,000"],
        ["B", 45750, "△500"],
    ]
    assert sales_of(book({"売上": rows})) == [
        ("0012", date(2025, 4, 1), 1200),
        ("12", date(2025, 4, 2), 800),
        ("B", date(2025, 4, 3), -500),
        ("山田", date(2025, 4, 3), 1000),
    ]


def test_rejections_name_sheet_row_and_column(book: Callable[..., Path]) -> None:
    path = book({"売上": [["4月の売上"], [], HEADS, ["A", date(2025, 4, 1), 1.5], [True, "x", 1]]})
    report = loaded(path)
    assert report.rows_rejected == 2
    assert [(r.sheet, r.row, r.column, r.value) for r in report.rejections] == [
        ("売上", 4, "金額", "1.5"),
        ("売上", 5, "顧客番号", "True"),
        ("売上", 5, "売上日", "x"),
    ]


def test_true_is_not_taken_for_one(book: Callable[..., Path]) -> None:
    path = book({"売上": [HEADS, ["A", date(2025, 4, 1), 1], ["B", date(2025, 4, 1), True]]})
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected) == (1, 1)


def test_all_sheets_with_the_same_columns_are_read_and_others_named(
    book: Callable[..., Path],
) -> None:
    path = book(
        {
            "4月": [HEADS, ["A", date(2025, 4, 1), 100]],
            "5月": [HEADS, ["B", date(2025, 5, 1), 200]],
            "店舗": [["店舗", "地域"], ["新宿", "東京"]],
            "空": [],
        }
    )
    report = loaded(path)
    assert report.sales == 300
    assert [file.sheet for file in report.files] == ["4月", "5月"]
    assert any("店舗" in note.ja for note in report.notes)


def test_one_sheet_by_name_or_number(book: Callable[..., Path]) -> None:
    path = book(
        {
            "4月": [HEADS, ["A", date(2025, 4, 1), 100]],
            "5月": [HEADS, ["B", date(2025, 5, 1), 200]],
        }
    )
    assert loaded(path, sheet="5月").sales == 200
    assert loaded(path, sheet="1").sales == 100
    for wanted in ("6月", "3", "0", "²"):
        with pytest.raises(UnknownSheet, match="no sheet"):
            loaded(path, sheet=wanted)


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with Workbook(str(path)) as workbook:
        for title, amount in (("見える", 100), ("古い", 999)):
            sheet = workbook.add_worksheet(title)
            sheet.write_row(0, 0, HEADS)
            sheet.write_row(1, 0, ["A", "2025-04-01", amount])
        sheet.hide()
    report = loaded(path)
    assert report.sales == 100
    assert any("古い" in note.ja for note in report.notes)


def test_a_merged_header_of_two_rows_with_titles_and_totals(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("月次")
        sheet.write(0, 0, "売上一覧（2025年）")
        sheet.merge_range(2, 0, 2, 1, "顧客")
        sheet.merge_range(2, 2, 2, 3, "売上")
        sheet.write_row(3, 0, ["番号", "氏名", "日付", "金額"])
        sheet.write_row(4, 0, ["A1", "山田", "2025-04-01", 100])
        sheet.write_row(5, 0, ["A2", "鈴木", "2025-04-02", 200])
        sheet.write_row(6, 0, ["合計", None, None, 300])
    report = loaded(path)
    assert (report.rows, report.sales, report.totals, report.titles) == (2, 300, 1, 1)


def test_numbers_of_days_count_from_1904_where_the_workbook_says_so(
    book: Callable[..., Path],
) -> None:
    rows = [HEADS, *([f"C{n}", 44288 + n, 100] for n in range(12))]
    path = book({"売上": rows}, date_1904=True)
    assert sales_of(path)[0][1] == date(2025, 4, 3)


def test_a_sheet_that_begins_away_from_the_corner(book: Callable[..., Path]) -> None:
    rows: list[list[Any]] = [[], [], [None, None, *HEADS], [None, None, "A", date(2025, 4, 1), 7]]
    rows.append([None, None, "B", "?", 7])
    report = loaded(book({"売上": rows}))
    assert (report.rows_used, report.rows_rejected) == (1, 1)
    assert next(iter(report.rejections)).row == 5


def test_a_workbook_named_csv_and_text_named_xlsx_are_read_by_their_content(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [HEADS, ["A", date(2025, 4, 1), 100]]
    assert loaded(book({"売上": rows}, name="really-a-workbook.csv")).sales == 100
    text = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,100\n", name="really-text.xlsx")
    assert loaded(text).sales == 100


def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(UnableToRead, match="stray cells"):
        loaded(path)


@pytest.mark.parametrize(
    "name",
    [
        "calamine/pass_protected.xlsx",
        "calamine/pass_protected.xlsb",
        "sheetjs/password_2002_40_basecrypto.xls",
    ],
)
def test_a_password_is_named_as_the_reason(shared_data: Path, name: str) -> None:
    with pytest.raises(UnableToRead, match="password"):
        loaded(shared_data / "excel_wild" / name)


def test_every_workbook_found_in_the_wild_is_read_or_politely_refused(shared_data: Path) -> None:
    files = [
        path
        for path in sorted((shared_data / "excel_wild").rglob("*.*"))
        if path.suffix in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
    ]
    assert len(files) > 50
    for path in files:
        with pytest.raises(UnableToRead) as refused:  # none of them has a customer
            loaded(path)
        message = refused.value.message()
        assert str(path) in message.ja and str(path) in message.en


def test_a_table_of_one_shop_is_read_when_the_user_says_what_counts_as_customer(
    shared_data: Path,
) -> None:
    """The encoding samples have no customer; the shop column can stand in for one."""
    folder = shared_data / "excel_wild" / "encoding_samples"
    columns = {"customer": "店舗"}
    told = {
        (report.rows_used, report.sales)
        for name in ("cp932", "utf8", "utf8_bom", "utf16le")
        for report in [loaded(folder / f"uriage_{name}.csv", columns=columns)]
    }
    assert len(told) == 1
    report = loaded(folder / "sales.xlsx", columns=columns)
    assert (report.rows_used, report.files[0].sheet) == (144, "売上データ")


def test_sheets_too_large_to_hold_are_parsed_again_when_they_are_read(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.sheets._load._MOST_KEPT", 10)
    sheets = {f"{month}月": [HEADS, ["A", date(2025, month, 1), month]] for month in range(1, 7)}
    assert loaded(book(sheets)).sales == 21


def test_a_sheet_without_an_optional_column_still_goes_with_the_others(
    book: Callable[..., Path],
) -> None:
    path = book(
        {
            "4月": [[*HEADS, "商品名"], ["A", date(2025, 4, 1), 100, "茶"]],
            "5月": [HEADS, ["B", date(2025, 5, 1), 200]],
        }
    )
    assert sales_of(path) == [
        ("A", date(2025, 4, 1), 100, "茶"),
        ("B", date(2025, 5, 1), 200, None),
    ]
