"""What Shift_JIS (CP932) lacks, as what is most like it: 𠮷 → 吉, ø → o, the rest → 〓."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from goen.japanese import fold_itaiji

MISSING = "〓"
# The same signs under the numbers that other systems give them, and what typewriters lacked.
_SIGNS = {
    "\u301c": "\uff5e", "\u3030": "\uff5e", "\u2212": "\uff0d", "\u2016": "\u2225",
    "\u2014": "\u2015", "\u2e3a": "\u2015", "\u203e": "\uffe3", "\u00a2": "\uffe0",
    "\u00a3": "\uffe1", "\u00ac": "\uffe2", "\u00a5": "\uffe5", "\u2011": "-", "\u2012": "-",
    "\u2013": "-", "\u2022": "・", "\u00b7": "・", "\u3094": "ヴ", "\u2028": "\n", "\u2029": "\n",
    "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "«": "《", "»": "》", "©": "(c)", "®": "(R)",
}  # fmt: skip
# Selectors of a form of the letter before them, joiners and marks of direction: nothing is seen.
_UNSEEN = ("Cf", "Mn", "Me")


def as_cp932(text: str) -> tuple[str, list[tuple[str, str]]]:
    """`text` with every character that CP932 has, and what stands for what it lacks."""
    if _has(text):
        return text, []
    composed = unicodedata.normalize("NFC", text)  # か and its mark apart are が
    if _has(composed):
        return composed, []
    replaced = [(char, likeness(char)) for char in composed if not _has(char)]
    return "".join(char if _has(char) else likeness(char) for char in composed), replaced


@lru_cache(maxsize=10_000)
def likeness(char: str) -> str:
    """What is written for a character that CP932 lacks; '' for one that is not seen.

    >>> likeness("𠮷"), likeness("é"), likeness("😀")
    ('吉', 'e', '〓')
    """
    if char in _SIGNS:
        return _SIGNS[char]
    if unicodedata.category(char) in _UNSEEN:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)
    )
    for one in (fold_itaiji(text=char), plain, fold_itaiji(text=plain), letters):
        if one and one != char and _has(one):
            return one
    return MISSING


def _has(text: str) -> bool:
    """Whether the text comes back from CP932 as it was; 〜 would come back under another number."""
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeError:
        return False
