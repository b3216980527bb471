from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from goen.cli import _door as door
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Callable


class Screen(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "ja"),
        ([], {"LANG": "C.UTF-8"}, "ja"),
        ([], {"LANG": "POSIX"}, "ja"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "ja_JP"}, "ja"),
        ([], {"LANG": "en_US.UTF-8", "GOEN_LANG": "ja"}, "ja"),
        ([], {"LANG": "en_US.UTF-8", "GOEN_LANG": "xx"}, "en"),
        (["analyze", "--lang", "en"], {"GOEN_LANG": "ja"}, "en"),
        (["analyze", "--lang=ja"], {"LANG": "en_US.UTF-8"}, "ja"),
        (["analyze", "--lang"], {}, "ja"),
        (["analyze", "--", "--lang", "en"], {}, "ja"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert door.language(arguments=arguments, environment=environment) == lang


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 31, 14, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), date(2026, 4, 1)),
    ],
)
def test_today_is_the_date_in_tokyo(moment: datetime, day: date) -> None:
    with mock.patch.object(door, "datetime") as clock:
        clock.now.side_effect = lambda zone: moment.astimezone(zone)
        assert door.today() == day


def terminal(err: io.StringIO) -> door.Terminal:
    return door.Terminal(lang="ja", out=io.StringIO(), err=err, environment={})


def test_progress_is_one_line_that_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    screen = Screen()
    with door.progress(terminal(screen)) as line:
        line(Text("読んでいます：売上.csv", ""))
    assert screen.getvalue() == "\r\x1b[2K読んでい\r\x1b[2K"


def test_progress_is_taken_away_before_an_error_is_told() -> None:
    screen = Screen()
    with pytest.raises(KeyboardInterrupt), door.progress(terminal(screen)):
        raise KeyboardInterrupt
    assert screen.getvalue().endswith("\x1b[2K")


def test_no_progress_in_a_log_file() -> None:
    log = io.StringIO()
    with door.progress(terminal(log)) as line:
        line(Text("読んでいます", ""))
    assert log.getvalue() == ""


@pytest.mark.parametrize(
    ("make", "environment", "colour"),
    [
        (Screen, {}, True),
        (Screen, {"NO_COLOR": "1"}, False),
        (Screen, {"TERM": "dumb"}, False),
        (io.StringIO, {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    make: Callable[[], io.StringIO], environment: dict[str, str], *, colour: bool
) -> None:
    seen = door.Terminal(lang="ja", out=make(), err=io.StringIO(), environment=environment)
    assert seen.colour is colour
