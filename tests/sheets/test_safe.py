"""Workbooks out: text stays text, refused characters go, the old file is kept on failure."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from goen.sheets import SafeWorkbook, UnableToWrite, write_rejections, write_text
from tests.sheets._files import HEADER, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path


def cells(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    """The values of a sheet as openpyxl reads them."""
    return [tuple(row) for row in load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "+81-3",
        "@SUM",
        "-5",
        "http://a.jp",
        "0012",
        "{=A1}",
        "<r><t>&</t></r>",
    ]
    path = tmp_path / "out.xlsx"
    for streaming in (False, True):
        with SafeWorkbook(path, streaming=streaming) as workbook:
            sheet = workbook.add_sheet("表")
            for row, text in enumerate(texts):
                workbook.write(sheet, row, 0, text)
        book = load_workbook(path)
        found = [cell.value for (cell,) in book.active.iter_rows()]
        assert [str(value).strip() for value in found] == texts
        assert all(cell.data_type == "s" for (cell,) in book.active.iter_rows())
        assert not any(cell.hyperlink for (cell,) in book.active.iter_rows())


def test_characters_excel_refuses_are_dropped_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with SafeWorkbook(path) as workbook:
        sheet = workbook.add_sheet("表")
        workbook.write(sheet, 0, 0, "a\x00b\x0bc\ud800d\ufffe")
        workbook.write(sheet, 1, 0, "🍣" * 20_000)
        workbook.write(sheet, 2, 0, "一行目\n二行目")
    rows = cells(path)
    assert rows[0] == ("abcd",)
    assert rows[1] == ("🍣" * 16_383,)
    assert rows[2] == ("一行目\n二行目",)
    assert (workbook.dropped, workbook.cut) == (4, 1)
    assert [note.en for note in workbook.notes] == [
        "4 characters that Excel refuses were left out",
        "1 texts were cut to 32,767 characters",
    ]


def test_values_keep_their_kinds(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with SafeWorkbook(path) as workbook:
        sheet = workbook.add_sheet("表")
        form = workbook.book.add_format({"num_format": "yyyy-mm-dd"})
        for column, value in enumerate([1, 2.5, True, None, "x"]):
            workbook.write(sheet, 0, column, value)
        workbook.write(sheet, 0, 5, date(2025, 4, 1), form)
    (row,) = cells(path)
    assert row[:5] == (1, 2.5, True, None, "x")
    assert str(row[5]).startswith("2025-04-01")


def test_names_of_sheets_are_made_fit_and_unlike(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with SafeWorkbook(path) as workbook:
        for name in ("売上/月次[4月]", "あ" * 40, "あ" * 40, "ABC", "abc", "'"):
            workbook.add_sheet(name)
    names = load_workbook(path).sheetnames
    assert names[0] == "売上-月次-4月-"
    assert len({name.casefold() for name in names}) == 6
    assert all(len(name) <= 31 for name in names)


def test_an_error_on_the_way_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), SafeWorkbook(path) as workbook:
        workbook.add_sheet("表")
        _ = 1 / 0
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.xlsx"]


FULL_DISK = """
import resource, signal, sys
from goen.sheets import SafeWorkbook, UnableToWrite, write_text
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    if sys.argv[2] == "text":
        write_text(sys.argv[1], "x" * 100_000)
    else:
        with SafeWorkbook(sys.argv[1], streaming=sys.argv[2] == "streaming") as workbook:
            sheet = workbook.add_sheet("x")
            for row in range(30_000):
                workbook.write(sheet, row, 0, f"{row * 7919 % 100_003}")
except UnableToWrite as problem:
    print(problem.reason.en)
"""


@pytest.mark.parametrize("what", ["text", "workbook", "streaming"])
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, what: str) -> None:
    path = tmp_path / "report.out"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), what],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "disk is full" in done.stdout, done.stderr
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.out"]


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").mkdir()
    with (
        pytest.raises(UnableToWrite, match="folder"),
        SafeWorkbook(tmp_path / "report.xlsx") as book,
    ):
        book.add_sheet("表")
    text_file(tmp_path, "x", name="file")
    with pytest.raises(UnableToWrite, match="stands where a folder"):
        write_text(tmp_path / "file" / "out.txt", "x")


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "result.json", tmp_path / "link.json"
    link.symlink_to(target)
    for content in ("first", "second"):
        write_text(link, content)
        assert link.is_symlink()
        assert target.read_text() == content
    assert sorted(path.name for path in target.parent.iterdir()) == ["result.json"]


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_text(pipe, "結果")
        assert reader.communicate(timeout=60)[0].decode() == "結果"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_standard_output_can_be_a_target(tmp_path: Path) -> None:
    script = "from goen.sheets import write_text; write_text('/dev/stdout', 'to the pipe')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"to the pipe"
    kept = tmp_path / "kept.txt"
    with kept.open("w") as stream:
        stream.write("before ")
        stream.flush()
        subprocess.run([sys.executable, "-c", script], stdout=stream, check=True)
    assert kept.read_text() == "before to the pipe"


def test_what_refuses_every_byte_is_said_to_be_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "device"
    os.mkfifo(target)
    opened = os.open(target, os.O_RDWR)  # a pipe opens for writing only when someone reads

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("goen.sheets._atomic.shutil.copyfileobj", full)
    with pytest.raises(UnableToWrite, match="disk is full"):
        write_text(target, "x")
    os.close(opened)
    assert stat.S_ISFIFO(target.stat().st_mode)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b" / "out.txt", "令和\n")
    assert (tmp_path / "a" / "b" / "out.txt").read_bytes() == "令和\n".encode()


def test_rejected_rows_go_to_a_workbook_with_their_reasons(tmp_path: Path) -> None:
    source = text_file(tmp_path, f"{HEADER}\nA,=1+1,x\nB,2025-04-01,5\nC,2025-02-30,6\n")
    path = tmp_path / "rejected.xlsx"
    for lang, headers in (
        ("ja", ("ファイル", "シート", "行", "列", "値", "理由")),
        ("en", ("File", "Sheet", "Row", "Column", "Value", "Reason")),
    ):
        write_rejections(loaded(source), path, lang=lang)
        rows = cells(path)
        assert rows[0] == headers
        assert [row[:5] for row in rows[1:]] == [
            (str(source), None, 2, "売上日", "=1+1"),
            (str(source), None, 2, "金額", "x"),
            (str(source), None, 4, "売上日", "2025-02-30"),
        ]
        assert all(row[5] for row in rows[1:])


def test_more_rejections_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.sheets._rejections._ROWS_OF_A_SHEET", 4)
    source = text_file(tmp_path, f"{HEADER}\n" + "".join(f"C{n},2025-02-30,1\n" for n in range(7)))
    path = tmp_path / "rejected.xlsx"
    write_rejections(loaded(source), path, lang="ja")
    assert [len(cells(path, sheet)) for sheet in range(3)] == [4, 4, 2]
    assert cells(path, 2)[1][2] == 8


def test_equal_content_makes_equal_files(tmp_path: Path) -> None:
    written = []
    for second in (1, 2):
        with SafeWorkbook(path := tmp_path / f"{second}.xlsx") as workbook:
            workbook.write(workbook.add_sheet("s"), 0, 0, "同じ")
        written.append(path.read_bytes())
        time.sleep(1.1)
    assert written[0] == written[1]
