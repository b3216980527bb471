"""Rows dated after today: not counted, and told one by one, whichever way they are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from goen.sheets import write_rejections
from tests.sheets._files import HEADER, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path

    from goen.sheets import LoadReport

ROWS = "A,2026-11-21,1\n\nB,2026-11-22,2\nC,2025-02-30,3\nD,2027-01-01,0\n,2026-12-01,4\nE,x,5\n"


def listed(report: LoadReport) -> list[tuple[int, str, str]]:
    """Row, column and value of each row after today."""
    assert report.future is not None
    each = list(report.future.each)
    assert len(each) == report.future.rows == report.excluded.future
    assert all("2026/11/21" in found.reason.ja for found in each)
    assert all("2026-11-21" in found.reason.en for found in each)
    return [(found.row, found.column, found.value) for found in each]


def test_rows_after_today_are_told_with_their_place(tmp_path: Path) -> None:
    report = loaded(text_file(tmp_path, f"売上一覧\n{HEADER}\n{ROWS}"))
    assert report.files[0].fast
    assert listed(report) == [
        (5, "売上日", "2026-11-22"),
        (7, "売上日", "2027-01-01"),
        (8, "売上日", "2026-12-01"),
    ]
    assert [found.row for found in report.rejections] == [6, 9]


def test_dates_that_take_python_are_told_too(tmp_path: Path) -> None:
    rows = "A,令和7年4月1日,1\nB,令和9年1月2日,2\nC,令和8年11月22日,3\n"
    report = loaded(text_file(tmp_path, f"{HEADER}\n{rows}"))
    assert not report.files[0].fast
    assert listed(report) == [(3, "売上日", "令和9年1月2日"), (4, "売上日", "令和8年11月22日")]


def test_rows_of_workbooks_are_told_with_their_sheet(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with Workbook(str(path)) as workbook:
        form = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for title, day in (("春", date(2025, 4, 1)), ("冬", date(2027, 1, 5))):
            sheet = workbook.add_worksheet(title)
            sheet.write_row(0, 0, HEADER.split(","))
            sheet.write(1, 0, "A")
            sheet.write_datetime(1, 1, day, form)
            sheet.write(1, 2, 100)
    report = loaded(path)
    assert report.future is not None
    assert [(found.sheet, *found[2:5]) for found in report.future.each] == [
        ("冬", 2, "売上日", "2027-01-05")
    ]


def test_a_cancelled_row_after_today_is_told_even_without_an_amount(tmp_path: Path) -> None:
    rows = "A,2025-04-01,1,売上\nB,2027-04-01,?,取消\nC,?,?,取消\n"
    report = loaded(text_file(tmp_path, f"{HEADER},区分\n{rows}"))
    assert listed(report) == [(3, "売上日", "2027-04-01")]
    assert report.excluded.cancelled == 1


def test_with_a_given_day_later_rows_are_only_counted(tmp_path: Path) -> None:
    report = loaded(text_file(tmp_path, f"{HEADER}\n{ROWS}"), as_of=date(2026, 11, 21))
    assert report.future is None
    assert not report.excluded.future
    assert report.excluded.after_as_of == 3


@pytest.mark.parametrize(
    ("lang", "rejected", "later"),
    [
        ("ja", "読めなかった行", "今日より後の行"),
        ("en", "Rejected rows", "Rows after today"),
    ],
)
def test_they_stand_in_a_sheet_of_their_own(
    tmp_path: Path, lang: str, rejected: str, later: str
) -> None:
    path = tmp_path / "rejected.xlsx"
    source = text_file(tmp_path, f"{HEADER}\n{ROWS}")
    write_rejections(loaded(source), path, lang=lang)
    book = load_workbook(path)
    assert book.sheetnames == [rejected, later]
    rows = list(book[later].iter_rows(values_only=True))
    assert len(rows) == 1 + 3
    assert rows[1][:5] == (str(source), None, 4, "売上日", "2026-11-22")


def test_without_a_rejected_row_there_is_no_sheet_of_them(tmp_path: Path) -> None:
    path = tmp_path / "rejected.xlsx"
    source = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\nB,2027-04-01,2\n")
    write_rejections(loaded(source), path, lang="ja")
    assert load_workbook(path).sheetnames == ["今日より後の行"]
