"""E-mail addresses in one comparable form."""

from __future__ import annotations

from goen.japanese._text import plain

_GMAIL = ("gmail.com", "googlemail.com")


def email_key(*, text: str, weak: bool = False) -> str:
    """The address `text` as addresses are compared; "" when it has no name or no domain.

    Dots may stand together or at the end of the name: old addresses of mobile carriers have them.
    `weak` drops dots and "+tag" at Gmail, where they make no difference.

    >>> email_key(text="　Ｔａｒｏ..ａ.@DOCOMO.ne.jp ")
    'taro..a.@docomo.ne.jp'
    >>> email_key(text="a.b+c@gmail.com", weak=True)
    'ab@gmail.com'
    """
    name, at, domain = plain(text).replace(" ", "").casefold().rpartition("@")
    domain = domain.rstrip(".")
    if not (name and at and domain):
        return ""
    if weak and domain in _GMAIL:
        return f"{name.split('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{domain}"
