"""Names of companies in one comparable form, apart from the kind of their legal person."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from goen.japanese._itaiji import fold_itaiji
from goen.japanese._kana import katakana
from goen.japanese._text import fold

Position = Literal["", "before", "after", "inside"]

# Full form: how it is shortened in brackets, and by banks (カ) before, (カ behind, (カ) inside).
# Longer words first: 一般社団法人 holds 社団法人.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("特定非営利活動法人", "特非", "トクヒ"),
    ("一般社団法人", "一社", "シヤ"),
    ("公益社団法人", "公社", ""),
    ("一般財団法人", "一財", "ザイ"),
    ("公益財団法人", "公財", ""),
    ("医療法人社団", "", ""),
    ("医療法人財団", "", ""),
    ("社会福祉法人", "福", "フク"),
    ("独立行政法人", "独", "ドク"),
    ("国立大学法人", "大", "ダイ"),
    ("行政書士法人", "", "ギヨ"),
    ("司法書士法人", "", "シホウ"),
    ("土地家屋調査士法人", "", ""),
    ("社会保険労務士法人", "", "ロウム"),
    ("農事組合法人", "", "ノウ"),
    ("管理組合法人", "", ""),
    ("弁護士法人", "", "ベン"),
    ("税理士法人", "", "ゼイ"),
    ("監査法人", "", ""),
    ("学校法人", "学", "ガク"),
    ("宗教法人", "宗", "シユウ"),
    ("医療法人", "医", "イ"),
    ("社団法人", "社", ""),
    ("財団法人", "財", ""),
    ("NPO法人", "", ""),
    ("株式会社", "株", "カ"),
    ("有限会社", "有", "ユ"),
    ("合同会社", "同", "ド"),
    ("合資会社", "資", "シ"),
    ("合名会社", "名", "メ"),
    ("相互会社", "相", "ソ"),
)
_ENGLISH = {
    r"(?:co\.?\s*,?\s*ltd\.?|k\.?k\.?|kabushiki\s+kaisha|inc\.?|corp\.?|corporation)": "株式会社",
    r"(?:l\.?l\.?c\.?|g\.?k\.?)": "合同会社",
}
# No form is written without one of these.
_PERHAPS = re.compile(r"法人|会社|[()]|[a-z.]$")
_NOT_COMPARED = re.compile(r"[\s・･.,'’\"“”()\[\]「」『』&-]")


class Company(NamedTuple):
    """A company's name taken apart.

    A株式会社 and 株式会社A are different companies by law: their keys are equal, their positions
    are not.
    """

    key: str
    legal_form: str  # 株式会社, or "" when none is written
    position: Position


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What to look for, the longest first, and the legal form that it means."""
    found = [(re.compile(re.escape(full.casefold())), full) for full, _, _ in _FORMS]
    found += [(re.compile(rf"\({short}\)"), full) for full, short, _ in _FORMS if short]
    for full, _, bank in _FORMS:
        if bank:  # banks write large kana only, and an open bracket on the side of the name
            found.append((re.compile(rf"^\(?{bank}\)|\({bank}\)?$|\({bank}\)"), full))
    found += [(re.compile(rf"(?<![a-z0-9]){pattern}$"), form) for pattern, form in _ENGLISH.items()]
    return found


@lru_cache(maxsize=1 << 13)  # one name is asked for several times in a row
def read_company(*, text: str) -> Company:
    """The company's name `text` without its legal form, in the form names are compared in.

    >>> read_company(text="㈱ことづて茶舗")
    Company(key='コトヅテ茶舗', legal_form='株式会社', position='before')
    >>> read_company(text="ケイヨウギンコウ(カ").legal_form
    '株式会社'
    """
    name = fold(text)
    kana = katakana(text=name)
    for pattern, form in _patterns() if _PERHAPS.search(kana) else ():
        found = pattern.search(kana)
        if found:
            rest = kana[: found.start()] + " " + kana[found.end() :]
            if _bare(rest):
                return Company(_bare(rest), form, _position(found, kana))
    return Company(_bare(kana), "", "")


def company_key(*, text: str) -> str:
    """The company's name `text` as names are compared; empty only for an empty name.

    >>> company_key(text="株式会社 髙橋商店") == company_key(text="高橋商店（株）")
    True
    """
    return read_company(text=text).key


def _bare(name: str) -> str:
    return _NOT_COMPARED.sub("", fold_itaiji(text=name))


def _position(found: re.Match[str], name: str) -> Position:
    if not name[: found.start()].strip():
        return "before"
    return "inside" if name[found.end() :].strip() else "after"
