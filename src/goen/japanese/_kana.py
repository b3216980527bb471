"""Kana in one comparable form."""

from __future__ import annotations

import re

from goen.japanese._text import plain

_KATAKANA = {code: chr(code + 0x60) for code in range(0x3041, 0x3097)} | {
    ord("ゝ"): "ヽ",
    ord("ゞ"): "ヾ",
}
_VOICED_V = re.compile("ヴ([ァィェォ]?)")
_V = {"": "ブ", "ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}
_WEAK = str.maketrans("ヅヂヲヰヱ", "ズジオイエ", "ー")
_LONG_DASH = re.compile("(?<=[ァ-ヺ])[-~〜]")  # サトー typed with a hyphen or a wave


def katakana(*, text: str) -> str:
    """`text` with every hiragana as katakana; all else stays.

    >>> katakana(text="さとう花子")
    'サトウ花子'
    """
    return text.translate(_KATAKANA)


def kana_key(*, text: str, weak: bool = False) -> str:
    """The reading `text` in full-width katakana without spaces or ・, as readings are compared.

    `weak` also folds what is often written in two ways: ヴァ/バ, ヅ/ズ, ヂ/ジ, ヲ/オ, and drops ー.

    >>> kana_key(text="ｻﾄｳ　はなこ"), kana_key(text="ヴァーヅ", weak=True)
    ('サトウハナコ', 'バズ')
    """
    written = _LONG_DASH.sub("ー", katakana(text=plain(text)).replace("~", "〜"))
    key = re.sub(r"[\s・･=]", "", written).casefold()
    if weak:
        key = _VOICED_V.sub(lambda found: _V[found[1]], key).translate(_WEAK)
    return key


def is_kana(*, text: str) -> bool:
    """Whether `text` is a reading: kana, ー, spaces and ・ alone.

    >>> is_kana(text="さとう ﾊﾅｺ"), is_kana(text="佐藤")
    (True, False)
    """
    return re.fullmatch(r"[ァ-ヺー・\s]+", katakana(text=plain(text))) is not None
