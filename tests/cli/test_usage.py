from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen import __version__
from goen.cli._help import fold_lines
from goen.cli._options import ANALYZE, COMMANDS, Command, Option
from goen.japanese import display_width

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"goen {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--lang", "ja", "--help"]])
def test_help_lists_the_commands(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command.name} " in out


def test_no_words_at_all_show_the_help_as_wrong_usage(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "goen COMMAND" in err


def test_help_before_the_command_is_the_commands(run: Run) -> None:
    assert run("--help", "sample") == run("sample", "--help")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_command_explains_each_option(run: Run, command: Command, lang: str) -> None:
    code, out, err = run(command.name, "--help", "--lang", lang)
    assert (code, err) == (0, "")
    for option in command.options:
        assert f"\n  {option.name} {option.value}".rstrip() in out
        if option.default is not None:
            assert option.default in out


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_fits_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    _, out, _ = run("analyze", "--help", "--lang", lang)
    explained, _, examples = out.partition("\n  goen analyze")
    assert examples
    assert max(map(display_width, explained.splitlines())) <= width


def test_lines_break_between_japanese_letters_and_never_before_a_closing_mark() -> None:
    broken = fold_lines("あいう、えお（かき）く go on", 7)
    assert broken == ["あい", "う、え", "お（か", "き）く", "go on"]


def test_a_long_word_stands_alone() -> None:
    assert fold_lines("see customer=ID,date=Day now", 10) == ["see", "customer=ID,date=Day", "now"]


WRONG = {
    "unknown command": (["analise"], "analise", "analyze のことでしょうか"),
    "unknown option": (["analyze", "f.csv", "--currncy", "JPY"], "--currncy", "--currency"),
    "no value": (["analyze", "f.csv", "--out"], "--out", "値を続けて"),
    "empty value": (["analyze", "f.csv", "--json", ""], "--json", "値を続けて"),
    "value for a switch": (["analyze", "f.csv", "--strict=yes"], "--strict", "値はつきません"),
    "option missing": (["sample"], "--out", "必ず"),
    "abbreviation": (["analyze", "f.csv", "--curr", "JPY"], "--curr", "ありません"),
    "no file": (["analyze"], "売上ファイル", "書いて"),
    "choice": (["analyze", "f.csv", "--rfm", "auto"], "auto", "fixed か quantile"),
    "language": (["analyze", "f.csv", "--lang", "fr"], "fr", "ja か en"),
    "engine": (["analyze", "f.csv", "--engine", "pandas"], "pandas", "duckdb か spark"),
    "overlap": (["analyze", "f.csv", "--overlap", "drop"], "drop", "keep か once"),
    "date": (["analyze", "f.csv", "--as-of", "2025/2/30"], "2025/2/30", "28日まで"),
    "columns": (["analyze", "f.csv", "--columns", "customer"], "customer", "役割=見出し"),
    "columns without header": (["analyze", "f", "--columns", "date="], "date=", "役割=見出し"),
    "columns twice": (["analyze", "f", "--columns", "date=A,date=B"], "date", "2回"),
    "customers": (["analyze", "f.csv", "--customers", "list.xls"], "list.xls", ".parquet"),
    "currency": (["analyze", "f.csv", "--currency", "YEN"], "YEN", "JPY"),
    "date format": (["analyze", "f.csv", "--date-format", "yy"], "yy", "%Y.%m.%d"),
    "years": (["analyze", "f.csv", "--years", "1950"], "1950", "1950-2049"),
    "years backwards": (["analyze", "f.csv", "--years", "2049-1950"], "2049-1950", "100年"),
    "years too many": (["analyze", "f.csv", "--years", "1900-2049"], "1900-2049", "100年"),
    "encoding": (["analyze", "f.csv", "--encoding", "utf-88"], "utf-88", "cp932"),
    "preset": (["analyze", "f.csv", "--preset", "shop"], "shop", "mail_order"),
    "both limits": (
        ["analyze", "f.csv", "--preset", "salon", "--thresholds", "t.toml"],
        "--preset",
        "どちらか一方",
    ),
    "customers of a sample": (["sample", "--out", "x", "--customers", "0"], "0", "20,000,000"),
    "years of a sample": (["sample", "--out", "x", "--years", "1.5"], "1.5", "1から50"),
    "seed of a sample": (["sample", "--out", "x", "--seed", "-1"], "--seed", "0以上"),
    "end of a sample": (["sample", "--out", "x", "--until", "1920-01-01"], "--until", "1950年"),
}


@pytest.mark.parametrize(("words", "named", "helps"), WRONG.values(), ids=WRONG)
def test_wrong_usage_names_the_place_and_says_what_to_write(
    run: Run, words: list[str], named: str, helps: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    first, *_, last = err.splitlines()
    assert first.startswith("goen: ")
    assert named in first
    assert helps in first
    assert last.startswith("使い方は goen ")


def test_everything_wrong_is_said_at_once(run: Run) -> None:
    code, _, err = run("analyze", "--as-of", "x", "--years", "x", "--rfm", "x", "--lang", "en")
    assert code == 2
    assert [line.split(":")[1].strip() for line in err.splitlines()[:-1]] == [
        "--rfm",
        "name at least one sales file",
        "--as-of",
        "--years",
    ]


@pytest.mark.parametrize("option", ANALYZE.options, ids=lambda option: option.name)
def test_every_option_that_takes_a_value_misses_it(run: Run, option: Option) -> None:
    if option.value:
        code, _, err = run("analyze", "f.csv", option.name)
        assert code == 2
        assert option.name in err
