"""Readings in Latin letters: one form for kana and for whatever spelling of romaji is typed."""

from __future__ import annotations

import re
from functools import lru_cache

from goen.japanese._kana import katakana
from goen.japanese._text import fold

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_SOUNDS = {
    kana: consonant + vowel
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
} | {
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n",
    "ヴ": "bu", "ヂ": "zi", "ヅ": "zu", "ー": "", "ッ": "", "ヶ": "ga", "ヵ": "ka",
}  # fmt: skip
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_LETTERS = str.maketrans(_SOUNDS | _SMALL)
_TWO_KANA = re.compile("([イ-ヺ])([ァィゥェォャュョ])")
# Spellings of the same sound, in the order in which they are replaced.
_SPELLINGS = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[āâ]", "a"), (r"[īî]", "i"), (r"[ūû]", "u"), (r"[ēê]", "e"), (r"[ōô]", "o"),
        (r"[-'’^]", ""),
        (r"tch|cch", "ch"), (r"ssh", "sh"), (r"tts", "ts"),
        (r"sh(?=[i]|$)", "s"), (r"sh(?=[aueo])", "sy"),
        (r"ch(?=[i]|$)", "t"), (r"ch(?=[aueo])", "ty"), (r"c$", "t"),
        (r"j(?=[i]|$)", "z"), (r"jy?(?=[aueo])", "zy"),
        (r"ts(?=[aiueo]|$)", "t"), (r"dz", "z"), (r"d(?=[iu])", "z"), (r"f", "h"),
        (r"v", "b"), (r"l", "r"), (r"wo", "o"), (r"m(?=[bp])", "n"),
        (r"oh(?=[^aiueoy]|$)", "o"),
        (r"([kstnhmrgzdbpw])\1", r"\1"),
        (r"ou|oo+", "o"), (r"aa+", "a"), (r"ii+", "i"), (r"uu+", "u"), (r"ee+", "e"),
    )
]  # fmt: skip


def romaji_key(*, text: str) -> str:
    """The reading `text`, in kana or in any usual romaji, in one spelling for search.

    si/shi, tu/tsu, ou/oo/ō/oh/o, doubled consonants and n' are folded together; spaces stay, to
    mark where words begin. The beginning of a reading gives the beginning of its key.

    >>> romaji_key(text="シミズ ショウタ"), romaji_key(text="Shimizu Syouta")
    ('simizu syota', 'simizu syota')
    """
    return " ".join(filter(None, map(_in_letters, katakana(text=fold(text)).split())))


@lru_cache(maxsize=1 << 14)  # the same readings of names come again and again
def _in_letters(word: str) -> str:
    letters = _TWO_KANA.sub(lambda found: _together(found[1], found[2]), word)
    return _one_spelling(letters.translate(_LETTERS))


def _together(first: str, small: str) -> str:
    """キャ → kya, ファ → ha, チェ → tye, シュ → syu."""
    sound, tail = _SOUNDS.get(first, ""), _SMALL[small]
    if not sound:
        return first + small
    if tail.startswith("y"):
        return sound[:-1] + tail
    if sound.endswith("i"):
        return sound[:-1] + "y" + tail
    return "w" + tail if sound == "u" else sound[:-1] + tail


def _one_spelling(word: str) -> str:
    for pattern, by in _SPELLINGS:
        word = pattern.sub(by, word)
    return word
