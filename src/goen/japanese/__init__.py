"""Text as Japanese companies write it → comparable forms: words, dates, amounts. Pure functions."""

from __future__ import annotations

from goen.japanese._currencies import (
    CURRENCIES,
    UnknownCurrency,
    currency_sign,
    minor_digits,
)
from goen.japanese._date_parts import FIRST_YEAR, LAST_YEAR, DateReading
from goen.japanese._dates import (
    CLEAN_DATE_PATTERN,
    DATE_STYLES,
    date_readings,
    is_date_style,
    parse_date,
)
from goen.japanese._money import (
    LARGEST_AMOUNT,
    clean_money_pattern,
    minor_units,
    parse_money,
    parse_price,
    parse_quantity,
)
from goen.japanese._text import Text, display_width, fold, pad, plain, unwrapped
from goen.japanese._unreadable import (
    Unreadable,
    UnreadableDate,
    UnreadableMoney,
    UnreadableQuantity,
)
from goen.japanese._words import Kind, looks_anonymous, transaction_kind

__all__ = [
    "CLEAN_DATE_PATTERN",
    "CURRENCIES",
    "DATE_STYLES",
    "FIRST_YEAR",
    "LARGEST_AMOUNT",
    "LAST_YEAR",
    "DateReading",
    "Kind",
    "Text",
    "UnknownCurrency",
    "Unreadable",
    "UnreadableDate",
    "UnreadableMoney",
    "UnreadableQuantity",
    "clean_money_pattern",
    "currency_sign",
    "date_readings",
    "display_width",
    "fold",
    "is_date_style",
    "looks_anonymous",
    "minor_digits",
    "minor_units",
    "pad",
    "parse_date",
    "parse_money",
    "parse_price",
    "parse_quantity",
    "plain",
    "transaction_kind",
    "unwrapped",
]
