"""One row of a sales file checked: used, excluded by rule, or rejected with every reason.

Cells whose meaning needs no Python, so that a SQL fast path may read them and agree with this
module: dates by CLEAN_DATE_PATTERN (the day exists, its year lies in FIRST_YEAR..LAST_YEAR, and the
style is no strptime format), amounts by `clean_money_pattern` (a workbook has no such cells; within
±LARGEST_AMOUNT after the unit), customers by CLEAN_TEXT_PATTERN, texts by CLEAN_TEXT_PATTERN or
empty, quantities by `-?[0-9]{1,15}`. A row with any other cell belongs here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goen.japanese import Text

# Printable ASCII or Japanese, no space or sign of a formula at its ends; syntax of Python and RE2.
CLEAN_TEXT_PATTERN = r"[!$-<>-~ぁ-龠！-ﾟ](?:[ -~ぁ-龠！-ﾟ]{0,198}[!-~ぁ-龠！-ﾟ])?"
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How cells are to be read. `anonymous` matches, whole, customer numbers of walk-ins."""

    digits: int = 0
    date_style: str | None = None
    years: tuple[int, int] | None = None
    anonymous: re.Pattern[str] | None = None
    serials: bool = False
    epoch_1904: bool = False


class CheckedRow(NamedTuple):
    """A row to use. Amounts in minor units, signed, never 0; what the file lacks is None."""

    customer: str
    day: date
    amount: int
    customer_name: str | None = None
    product: str | None = None
    category: str | None = None
    quantity: int | None = None
    gross_profit: int | None = None
    shop: str | None = None
    slip: str | None = None


class Excluded(NamedTuple):
    """A row left out by rule: "cancelled", "no_customer" or "zero", tried in this order.

    `day` and `amount` are known for "no_customer" and "zero"; for "cancelled" where readable.
    """

    reason: str
    customer: str | None
    day: date | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be used: its role, its column, its value as text, and why."""

    role: str
    column: str
    value: str
    reason: Text


class Rejected(NamedTuple):
    """A row that cannot be used, with all its problems."""

    problems: tuple[Problem, ...]
