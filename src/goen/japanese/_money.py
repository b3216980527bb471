"""Amounts as Japanese companies write them → whole minor units, or the reason why not.

Read: 1200, 1,200, ￥1,200, ¥1,200, 1,200円, １，２００, 1200.00, 1E+05, 3万円, 1,200千円,
金1,200円也, 1,200円（税込）; below zero △1,000, ▲1,000, −1,000, -1,000, (1,000), （1,000）, 1,000-.
"¥-", as Excel's accounting format shows it, is 0. Workbook numbers are read to the 15 digits Excel
keeps.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

from goen.japanese._numbers import EMPTY, NOT_A_NUMBER, Number, read_number
from goen.japanese._text import Text, fold
from goen.japanese._unreadable import UnreadableMoney, UnreadableQuantity

# No single sale is larger, and the sum of ninety such rows still fits a BIGINT.
LARGEST_AMOUNT = 10**17
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_YEN_GROUPED = re.compile(r"[¥￥]?(-?[0-9]{1,3}(?:,[0-9]{3}){1,4})円?")
_DECIMAL = re.compile(r"(-?)([0-9]{1,12})\.([0-9]{1,4})")
_EXACT_FLOAT = 10**15
_AROUND = re.compile(r"金?(.*?)\s*(?:也|\(?(?:税込み?|内税)\)?)?")
_FOREIGN = frozenset(("$", "us$", "usd", "€", "eur", "£", "gbp", "ドル", "ユーロ"))
_YEN = frozenset(("円", "jpy"))
_COUNTERS = re.compile(
    r"(.*[0-9.)])\s*(?:個|コ|ケ|本|枚|点|台|冊|箱|袋|缶|瓶|杯|皿|丁|束|巻|足|着|脚|組|式|セット|ケース|"
    r"パック|ダース|人|名|様|泊|回|件|口|時間|kg|g|l|ml|m|pcs?|pieces?|units?|sets?|個入り?)\.?"
)

_NO_AMOUNT = Text("金額が空です", "The amount is empty")
_NOT_MONEY = Text("金額として読めません", "This cannot be read as an amount")
_TOO_LARGE = Text("金額が大きすぎます", "The amount is too large")
_FOREIGN_MONEY = Text(
    "円ではない通貨のようです。--currency USD などを付けてください",
    "This is not in yen; add --currency USD or the like",
)
_YEN_MONEY = Text(
    "円の金額です。--currency JPY にしてください",
    "This is an amount in yen; use --currency JPY",
)


def parse_money(value: object, *, digits: int, unit: int = 1) -> int:
    """The amount in a cell, in minor units of a currency with `digits` decimals.

    `unit`: what one stands for in the cell's column: 1000 in a 千円 column. A unit in the cell
    itself (3万円) takes its place. Raises UnreadableMoney: empty, not a number, wrong commas, more
    decimals than the currency has, another currency, larger than LARGEST_AMOUNT.

    >>> parse_money("△１，２００円", digits=0), parse_money("12.5", digits=2)
    (-1200, 1250)
    >>> parse_money(1.5, digits=0, unit=1000)
    1500
    """
    whole = _quickly(value, digits)
    if whole is not None:
        found: int | Text = _bounded(whole * unit)
    else:
        price = _price(value, digits, unit)
        found = price if isinstance(price, Text) else _minor(price, digits)
    if isinstance(found, Text):
        raise UnreadableMoney(found)
    return found


def parse_price(value: object, *, digits: int, unit: int = 1) -> Fraction:
    """The price of one piece, in major units; it may be finer than the minor unit (0.5円).

    Reads the same forms as parse_money; multiply it by a quantity and give the product to
    `minor_units`. Raises UnreadableMoney.
    """
    found = _price(value, digits, unit)
    if isinstance(found, Text):
        raise UnreadableMoney(found)
    return found


def minor_units(amount: Fraction, *, digits: int, rounded: bool = False) -> int:
    """`amount` of major units as whole minor units of a currency with `digits` decimals.

    `rounded`: what is finer than the minor unit is rounded half up (away from zero); otherwise it
    raises UnreadableMoney, as does an amount beyond LARGEST_AMOUNT.
    """
    if rounded:
        scaled = abs(amount) * _scale(digits)
        whole = floor(scaled + Fraction(1, 2))
        found = _bounded(-whole if amount < 0 else whole)
    else:
        found = _minor(amount, digits)
    if isinstance(found, Text):
        raise UnreadableMoney(found)
    return found


def parse_quantity(value: object) -> Fraction:
    """The number of things in a cell; a counter behind it (3個, 2 pcs, 一式) is dropped.

    Raises UnreadableQuantity.

    >>> parse_quantity("3個"), parse_quantity("△１"), parse_quantity("1.5kg")
    (Fraction(3, 1), Fraction(-1, 1), Fraction(3, 2))
    """
    if isinstance(value, str):
        if _WHOLE.fullmatch(value):
            return Fraction(int(value))
        folded = fold(value).removeprefix("x").removeprefix("×")
        counted = _COUNTERS.fullmatch("1式" if folded == "一式" else folded)
        value = counted[1] if counted else folded
    number = read_number(value)
    if isinstance(number, Text):
        raise UnreadableQuantity(number)
    if abs(number.value) > LARGEST_AMOUNT:
        raise UnreadableQuantity(Text("数が大きすぎます", "The number is too large"))
    return number.value * (number.unit or 1)


def _quickly(value: object, digits: int) -> int | None:
    """The minor units in a cell of one of the commonest forms; None: read it the long way."""
    if isinstance(value, str):
        if _WHOLE.fullmatch(value):
            return int(value) * _scale(digits)
        if digits == 0 and (grouped := _YEN_GROUPED.fullmatch(value)):
            return int(grouped[1].replace(",", ""))
        if (parts := _DECIMAL.fullmatch(value)) and len(parts[3]) <= digits:
            return int(parts[1] + parts[2] + parts[3].ljust(digits, "0"))
    elif isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_FLOAT:
        return int(value) * _scale(digits)
    return None


def _price(value: object, digits: int, unit: int) -> Fraction | Text:
    if isinstance(value, str) and ("税" in value or "也" in value):
        value = _without_words(value)
    number = read_number(value)
    if isinstance(number, Text):
        return _in_words_of_money(number)
    if abs(number.value) > LARGEST_AMOUNT:
        return _TOO_LARGE
    return _wrong_currency(number, digits) or number.value * (number.unit or unit)


def _without_words(text: str) -> str:
    found = _AROUND.fullmatch(fold(text))
    return found[1] if found else text


def _in_words_of_money(reason: Text) -> Text:
    return {EMPTY: _NO_AMOUNT, NOT_A_NUMBER: _NOT_MONEY}.get(reason, reason)


def _wrong_currency(number: Number, digits: int) -> Text | None:
    if digits == 0 and number.currency in _FOREIGN:
        return _FOREIGN_MONEY
    return _YEN_MONEY if digits and number.currency in _YEN else None


def _scale(digits: int) -> int:
    return int(10**digits)


def _minor(amount: Fraction, digits: int) -> int | Text:
    scaled = amount * _scale(digits)
    return _bounded(scaled.numerator) if scaled.denominator == 1 else _too_fine(digits)


def _bounded(minor: int) -> int | Text:
    return minor if -LARGEST_AMOUNT <= minor <= LARGEST_AMOUNT else _TOO_LARGE


def _too_fine(digits: int) -> Text:
    if digits == 0:
        return Text(
            "小数があります。この通貨に小数はありません（ドルなら --currency USD を付けます）",
            "There are decimals; this currency has none (for dollars add --currency USD)",
        )
    return Text(
        f"小数が多すぎます。この通貨の小数は{digits}けたです",
        f"Too many decimals; this currency has {digits}",
    )


def clean_money_pattern(*, digits: int) -> str:
    """The amounts a SQL fast path may read by itself (syntax of RE2).

    A whole number of up to 15 digits, then at most `digits` decimals, then zeros. The result must
    still lie within ±LARGEST_AMOUNT after the column's unit is applied.
    """
    return rf"-?[0-9]{{1,15}}(?:\.[0-9]{{0,{digits}}}0*)?" if digits else r"-?[0-9]{1,15}(?:\.0+)?"
