"""The number under which a term is kept: kind, shelf, and up to three characters.

A term is the characters at one place of a text, at most three; at the end of a text there are
fewer, and the rest is zero. So all texts with 田 are those with a key in one range, and so are
those with 田中, and 田中商 is one key.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from goen.shop.ui.search.forms import joined, word_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goen.shop.ui.search.forms import Weight

UNITS = 3  # of UTF-16, 16 bits each
_UNIT = 16
_TERM = UNITS * _UNIT


class Place(IntEnum):
    """Where in a text the term stands; of two hits, that with the smaller place is first."""

    WHOLE = 0  # the text is no longer than the term
    START = 1
    WORD = 2
    INSIDE = 3


def units(text: str) -> list[int]:
    """`text` as UTF-16: a character beyond the basic plane counts two."""
    codes = list(map(ord, text))
    if max(codes, default=0) < 0x10000:
        return codes
    raw = text.encode("utf-16-be", "surrogatepass")
    return [raw[place] << 8 | raw[place + 1] for place in range(0, len(raw), 2)]


def key_of(*, kind: str, place: Place, weight: Weight, term: list[int]) -> int:
    """The key of a term of at most three units."""
    first, second, third = (*term, 0, 0)[:UNITS]
    return _shelf(kind, place, weight) | first << 32 | second << 16 | third


def key_range(*, kind: str, place: Place, weight: Weight, term: list[int]) -> tuple[int, int]:
    """The first and the last key of the terms that begin with `term`."""
    first = key_of(kind=kind, place=place, weight=weight, term=term)
    if place == Place.WHOLE:
        return first, first
    return first, first + (1 << _UNIT * (UNITS - len(term))) - 1


def keys_of_texts(*, kind: str, texts: Iterable[tuple[Weight, str]]) -> set[int]:
    """All keys under which an object with these forms is kept."""
    keys: set[int] = set()
    for weight, form in texts:
        keys.update(_keys_of_text(kind, weight, form))
    return keys


def _keys_of_text(kind: str, weight: Weight, form: str) -> Iterator[int]:
    text = joined(form)
    whole = units(text)
    if len(whole) <= UNITS:
        yield key_of(kind=kind, place=Place.WHOLE, weight=weight, term=whole)
    # The same shift for every term: this loop runs once per character of a million customers.
    shelves = [_shelf(kind, Place.INSIDE, weight)] * len(whole)
    for start in word_starts(form):
        shelves[len(units(text[:start]))] = _shelf(kind, Place.WORD, weight)
    shelves[0] = _shelf(kind, Place.START, weight)
    second, third = [*whole[1:], 0], [*whole[2:], 0, 0]
    for shelf, one, two, three in zip(shelves, whole, second, third, strict=False):
        yield shelf | one << 32 | two << 16 | three


@cache
def _shelf(kind: str, place: Place, weight: Weight) -> int:
    # Two kinds with one number would share keys, not hits: hits are fetched by kind.
    number = crc32(kind.encode()) & 0x1FF
    return ((number << 2 | place) << 3 | weight) << _TERM
