"""Tables out: safe to open, and the same again when they come back."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goen.sheets import (
    Mark,
    OutColumn,
    Replaced,
    UnableToWrite,
    Written,
    write_form,
    write_table,
)
from goen.sheets._guard import guarded, unguarded
from goen.sheets._likeness import as_cp932
from tests.sheets.test_grid import read
from tests.sheets.test_grid_properties import CELL, kept

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    OutColumn("番号", "code"),
    OutColumn("名前", "text", note="姓と名"),
    OutColumn("誕生日", "date"),
    OutColumn("登録", "moment"),
    OutColumn("金額", "money"),
    OutColumn("数", "number"),
    OutColumn("メルマガ", "yes_no", choices=("はい", "いいえ")),
]
ROWS: list[list[Any]] = [
    ["0012", "=1+1", date(2026, 1, 5), datetime(2026, 1, 5, 14, 20), -500, Decimal("1.50"), True],  # noqa: DTZ001
    ["+81-3-1234-5678", "山田\n太郎", date(1899, 5, 1), None, 18150, None, False],
    ["'-x", "@x", None, None, None, 2.0, None],
]
HEADS = [column.name for column in COLUMNS]


def test_a_workbook_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    written = write_table(path, columns=COLUMNS, rows=ROWS, title="お客様", mark=Mark("a", "b"))
    assert written == Written(rows=3, files=(path,))
    grid, rows = read(path, words=HEADS)
    assert (grid.sheets, grid.mark, grid.header) == (("お客様",), Mark("a", "b"), tuple(HEADS))
    assert rows == [
        (2, "0012", "=1+1", "2026-01-05", "2026-01-05 14:20:00", "-500", "1.5", "はい"),
        (3, "+81-3-1234-5678", "山田\n太郎", "1899/05/01", "", "18150", "", "いいえ"),
        (4, "'-x", "@x", "", "", "", "2", ""),
    ]


@pytest.mark.parametrize("form", ["csv-utf8", "csv-cp932"])
def test_a_csv_comes_back(form: Any, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_table(path, columns=COLUMNS, rows=ROWS, format=form)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (form == "csv-utf8")
    grid, rows = read(path, words=HEADS)
    assert grid.header == tuple(HEADS)
    assert rows == [
        (2, "0012", "=1+1", "2026/01/05", "2026/01/05 14:20:00", "-500", "1.50", "はい"),
        (3, "+81-3-1234-5678", "山田\n太郎", "1899/05/01", "", "18150", "", "いいえ"),
        (5, "'-x", "@x", "", "", "", "2", ""),
    ]


def test_nothing_in_a_csv_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [["=1+1"], ["@SUM(A1)"], ["\t=1"], ["＝1"], ["-1"], ["'=1"], ["03-1"]]
    write_table(path, columns=[OutColumn("=x")], rows=rows, format="csv-utf8")
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    assert lines[:-1] == ["'=x", "'=1+1", "'@SUM(A1)", "'\t=1", "'＝1", "'-1", "''=1", "03-1"]


@given(text=CELL)
def test_an_apostrophe_comes_off_as_it_went_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("form", ["xlsx", "csv-utf8"])
@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_whatever_text_goes_out_comes_back(
    form: Any, rows: list[list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "table"
    columns = [OutColumn("番号", "code"), OutColumn("名前"), OutColumn("メモ")]
    write_table(path, columns=columns, rows=rows, format=form)
    _, found = read(path, words=["番号", "名前", "メモ"])
    assert [row[1:] for row in found] == kept(rows)


@settings(max_examples=25, deadline=None)
@given(text=CELL)
def test_shift_jis_has_every_character_or_one_like_it(text: str) -> None:
    fitted, replaced = as_cp932(text)
    assert fitted.encode("cp932").decode("cp932") == fitted
    assert replaced or fitted in (text, unicodedata.normalize("NFC", text))


def test_what_shift_jis_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    columns = [OutColumn("名前"), OutColumn("メモ")]
    rows = [["髙橋", "\u301c①㈱"], ["𠮷野家", "😀é"], ["か\u3099", "葛\U000e0100"]]
    written = write_table(path, columns=columns, rows=rows, format="csv-cp932")
    assert path.read_bytes().decode("cp932").split("\r\n") == [
        "名前,メモ", "髙橋,\uff5e①㈱", "吉野家,〓e", "が,葛", "",
    ]  # fmt: skip
    assert written.replaced == (
        Replaced(2, "メモ", "\u301c", "\uff5e"),
        Replaced(3, "名前", "𠮷", "吉"),
        Replaced(3, "メモ", "😀", "〓"),
        Replaced(3, "メモ", "é", "e"),
        Replaced(4, "メモ", "\U000e0100", ""),
    )
    assert written.replaced_count == 5


def test_codes_are_texts_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_table(path, columns=COLUMNS, rows=ROWS, title="表")
    sheet = openpyxl.load_workbook(path)["表"]
    code, name, birthday, moment, money, *_ = sheet[2]
    assert (code.value, code.data_type, code.number_format) == ("0012", "s", "@")
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert (birthday.value, birthday.number_format) == (datetime(2026, 1, 5), "yyyy/mm/dd")  # noqa: DTZ001
    assert moment.number_format == "yyyy/mm/dd hh:mm"
    assert (money.value, money.number_format) == (-500, "#,##0")
    assert sheet.freeze_panes == "A2"
    assert sheet["B1"].comment.text.endswith("姓と名")
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'numberStoredAsText="1"' in xml


def test_a_table_longer_than_a_sheet_goes_on_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.sheets._out_book.MOST_ROWS", 2)
    path = tmp_path / "table.xlsx"
    written = write_table(path, columns=[OutColumn("a")], rows=[["1"], ["2"], ["3"]], title="表")
    book = openpyxl.load_workbook(path)
    assert written.rows == 3
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [["a", "1", "2"], ["a", "3"]]
    grid, _ = read(path)
    assert [note.en for note in grid.notes] == [
        "Other sheets have the same columns and were not read (表 (2))"
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv-utf8"])
def test_a_table_that_fails_half_way_leaves_nothing(form: Any, tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_text("before")

    def rows() -> Any:
        yield ["1"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_table(path, columns=[OutColumn("a")], rows=rows(), format=form)
    assert [one.name for one in tmp_path.iterdir()] == ["table"]
    assert path.read_text() == "before"


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from goen.sheets import OutColumn, UnableToWrite, write_table
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
rows = ([f"{row * 7919 % 100_003}"] for row in range(30_000))
try:
    write_table(Path(sys.argv[1]), columns=[OutColumn("x")], rows=rows, format=sys.argv[2])
except UnableToWrite as problem:
    print(problem.reason.en)
"""


@pytest.mark.parametrize("form", ["xlsx", "csv-utf8"])
def test_a_full_disk_keeps_the_old_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), form],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "disk is full" in done.stdout, done.stderr
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["table"]


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnableToWrite):
        write_table(tmp_path, columns=[OutColumn("a")], rows=[])


def test_a_form_protects_its_header_only(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    choices = tuple(f"支店{n}" for n in range(300))
    columns = [*COLUMNS, OutColumn("支店", choices=choices)]
    write_form(path, columns=columns, mark=Mark("customers", "f1"), title="お客様", rows=[])
    book = openpyxl.load_workbook(path)
    sheet = book["お客様"]
    assert sheet.protection.sheet and sheet.protection.password is None
    assert sheet["A1"].protection.locked
    assert not any(sheet.column_dimensions[letter].protection.locked for letter in "ABCDEFGH")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["H2:H1048576"].formula1 == "goen!$C$1:$C$300"
    assert rules["C2:C1048576"].type == "date"
    assert (book["goen"].sheet_state, book["goen"]["C300"].value) == ("hidden", "支店299")


def test_a_filled_form_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    mark = Mark("customers", "f1")
    write_form(path, columns=COLUMNS, mark=mark, title="お客様", rows=ROWS)
    book = openpyxl.load_workbook(path)
    book["お客様"]["A5"] = "0099"
    book.save(path)
    grid, rows = read(path, words=HEADS)
    assert (grid.mark, grid.sheets, grid.header) == (mark, ("お客様",), tuple(HEADS))
    assert [row[1] for row in rows] == ["0012", "+81-3-1234-5678", "'-x", "0099"]
