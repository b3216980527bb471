"""A quotation mark that nobody closed costs its own line, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.sheets import _fast, _text_file
from tests.sheets._files import HEADER, loaded, sales_of, text_file, told

if TYPE_CHECKING:
    from pathlib import Path

GOOD = [f"{n % 30 + 1:04d},2024/{n % 12 + 1}/{n % 27 + 1},{1000 + n}" for n in range(120)]


def with_line(line: str, *, at: int = 60) -> str:
    """120 good rows and `line` after `at` of them."""
    return "\n".join([HEADER, *GOOD[:at], line, *GOOD[at:]]) + "\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("at", [0, 60, 120])
@pytest.mark.parametrize("line", ['0003,2024/1/1,"500', '"0003,2024/1/1,500', '0003,"2024/1/1,500'])
def test_an_unclosed_mark_rejects_only_its_line(
    tmp_path: Path, line: str, at: int, end: str
) -> None:
    file = text_file(tmp_path, with_line(line, at=at).replace("\n", end))
    report = loaded(file)
    assert (report.rows, report.rows_used, report.rows_rejected) == (121, 120, 1)
    assert [one.row for one in report.rejections] == [at + 2]
    assert any(f"line {at + 2}" in note.en for note in report.notes)


def test_a_mark_that_another_line_closes_swallows_nothing(tmp_path: Path) -> None:
    rows = [*GOOD[:5], '0003,2024/1/1,"500', '0004,2024/1/2,"600"', *GOOD[5:]]
    report = loaded(text_file(tmp_path, "\n".join([HEADER, *rows])))
    assert (report.rows_used, report.rows_rejected) == (121, 1)
    rows = [*GOOD[:5], '0003,2024/1/1,"500', *(f'"{n}","2024/1/2","600"' for n in range(9))]
    report = loaded(text_file(tmp_path, "\n".join([HEADER, *rows])))
    assert (report.rows_used, report.rows_rejected) == (14, 1)


def test_quoted_line_ends_stay_in_their_cell(tmp_path: Path) -> None:
    rows = [
        '0001,2024/1/1,100,"一行目\n\n3, 4, 5, 6\n終わり ""引用"""',
        '"0002\n",2024/1/2,200,"a,\nb"',
    ]
    file = text_file(tmp_path, "\n".join(["顧客番号,売上日,金額,商品名", *rows * 30]))
    report = loaded(file)
    assert (report.rows_used, report.rows_rejected, report.notes) == (60, 0, ())
    assert {len(row) for row in sales_of(file)} == {4}


def test_both_paths_read_the_mended_file_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f'{row},"品{n}"' for n, row in enumerate(GOOD)]
    rows[40] = '0003,2024/1/1,500,"開いた'
    rows[80] = '0003,2024/1/1,"500,品'
    file = text_file(tmp_path, "\n".join(["顧客番号,売上日,金額,商品名", *rows]))
    fast = told(file)
    assert loaded(file).files[0].fast
    assert _text_file.read_fast is _fast.read_fast
    monkeypatch.setattr(_text_file, "read_fast", lambda *_, **__: False)
    assert told(file) == fast
    assert fast["rows"] == (120, 119, 1)


def test_a_file_full_of_unclosed_marks_is_refused_with_the_line(tmp_path: Path) -> None:
    from goen.sheets import UnableToRead

    rows = [f'{n},2024/1/1,"500' for n in range(10_001)]
    with pytest.raises(UnableToRead, match="From line 2 on"):
        loaded(text_file(tmp_path, "\n".join([HEADER, *rows])))
