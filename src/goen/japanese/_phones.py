"""Phone numbers in one comparable form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from goen.japanese._text import plain

PhoneKind = Literal["mobile", "fixed", "ip", "free", "abroad", "unknown"]

_EXTENSION = re.compile(r"(?:内線|ext\.?|extension|x|#)\s*:?\s*([0-9]+)\D*$", re.IGNORECASE)
_JAPAN = re.compile(r"(?:\+|00|010)810?(?=[1-9])")
_PLAIN = re.compile("0(?!0|10)[0-9]+")


class Phone(NamedTuple):
    """A phone number taken apart; `mended` marks a zero that was lost and put back (補正)."""

    key: str
    kind: PhoneKind
    mended: bool = False
    extension: str = ""


@lru_cache(maxsize=1 << 13)  # one number is asked for several times in a row
def read_phone(*, text: str) -> Phone:
    """The phone number `text`: digits as dialled in Japan, or + and digits abroad.

    Excel drops the zero at the head of a number: 9 digits (fixed) or 10 that begin with 50, 60, 70,
    80 or 90 get it back.

    >>> read_phone(text="+81 90-1234-5678"), read_phone(text="9012345678").mended
    (Phone(key='09012345678', kind='mobile', mended=False, extension=''), True)
    """
    digits = text.replace("-", "")
    if _PLAIN.fullmatch(digits):  # nearly all of them
        return Phone(digits, _kind(digits))
    written = plain(text)
    found = _EXTENSION.search(written)
    extension = found[1] if found else ""
    number = written[: found.start()] if found else written
    digits = re.sub(r"[^0-9+]", "", number)
    if _JAPAN.match(digits):
        digits = "0" + _JAPAN.sub("", digits)
    elif digits.startswith("+"):
        return Phone(digits, "abroad", extension=extension)
    digits = digits.replace("+", "")
    mended = _lost_zero(digits)
    digits = "0" + digits if mended else digits
    return Phone(digits, _kind(digits), mended, extension)


def phone_key(*, text: str) -> str:
    """The number `text` as numbers are compared: digits alone; "" when there is none.

    >>> phone_key(text="（０２５８）３２－１２３４ 内線5"), phone_key(text="なし")
    ('0258321234', '')
    """
    return read_phone(text=text).key


def phone_display(*, text: str) -> str:
    """The number with hyphens where Japan's numbering has them; unknown ones as typed.

    >>> phone_display(text="0258321234"), phone_display(text="0312345678")
    ('0258-32-1234', '03-1234-5678')
    """
    phone = read_phone(text=text)
    if phone.kind == "unknown":
        return text
    if phone.kind in ("mobile", "ip"):
        return f"{phone.key[:3]}-{phone.key[3:7]}-{phone.key[7:]}"
    if phone.kind == "abroad":
        return _international(phone.key) or text
    shown, place = [], 0
    for size in _sizes(phone.key[:_HEAD], len(phone.key)):
        shown.append(phone.key[place : place + size])
        place += size
    return "-".join(shown)


# Japan's numbering tells by so many digits where the hyphens of a number stand.
_HEAD = 7


@lru_cache(maxsize=1 << 14)
def _sizes(head: str, length: int) -> tuple[int, ...]:
    """How many digits stand between the hyphens of Japanese numbers that begin with `head`."""
    import phonenumbers  # its tables take a quarter of a second to load

    number = phonenumbers.PhoneNumber(country_code=81, national_number=int(head.ljust(length, "0")))
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    sizes = tuple(map(len, shown.split("-")))
    return sizes if sum(sizes) == length else (length,)  # no such area: its zero is left away


def _international(key: str) -> str:
    """A number abroad as phonenumbers writes it; "" for what is none."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(key, "JP")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_possible(*, text: str) -> bool:
    """Whether a telephone can have the number `text`: its digits are neither too few nor too many.

    >>> phone_possible(text="0258-32-1234"), phone_possible(text="abc"), phone_possible(text="12")
    (True, False, False)
    """
    phone = read_phone(text=text)
    if not any(char.isdigit() for char in phone.key):
        return False
    if phone.kind not in ("unknown", "abroad"):
        return True
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(phone.key, "JP"))
    except phonenumbers.NumberParseException:
        return False


def _lost_zero(digits: str) -> bool:
    if re.fullmatch("[1-9][0-9]{8}", digits):
        return not digits.startswith(("120", "570"))
    return re.fullmatch("[56789]0[1-9][0-9]{7}", digits) is not None


_KIND = re.compile(
    "(?P<mobile>0[6789]0[1-9][0-9]{7})|(?P<ip>050[0-9]{8})"
    "|(?P<free>0120[0-9]{6}|0800[0-9]{7}|0570[0-9]{6})|(?P<fixed>0[1-9][0-9]{8})"
)


def _kind(digits: str) -> PhoneKind:
    found = _KIND.fullmatch(digits)
    return cast("PhoneKind", found.lastgroup) if found else "unknown"
