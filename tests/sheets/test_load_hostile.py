"""Files that mean harm or are broken: refused in a sentence that names them, never a crash."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.sheets import NothingUsable, UnableToRead, UnknownColumn
from tests.sheets._files import HEADER, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path


def refusal(path: Path | str, **options: object) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(UnableToRead) as refused:
        loaded(path, **options)
    assert str(path) in refused.value.message().ja
    return refused.value.reason.en


def test_an_empty_file(tmp_path: Path) -> None:
    assert "empty" in refusal(text_file(tmp_path, ""))
    assert "empty" in refusal(text_file(tmp_path, "\n\n \n", name="blank.csv"))


def test_a_header_only_leaves_nothing_to_use(tmp_path: Path) -> None:
    report = loaded(text_file(tmp_path, f"{HEADER}\n"))
    assert (report.rows, report.rows_used) == (0, 0)


def test_one_row(tmp_path: Path) -> None:
    assert loaded(text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1")).rows_used == 1


def test_a_million_columns(tmp_path: Path) -> None:
    path = text_file(tmp_path, ",".join("c" for _ in range(1_000_000)) + "\n1,2\n")
    assert "1,000,000 columns" in refusal(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = text_file(tmp_path, bytes(range(256)) * 40, name="noise.csv")
    assert "not a file of a table" in refusal(path)


@pytest.mark.parametrize(
    ("magic", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"SQLite format 3\0", "database"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"<html><table><tr>", ".xlsx"),
    ],
)
def test_files_of_other_kinds_are_named(tmp_path: Path, magic: bytes, word: str) -> None:
    assert word in refusal(text_file(tmp_path, magic + b" " * 100, name="sales.xls"))


def test_a_zip_of_a_csv_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "sales.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sales.csv", f"{HEADER}\nA,2025-04-01,1\n")
    assert "unpack" in refusal(path)


def test_a_gzip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        for _ in range(160):
            stream.write(b"\n" * (1 << 20))
    assert "extremely large" in refusal(path)


def test_a_gzip_file_cut_off(tmp_path: Path) -> None:
    content = gzip.compress(f"{HEADER}\n".encode() + b"A,2025-04-01,1\n" * 5000)
    path = text_file(tmp_path, content[:-200], name="cut.csv.gz")
    assert "damaged" in refusal(path)


def test_a_zip_bomb_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(b" " * (1 << 20))
    assert "extremely large" in refusal(path)


def test_a_damaged_workbook(tmp_path: Path) -> None:
    assert "damaged" in refusal(text_file(tmp_path, b"PK\x03\x04 broken", name="sales.xlsx"))
    path = text_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name="sales.xls")
    assert "damaged" in refusal(path)


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    assert "damaged" in refusal(text_file(tmp_path, b"PAR1" + b"\0" * 99, name="sales.parquet"))


def test_a_missing_file_and_a_folder_without_tables(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "missing.csv")
    assert "no file to read" in refusal(tmp_path)


def test_no_permission_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal of the system is put in its place."""
    path = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    assert "permission" in refusal(path).casefold()


def test_a_quotation_mark_that_never_closes_loses_no_other_row(tmp_path: Path) -> None:
    rows = "".join(f"C{n},2025-04-01,100\n" for n in range(50))
    report = loaded(text_file(tmp_path, f'{HEADER}\n{rows}"C51,2025-04-01,100\nC52,2025-04-01,1\n'))
    assert report.rows_used == 51
    assert report.rows_rejected == 1


def test_columns_that_are_not_there(tmp_path: Path) -> None:
    path = text_file(tmp_path, "店舗,地域\n新宿,東京\n")
    assert "--columns" in refusal(path)
    with pytest.raises(UnknownColumn):
        loaded(text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\n"), columns={"customer": "会員ID"})


def test_nothing_usable_brings_the_report(tmp_path: Path) -> None:
    from tests.sheets._files import TODAY, LoadOptions, load

    path = text_file(tmp_path, f"{HEADER}\nA,2025-02-30,1\n")
    with pytest.raises(NothingUsable) as nothing:
        load(duckdb.connect(), [path], options=LoadOptions(), today=TODAY)
    assert nothing.value.report is not None
    assert nothing.value.report.rows_rejected == 1
    assert "No row can be used" in nothing.value.reason.en


def test_names_with_signs_of_patterns_and_quotes_are_only_names(tmp_path: Path) -> None:
    for name in ("売上[4月]*.csv", "it's {sales}.csv", "a?b.csv"):
        path = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\n", name=name)
        report = loaded(path)
        assert report.rows_used == 1 and report.files[0].fast
