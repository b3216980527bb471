from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.report import Request, analyze

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
HEADER = "顧客番号,売上日,金額\n"


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """A small file of sales, all rows good."""
    path = tmp_path / "sales.csv"
    rows = [f"{n:04d},2026-0{1 + n % 9}-1{n % 10},{100 * n + 100}\n" for n in range(40)]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def run(**options):
    return analyze(request=Request(**options), today=TODAY, progress=lambda _: None)


def test_an_output_never_replaces_an_input(sales: Path) -> None:
    before = sales.read_bytes()
    (sales.parent / "link.csv").symlink_to(sales)
    for target in (sales, sales.parent / "." / "sales.csv", sales.parent / "link.csv"):
        assert run(files=(str(sales),), json=target).exit_code == 2
        assert run(files=(str(sales),), customers=target).exit_code == 2
        assert run(files=(str(sales.parent),), json=target).exit_code == 2
    assert sales.read_bytes() == before


def test_two_outputs_need_two_places(sales: Path) -> None:
    place = sales.parent / "answers.csv"
    outcome = run(files=(str(sales),), json=place, customers=place)
    assert outcome.exit_code == 2
    assert not place.exists()


def test_rejected_rows_are_told_and_an_old_list_of_them_goes(sales: Path) -> None:
    out = sales.parent / "report"
    bad = sales.parent / "bad.csv"
    bad.write_text(sales.read_text(encoding="utf-8") + "0001,2026-02-30,\x1b[31m5\n", "utf-8")
    outcome = run(files=(str(bad),), json=out / "answers.json")
    assert outcome.exit_code == 1
    assert (out / "rejected.xlsx").exists()
    told = " ".join(message.ja for message in outcome.messages)
    assert "42行目" in told
    assert "2026-02-30" in told
    assert "\x1b" not in told
    assert run(files=(str(sales),), json=out / "answers.json").exit_code == 0
    assert not (out / "rejected.xlsx").exists()


def test_rows_after_today_are_listed_and_nothing_is_wrong(sales: Path) -> None:
    later = sales.parent / "later.csv"
    later.write_text(sales.read_text(encoding="utf-8") + "0001,2027-02-03,500\n", "utf-8")
    for json, listed in ((sales.parent / "report" / "answers.json", True), (None, False)):
        outcome = run(files=(str(later),), json=json)
        assert outcome.exit_code == 0
        assert outcome.answers is not None
        notes = [note for note in outcome.answers["notes"] if note["code"] == "future_rows"]
        assert ["rejected.xlsx" in note["ja"] for note in notes] == [listed]
        assert (sales.parent / "report" / "rejected.xlsx" in outcome.written) is listed
        assert ["42行目" in message.ja for message in outcome.messages] == [True]


def test_nothing_usable_says_why(sales: Path) -> None:
    bad = sales.parent / "bad.csv"
    bad.write_text(HEADER + "0001,25/4/1,100\n0002,25/4/2,0\n", encoding="utf-8")
    outcome = run(files=(str(bad),))
    assert outcome.exit_code == 3
    assert "25/4/1" in " ".join(message.ja for message in outcome.messages)


def test_what_was_written_before_a_failure_is_told(sales: Path) -> None:
    (sales.parent / "file").write_text("mine", encoding="utf-8")
    listed = sales.parent / "list.csv"
    outcome = run(
        files=(str(sales),), customers=listed, json=sales.parent / "file" / "answers.json"
    )
    assert outcome.exit_code == 4
    assert outcome.written == (listed,)
    assert outcome.answers is not None
