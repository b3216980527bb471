"""The normal form of a field as it is left, what is doubtful in it, and the likely fix.

What people typed is kept; the normal form is offered to them while they look at it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

_OFFERED_ERA = re.compile(r"([^\d。]{2}(?:[0-9]+|元)年[0-9]+月[0-9]+日)ではありませんか")
_LAST_DAY = re.compile(r"([0-9]+)年([0-9]+)月は([0-9]+)日まで")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Normal:
    """A field as it may stand; `problem` says what is doubtful, `fix` what was probably meant."""

    value: str
    problem: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day of birth that was read, or why it could not be."""

    value: date | None
    problem: str = ""
    fix: str = ""


def normal_form(*, kind: str, text: str, today: date) -> Normal:
    """The normal form of `text` in a field of `kind` (the data-normal of its input)."""
    if not text.strip():
        return Normal("")
    if kind == "birthday":
        return _birthday(text, today)
    form = _FORMS.get(kind)
    return form(text) if form else Normal(text.strip())


def birthday(text: str, *, today: date) -> Birthday:
    """Read a day of birth in any usual way of writing; the fix for a day that does not exist."""
    try:
        day = japanese.parse_date(text)
    except japanese.UnreadableDate as unreadable:
        return _unreadable(unreadable.reason)
    if day > today:
        return Birthday(None, _("This day is still to come."))
    if day.year < 1873:
        return Birthday(None, _("Days before 1873 cannot be kept."))
    return Birthday(day)


def _unreadable(reason: japanese.Text) -> Birthday:
    """What the reader is told; words about options of the command line are not for a screen."""
    if found := _OFFERED_ERA.search(reason.ja):
        return Birthday(None, comparable.told(reason) or "", found[1])
    if found := _LAST_DAY.search(reason.ja):
        return Birthday(None, comparable.told(reason) or "", "/".join(found.groups()))
    return Birthday(
        None, _("Please write year, month and day, such as 1960/2/29 or 昭和35年2月29日.")
    )


def _birthday(text: str, today: date) -> Normal:
    read = birthday(text, today=today)
    if read.value is None:
        return Normal(text.strip(), read.problem, read.fix)
    return Normal(f"{read.value:%Y/%m/%d}")


def _name(text: str) -> Normal:
    """Names stay as typed, but for spaces at their ends and several in a row."""
    return Normal(_SPACES.sub(" ", text).strip())


def _kana(text: str) -> Normal:
    """Half-width kana become full-width; hiragana and katakana stay what they are."""
    value = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if japanese.is_kana(text=value):
        return Normal(value)
    return Normal(value, _("The reading is written in hiragana or katakana."))


def _plain(text: str) -> Normal:
    return Normal(japanese.plain(text))


def _phone(text: str) -> Normal:
    read = japanese.read_phone(text=text)
    shown = japanese.phone_display(text=text)
    if read.mended:
        return Normal(text.strip(), _("The 0 at the beginning seems to be missing."), shown)
    if read.kind == "unknown":
        return Normal(
            japanese.plain(text), _("This does not have the digits of a Japanese telephone number.")
        )
    extension = f" {_('ext.')} {read.extension}" if read.extension else ""
    return Normal(f"{shown}{extension}")


def _email(text: str) -> Normal:
    value = japanese.plain(text).replace(" ", "")
    if re.fullmatch(r"[^@]+@[^@.]+(\.[^@.]+)+", value):
        return Normal(value)
    return Normal(value, _("An e-mail address looks like name@example.jp."))


def _postal(text: str) -> Normal:
    key = japanese.postal_key(text=text)
    if not key:
        return Normal(japanese.plain(text), _("A postal code has seven digits."))
    shown = japanese.postal_display(text=text)
    if len(re.sub(r"\D", "", japanese.plain(text))) < 7:
        return Normal(text.strip(), _("The 0 at the beginning seems to be missing."), shown)
    return Normal(shown)


def _corporate_number(text: str) -> Normal:
    value = comparable.corporate_number(text)
    return Normal(value, comparable.corporate_number_problem(value) or "")


def _invoice_number(text: str) -> Normal:
    """Thirteen digits alone are offered with the T that belongs before them."""
    value = comparable.invoice_number(text)
    if re.fullmatch("[0-9]{13}", value):
        return Normal(value, _("An invoice number begins with T."), f"T{value}")
    return Normal(value, comparable.invoice_number_problem(value, of_company=False) or "")


_FORMS: Mapping[str, Callable[[str], Normal]] = {
    "name": _name,
    "kana": _kana,
    "code": _plain,
    "phone": _phone,
    "email": _email,
    "postal": _postal,
    "corporate_number": _corporate_number,
    "invoice_number": _invoice_number,
}
