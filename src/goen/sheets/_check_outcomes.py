"""How a row is to be checked, and what may come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from datetime import date

    from goen.japanese import Text


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How cells are to be read. `anonymous` matches, whole, customer numbers of walk-ins.

    `listed_after`: rows dated after that day are to be listed one by one; None lists none.
    """

    digits: int = 0
    date_style: str | None = None
    years: tuple[int, int] | None = None
    anonymous: re.Pattern[str] | None = None
    serials: bool = False
    epoch_1904: bool = False
    listed_after: date | None = None


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
    event: str | None = None


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
