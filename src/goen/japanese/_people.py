"""Names of persons in one comparable form."""

from __future__ import annotations

import re

from goen.japanese._itaiji import fold_itaiji
from goen.japanese._kana import katakana
from goen.japanese._text import fold

_BETWEEN = re.compile(r"[\s・･,.'’]")


def person_key(*, text: str, weak: bool = False) -> str:
    """The name `text` as names are compared: one form of each kanji, katakana, no space or ・.

    `weak` also folds kanji that people mix up (斉藤 and 斎藤).

    >>> person_key(text="髙﨑　みな子"), person_key(text="ｼﾞｮﾝ･ｽﾐｽ")
    ('高崎ミナ子', 'ジョンスミス')
    """
    return _BETWEEN.sub("", katakana(text=fold_itaiji(text=fold(text), weak=weak)))
