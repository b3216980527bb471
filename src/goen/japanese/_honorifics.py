"""様, 御中, 先生: exactly one, and the right one."""

from __future__ import annotations

ORGANISATION = "御中"
PERSON = "様"
HONORIFICS = (PERSON, "先生", "殿", ORGANISATION, "各位")


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
