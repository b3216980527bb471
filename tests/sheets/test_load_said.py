"""What a load says of its own accord: walk-ins, month ends, odd characters, files of no table."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from goen.sheets import UnableToRead
from tests.sheets._files import HEADER, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_number_with_far_more_days_but_fewer_rows_is_suspected(tmp_path: Path) -> None:
    rows = [f"ZZ000,2024-{n // 28 + 1:02d}-{n % 28 + 1:02d},100" for n in range(100)]
    rows += [f"C1,2024-01-{n % 2 + 1:02d},{n + 1}" for n in range(150)]  # two big orders, by line
    rows += [f"C{n},2024-02-01,300" for n in range(2, 60)]
    found = loaded(text_file(tmp_path, "\n".join([HEADER, *rows]))).anonymous
    assert found is not None
    assert (found.customer, found.rows, found.days, found.next_rows) == ("ZZ000", 100, 100, 150)


def test_year_months_are_said_to_count_as_month_ends(tmp_path: Path) -> None:
    report = loaded(text_file(tmp_path, f"{HEADER}\nC1,2024-02,100\n"), date_format="ym")
    assert str(report.last_date) == "2024-02-29"
    assert any("月の末日" in note.ja for note in report.notes)


@pytest.mark.parametrize(("character", "code"), [("\0", "U+0000"), ("\x85", "U+0085")])
def test_a_character_nobody_sees_is_named(tmp_path: Path, character: str, code: str) -> None:
    file = text_file(tmp_path, f"{HEADER}\n00{character}05,2024-02-01,100\nC1,2024-02-01,1\n")
    (rejection,) = loaded(file).rejections
    assert code in rejection.reason.ja
    assert code in rejection.reason.en


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_table(tmp_path: Path, seed: int) -> None:
    data = random.Random(seed).randbytes(20_000)
    with pytest.raises(UnableToRead, match="not a file of a table"):
        loaded(text_file(tmp_path, data))


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16", "utf-16-le"])
def test_japanese_text_is_never_taken_for_noise(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"会員{n},2024/1/{n % 28 + 1},{n}00\n" for n in range(1, 60))
    file = text_file(tmp_path, f"{HEADER}\n{rows}", encoding=encoding)
    assert loaded(file).rows_used == 59
