"""Bilingual texts, comparable forms of words, and widths on a terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["ja", "en"]

# The dashes people and keyboards put where a hyphen is meant; NFKC leaves most of them as they are
# (domain.md §6.1). ー is not among them: between kana it is a long vowel.
HYPHENS = "-‐‑‒–—―−﹣－─━"
_HYPHEN_CLASS = re.compile(f"[{HYPHENS}]")
_LONG_VOWEL_BETWEEN_DIGITS = re.compile(r"(?<=\d)ー(?=\d)")
# Control characters, soft hyphen, zero-width characters, direction marks, variation selectors, BOM.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in the two languages Goen speaks."""

    ja: str
    en: str

    def text(self, lang: str) -> str:
        """The sentence in `lang`: Japanese for "ja", English for anything else."""
        return self.ja if lang == "ja" else self.en

    def __str__(self) -> str:
        return f"{self.ja} / {self.en}"


def plain(text: str) -> str:
    """`text` by NFKC, without invisible characters, every dash "-", each run of spaces one space.

    The form in which dates, amounts and words are read. ー becomes "-" only between digits.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    dashed = _LONG_VOWEL_BETWEEN_DIGITS.sub("-", _HYPHEN_CLASS.sub("-", visible))
    return _SPACES.sub(" ", dashed).strip()


def unwrapped(text: str) -> str:
    """`text` out of the wrapping by which exports keep Excel from changing it: ="0012", '0012."""
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1]
    return text.removeprefix("'")


def fold(text: str) -> str:
    """`text` in the form in which two headers or two words are compared: `plain`, case folded.

    For comparing only: never store it (NFKC turns ① into 1 and ㈱ into (株)).

    >>> fold("　得意先ｺｰﾄﾞ（ＣＤ） ")
    '得意先コード(cd)'
    """
    return plain(text).casefold()


def display_width(text: str) -> int:
    """Columns `text` takes on a terminal: 2 for a full-width character, 0 for an invisible one.

    Characters of ambiguous width (△, ①, ●) count 1, as terminals set to UTF-8 draw them.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    from wcwidth import wcwidth  # its tables take longer to load than all of this package

    return sum(max(0, wcwidth(character)) for character in text)


def pad(text: str, width: int, *, align: Literal["left", "right"] = "left") -> str:
    """`text` with spaces up to `width` columns; a longer text comes back whole.

    >>> pad("優良客", 8) + "|"
    '優良客  |'
    """
    blank = " " * max(0, width - display_width(text))
    return blank + text if align == "right" else text + blank
