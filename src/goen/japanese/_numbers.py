"""Numbers as written in cells → exact fractions, with the currency and unit they carry."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goen.japanese._text import Text, plain, unwrapped

LONGEST = 60
EMPTY = Text("空です", "It is empty")
NOT_A_NUMBER = Text("数字として読めません", "This cannot be read as a number")
ERROR_CELL = Text("表計算のエラーです", "This is an error of the spreadsheet")
GROUPING = Text(
    "けた区切りのカンマの位置が正しくありません",
    "The commas do not group the digits by three",
)
TWO_SIGNS = Text("符号が2つあります", "There are two signs")
CLOSING_DASH = Text(
    "¥ や円に続く末尾の - は、マイナスか、金額の終わりの印か決められません",
    "A dash behind an amount in yen may mean below zero or merely close the amount",
)
LONE_DASH = Text("横線だけです。0なら 0 と書いてください", "Only a dash; write 0 if zero is meant")

_UNITS = {"千": 10**3, "万": 10**4, "百万": 10**6, "億": 10**8}
_SIGN = "[-+△▲▼]"
_MARK = r"[¥\\$€£₩]|us\$|jpy|usd|eur|gbp"
_WRITTEN = re.compile(
    rf"(?P<sign>{_SIGN})?\s*(?P<mark>{_MARK})?\s*(?P<inner>{_SIGN})?\s*"
    r"(?P<number>(?:[0-9][0-9,]*)?(?:\.[0-9]+)?\.?)(?P<power>e[-+]?[0-9]{1,2})?\s*"
    r"(?P<unit>千|百万|万|億)?\s*(?P<name>円|ドル|ユーロ|[$€£₩]|jpy|usd|eur|gbp)?\s*(?P<end>[-+])?"
)
_BRACKETS = re.compile(rf"(?P<mark>{_MARK})?\s*\((?P<inside>[^()]+)\)\s*(?P<name>円)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_LONG_VOWEL_FIRST = re.compile(r"^ー(?=[0-9¥])")  # what a Japanese keyboard gives for a minus
_ACCOUNTING_ZERO = re.compile(r"[¥\\$]\s*-")


class Number(NamedTuple):
    """An exact number and what stood beside it in the cell."""

    value: Fraction
    unit: int | None = None
    currency: str = ""


def read_number(value: object) -> Number | Text:
    """The number in a cell of a workbook or a text file, or the reason why there is none."""
    if isinstance(value, str):
        return EMPTY if not value.strip() else _from_text(value)
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return NOT_A_NUMBER
    if isinstance(value, float):
        # Excel keeps 15 digits: 0.30000000000000004 is 0.3 to its user.
        return Number(Fraction(f"{value:.15g}")) if math.isfinite(value) else NOT_A_NUMBER
    if isinstance(value, Decimal):
        return Number(Fraction(value)) if value.is_finite() else NOT_A_NUMBER
    return Number(Fraction(value)) if isinstance(value, int) else NOT_A_NUMBER


def _from_text(text: str) -> Number | Text:
    if len(text) > LONGEST:
        return NOT_A_NUMBER
    written = _LONG_VOWEL_FIRST.sub("-", unwrapped(plain(text)).strip().lower())
    if not written:
        return EMPTY
    if written.startswith("#"):
        return ERROR_CELL
    if written == "-":
        return LONE_DASH
    if _ACCOUNTING_ZERO.fullmatch(written):
        return Number(Fraction(0))
    if brackets := _BRACKETS.fullmatch(written):
        return _below_zero(brackets)
    found = _WRITTEN.fullmatch(written)
    return NOT_A_NUMBER if found is None else _signed(found)


def _below_zero(brackets: re.Match[str]) -> Number | Text:
    found = _WRITTEN.fullmatch(brackets["inside"].strip())
    if found is None:
        return NOT_A_NUMBER
    number = _signed(found)
    if isinstance(number, Text):
        return number
    if found["sign"] or found["inner"] or found["end"]:
        return TWO_SIGNS
    currency = number.currency or brackets["mark"] or brackets["name"] or ""
    return Number(-number.value, number.unit, currency)


def _signed(found: re.Match[str]) -> Number | Text:
    signs = [sign for sign in (found["sign"], found["inner"], found["end"]) if sign]
    if len(signs) > 1:
        return TWO_SIGNS
    if found["end"] == "-" and (found["mark"] or found["name"]):
        return CLOSING_DASH
    value = _unsigned(found["number"], found["power"] or "")
    if isinstance(value, Text):
        return value
    negative = bool(signs) and signs[0] != "+"
    unit = _UNITS[found["unit"]] if found["unit"] else None
    return Number(-value if negative else value, unit, found["mark"] or found["name"] or "")


def _unsigned(number: str, power: str) -> Fraction | Text:
    if not number.strip(".,"):
        return NOT_A_NUMBER
    if "," in number and not _GROUPED.fullmatch(number):
        return GROUPING
    digits = number.replace(",", "").removesuffix(".")
    return Fraction(digits + power)
