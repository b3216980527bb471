"""Numbers in kanji, as letters write dates: 二〇二五年, 七年, 三十一日, 二千二十五年."""

from __future__ import annotations

import re

_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = re.compile("[〇零一二三四五六七八九十百千]+")


def with_digits(text: str) -> str:
    """`text` with each number in kanji as digits.

    >>> with_digits("令和七年十二月三十一日")
    '令和7年12月31日'
    """
    return _NUMBER.sub(lambda found: _value(found[0]), text)


def _value(kanji: str) -> str:
    if not any(unit in kanji for unit in _UNITS):
        return "".join(str(_DIGITS[character]) for character in kanji)
    total, last = 0, 0
    for character in kanji:
        if character in _UNITS:
            total += max(last, 1) * _UNITS[character]
            last = 0
        else:
            last = _DIGITS[character]
    return str(total + last)
