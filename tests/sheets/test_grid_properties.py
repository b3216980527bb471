"""Whatever text stands in a table comes back, by the fast way and by the slow one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import duckdb
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goen.sheets import UnableToRead, read_grid

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from goen.sheets import Grid

HEADER = ["番号", "名前", "メモ"]
# Texts that CSV and XML have to take care of, and the letters of two scripts.
CELL = st.text(
    st.one_of(
        st.sampled_from('",;|\t\n\r =+-@\'#_x\\"<>&0123456789eE.　ﾞ~'),
        st.characters(
            blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\ufeff\ufffe\uffff"
        ),
    ),
    max_size=6,
)
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8)
WHITE = set(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u180e") | (
    set(map(chr, range(0x2000, 0x200C)))
)
FAST = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def read(path: Path, **options: Any) -> tuple[Grid, list[tuple[Any, ...]]]:
    to = path.with_name("grid.parquet")
    grid = read_grid(path, name=path.name, to=to, **options)
    return grid, duckdb.execute("SELECT * FROM read_parquet(?)", [str(to)]).fetchall()


def even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def kept(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The rows that are not blank, with even line ends."""
    return [tuple(map(even, row)) for row in rows if set("".join(row)) - WHITE]


@FAST
@given(
    rows=TABLE,
    end=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from([",", "\t"]),
)
def test_texts_come_back_from_csv(
    rows: list[list[str]], end: str, encoding: str, delimiter: str, tmp_path: Path
) -> None:
    stream = io.StringIO()
    # All cells quoted: what is no table by its looks (every cell "|") is one all the same.
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [HEADER, *rows]
    )
    path = tmp_path / "table.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    grid, found = read(path, words=HEADER, encoding=encoding)
    assert grid.header == tuple(HEADER)
    assert [row[1:] for row in found] == kept(rows)
    line, lines = 2, []
    for row in rows:
        if kept([row]):
            lines.append(line)
        line += 1 + sum(even(cell).count("\n") for cell in row)
    assert [row[0] for row in found] == lines


@FAST
@given(
    body=st.lists(
        st.sampled_from(['"', '"', ",", ",", "\n", " ", "a", "あ", "1", "'", "="]), max_size=40
    ),
    last=st.sampled_from(["", "\nx,y,z\n"]),
)
@example(body=list('"a" ,b,c\n'), last="\nx,y,z\n")
@example(body=list(' "a",b,c\n'), last="\nx,y,z\n")
@example(body=list("a,b,c\n\n\n1,2,3\n\n"), last="\nx,y,z\n")
@example(body=list('"a\n\nb",b,c\n1\n'), last="\nx,y,z\n")
def test_both_ways_of_reading_text_agree(
    body: list[str], last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(",".join(HEADER) + "\n" + "".join(body) + last, encoding="utf-8")
    told = []
    for fast in (True, False):
        with monkeypatch.context() as patch:
            if not fast:
                patch.setattr("goen.sheets._grid_text.read_fast", lambda *_, **__: None)
            try:
                told.append(read(path, words=HEADER))
            except UnableToRead as problem:
                told.append(problem.reason)
    assert told[0] == told[1]


@FAST
@given(rows=TABLE)
def test_texts_come_back_from_workbooks(rows: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell)
    grid, found = read(path, words=HEADER)
    assert grid.header == tuple(HEADER)
    assert [row[1:] for row in found] == kept(rows)
    assert [row[0] for row in found] == [at for at, row in enumerate(rows, 2) if kept([row])]
