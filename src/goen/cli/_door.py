"""What only a door may touch: the clock, the environment, the terminal."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

from goen.japanese import Text, display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Asia/Tokyo has had no summer time since 1951; a fixed offset needs no time-zone database.
TOKYO = timezone(timedelta(hours=9))
LANGUAGES = ("ja", "en")


def today() -> date:
    """The date in Asia/Tokyo now."""
    return datetime.now(TOKYO).date()


def language(*, arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: --lang, else GOEN_LANG, else the locale's.

    A locale that names no language (C, POSIX, nothing) means Japanese; one that names a language
    other than Japanese means English.
    """
    asked = _asked(arguments) or environment.get("GOEN_LANG", "")
    if asked in LANGUAGES:
        return asked
    settings = (environment.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next(filter(None, settings), "")
    named = (named or _windows_locale()).lower()
    if named.startswith("ja") or named.partition(".")[0] in ("", "c", "posix"):
        return "ja"
    return "en"


def _asked(arguments: Sequence[str]) -> str:
    """The value of the last --lang, before anything else of the command line is understood."""
    found = ""
    for word, following in pairwise([*arguments, ""]):
        if word == "--":
            break
        if word == "--lang":
            found = following
        elif word.startswith("--lang="):
            found = word.removeprefix("--lang=")
    return found


def _windows_locale() -> str:
    """Windows names its language ("Japanese_Japan") but not in the environment."""
    return (locale.getlocale()[0] or "") if os.name == "nt" else ""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where to print, in which language, how wide."""

    lang: str
    out: TextIO
    err: TextIO
    environment: Mapping[str, str]

    @property
    def width(self) -> int:
        """Columns of the terminal; 80 when there is none."""
        return shutil.get_terminal_size((80, 24)).columns

    @property
    def colour(self) -> bool:
        """Whether colours may be used: on a terminal that has not refused them."""
        refused = self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb"
        return self.out.isatty() and not refused

    def say(self, text: str) -> None:
        """Print one text on standard output."""
        print(text, file=self.out)

    def tell(self, text: Text) -> None:
        """Print one message on standard error."""
        print(text.text(self.lang), file=self.err)


class Progress:
    """One line on standard error that tells what is being done; nothing unless it is a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._shown = terminal.err.isatty()

    def __call__(self, text: Text) -> None:
        """Show what is being done now, in place of what was shown before."""
        if not self._shown:
            return
        line = text.text(self._terminal.lang)
        while display_width(line) >= self._terminal.width:
            line = line[:-1]
        print(f"\r\x1b[2K{line}", end="", file=self._terminal.err, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[2K", end="", file=self._terminal.err, flush=True)


@contextmanager
def progress(terminal: Terminal) -> Iterator[Progress]:
    """A progress line that is gone when the block ends, however it ends."""
    line = Progress(terminal)
    try:
        yield line
    finally:
        line.clear()


def soft_streams() -> None:
    """Print ? for letters the terminal's encoding lacks, instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
