from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goen.cli._door import today
from goen.japanese import Text
from goen.report import Outcome, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]


class Operation:
    """Stands in for the analysis: remembers what it was asked, answers as it is told."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.outcome: Outcome | BaseException = Outcome(0)

    def __call__(self, **asked: object) -> Outcome:
        self.asked = asked
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    @property
    def request(self) -> Request:
        request = self.asked["request"]
        assert isinstance(request, Request)
        return request


@pytest.fixture
def operation(monkeypatch: pytest.MonkeyPatch) -> Operation:
    stand_in = Operation()
    monkeypatch.setattr("goen.report.analyze", stand_in)
    return stand_in


def test_a_file_alone_is_asked_with_the_defaults(run: Run, operation: Operation) -> None:
    assert run("analyze", "sales.csv")[0] == 0
    assert operation.request == Request(files=("sales.csv",))


def test_the_clock_is_read_at_the_door(run: Run, operation: Operation) -> None:
    before = today()
    run("analyze", "sales.csv")
    assert before <= operation.asked["today"] <= today()


def test_every_option_reaches_the_request(run: Run, operation: Operation) -> None:
    words = (
        "analyze a.csv --as-of 2025/3/31 --columns customer=得意先コード,date=売上日 b.xlsx "
        "--columns amount=税込金額 --out report --json out/a.json --customers list.parquet "
        "--currency usd --rfm quantile --date-format mdy --years 1950-2049 --anonymous ZZ* "
        "--anonymous 9999 --overlap once --encoding SJIS --sheet 4月 --preset サロン "
        "--engine spark --lang en --strict"
    )
    run(*words.split())
    assert operation.request == Request(
        files=("a.csv", "b.xlsx"),
        as_of=date(2025, 3, 31),
        columns={"customer": "得意先コード", "date": "売上日", "amount": "税込金額"},
        out=Path("report"),
        json=Path("out/a.json"),
        customers=Path("list.parquet"),
        currency="USD",
        rfm="quantile",
        date_format="mdy",
        years=(1950, 2049),
        anonymous="ZZ*,9999",
        overlap="once",
        encoding="shift_jis",
        sheet="4月",
        preset="サロン",
        engine="spark",
        lang="en",
        strict=True,
    )


def test_the_request_has_no_field_that_no_option_sets() -> None:
    from goen.cli._options import ANALYZE

    of_the_door = {"help", "from_shop", "home"}
    keys = {option.key for option in ANALYZE.options} - of_the_door | {"files", "ledger"}
    assert keys == set(asdict(Request(files=())))


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (["customer=No.,date=日付"], {"customer": "No.", "date": "日付"}),
        (['"amount=金額, 税込",date=日'], {"amount": "金額, 税込", "date": "日"}),
        (["ｃｕｓｔｏｍｅｒ = 会員 番号"], {"customer": "会員 番号"}),
        (["amount=a=b"], {"amount": "a=b"}),
        (["gross-profit=粗利"], {"gross_profit": "粗利"}),
    ],
)
def test_columns_as_people_write_them(
    run: Run, operation: Operation, words: list[str], columns: dict[str, str]
) -> None:
    assert run("analyze", "f.csv", "--columns", *words)[0] == 0
    assert operation.request.columns == columns


@pytest.mark.parametrize("written", ["令和7年4月1日", "R7.4.1", "２０２５／４／１", "20250401"])
def test_days_as_people_write_them(run: Run, operation: Operation, written: str) -> None:
    run("analyze", "f.csv", "--as-of", written)
    assert operation.request.as_of == date(2025, 4, 1)


def test_files_that_look_like_options_follow_two_hyphens(run: Run, operation: Operation) -> None:
    assert run("analyze", "--strict", "--", "--help", "-")[0] == 0
    assert operation.request.files == ("--help", "-")


def test_wrong_use_found_while_reading_is_told_as_any_other(run: Run, operation: Operation) -> None:
    operation.outcome = Outcome(2, messages=(Text("--columns：ない列", "--columns: no column"),))
    told = "goen: --columns：ない列\n使い方は goen analyze --help で見られます\n"
    assert run("analyze", "f.csv") == (2, "", told)


@pytest.mark.parametrize("code", [0, 1, 3, 4])
def test_the_exit_code_is_the_outcomes(run: Run, operation: Operation, code: int) -> None:
    operation.outcome = Outcome(code)
    assert run("analyze", "f.csv") == (code, "", "")


def test_what_was_written_is_told_with_its_whole_path(
    run: Run, operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    operation.outcome = Outcome(0, written=(Path("shop/report.html"),))
    _, out, _ = run("analyze", "f.csv")
    assert str(tmp_path / "shop" / "report.html") in out


def test_messages_are_told_in_the_language_asked_for(run: Run, operation: Operation) -> None:
    operation.outcome = Outcome(3, messages=(Text("使える行がありません", "No row can be used"),))
    assert run("analyze", "f.csv") == (3, "", "使える行がありません\n")
    assert run("analyze", "f.csv", "--lang", "en") == (3, "", "No row can be used\n")


def test_ctrl_c_stops_without_a_traceback(run: Run, operation: Operation) -> None:
    operation.outcome = KeyboardInterrupt()
    assert run("analyze", "f.csv", "--lang", "en") == (130, "", "Stopped; earlier files are kept\n")


def test_an_error_of_goen_itself_is_one_sentence(run: Run, operation: Operation) -> None:
    operation.outcome = RuntimeError("a\nb")
    code, out, err = run("analyze", "f.csv", "--lang", "en")
    assert (code, out) == (70, "")
    assert "RuntimeError: a)" in err
    assert "Traceback" not in err


def test_goen_debug_shows_the_whole_error(
    run: Run, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOEN_DEBUG", "1")
    operation.outcome = RuntimeError("a")
    with pytest.raises(RuntimeError, match="a"):
        run("analyze", "f.csv")
