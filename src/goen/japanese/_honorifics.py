"""様, 御中, 先生: exactly one, and the right one."""

from __future__ import annotations

import re

from goen.japanese._text import plain

ORGANISATION = "御中"
PERSON = "様"
HONORIFICS = (PERSON, "先生", "殿", ORGANISATION, "各位")
_GROUP = re.compile(rf"\s*(?:{ORGANISATION}|各位)$")
_BEHIND = re.compile(
    rf"(?:{_GROUP.pattern[:-1]}|\s+(?:様|殿|さま|さん)|(?<![王神客奥殿皆])様|(?<=[一-龠々])さん)$"
)
_SHOPS = re.compile("[屋肉魚花茶豆酒米菓薬]さん$")  # 花屋さん is what a shop may call itself
_NOBODY = ("上", "お得意")  # 上様 is what receipts say for anybody


def honorific(*, organisation: bool, chosen: str = "", to_person: bool = False) -> str:
    """The word behind the name of an addressee: 御中 for organisations, 様 or `chosen` for people.

    A letter to a person in a company (`to_person`) puts the word behind the person alone, so that
    御中 and 様 never stand together.

    >>> honorific(organisation=True), honorific(organisation=False, chosen="先生")
    ('御中', '先生')
    >>> honorific(organisation=True, to_person=True)
    ''
    """
    if organisation:
        if to_person:
            return ""
        return chosen if chosen in (ORGANISATION, "各位") else ORGANISATION
    return chosen if chosen and chosen != ORGANISATION else PERSON


def addressed(*, name: str, organisation: bool, chosen: str = "") -> str:
    """`name` with its honorific; a name that is typed with one keeps it and gets no second.

    >>> addressed(name="関 凪", organisation=False)
    '関 凪 様'
    >>> addressed(name="関 凪 先生", organisation=False)
    '関 凪 先生'
    """
    bare = name.strip()
    if bare.endswith(HONORIFICS) and not bare.endswith("奥様"):
        return bare
    return f"{bare} {honorific(organisation=organisation, chosen=chosen)}"


def without_honorific(*, name: str) -> str:
    """`name`, as files have it, without 様, 御中, 殿 or さん behind it.

    >>> without_honorific(name="小林　明子様"), without_honorific(name="青葉商店 御中")
    ('小林 明子', '青葉商店')
    >>> without_honorific(name="上様"), without_honorific(name="お客様")
    ('上様', 'お客様')
    """
    text = plain(name)
    if _SHOPS.search(text):
        return text
    bare = _BEHIND.sub("", text)
    return text if not bare or bare in _NOBODY else bare


def addresses_organisation(*, name: str) -> bool:
    """Whether a name has a word behind it that only organisations have.

    >>> addresses_organisation(name="青葉 御中"), addresses_organisation(name="青葉 様")
    (True, False)
    """
    return _GROUP.search(plain(name)) is not None
