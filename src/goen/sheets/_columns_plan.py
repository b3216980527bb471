"""Which column plays which role: what was found, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from goen.japanese import Text

Cell = str | int | float | bool | date | datetime | None
Row = Sequence[Cell]

REQUIRED = ("customer", "date", "amount")
DATE_PARTS = ("date", "month", "day_of_month")
NAME_PARTS = ("customer_name", "given_name")
ROLES = (
    "customer",
    "date",
    "month",
    "day_of_month",
    "amount",
    "customer_name",
    "given_name",
    "product",
    "category",
    "quantity",
    "unit_price",
    "gross_profit",
    "cost",
    "unit_cost",
    "shop",
    "slip",
    "event",
    "kind",
    "cancelled",
)
LIKELY = 0.55  # a choice less sure than this is a guess, for the user to check
_NO_UNITS: Mapping[str, int] = MappingProxyType({})


def letter(index: int) -> str:
    """The letter Excel gives the column: A for 0, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


class UnknownColumn(ValueError):
    """`--columns` names a role or a column that is not there; `reason` says which."""

    def __init__(self, reason: Text) -> None:
        self.reason = Text(f"--columns：{reason.ja}", f"--columns: {reason.en}")
        super().__init__(self.reason.en)
        self.brief = Text("--columns の列がありません", "it has no such column as --columns says")


class ColumnsNotFound(ValueError):
    """The customer, the date or the amount was not found; `reason` says which and what to do.

    `brief`: the same in a few words, for a table that is only skipped.
    """

    def __init__(self, reason: Text, *, brief: Text | None = None) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.brief = brief or reason


@dataclass(frozen=True)
class ColumnPlan:
    """Which column plays which role.

    `columns`: role → 0-based index, with "customer" and "date" always there, and "amount" too
    unless it is the product of "quantity" and "unit_price". Where the parts of a date stand apart,
    "date" is the column of the year beside "month" and (but for months) "day_of_month"; beside
    "given_name" "customer_name" is the family name. `headers`: role → the header as in the
    file, or the column's letter where there is none. `confidence`: role → 0..1. `units`: role →
    what 1 in the column stands for (1000 under a 千円 header). `serials`: dates are Excel serials
    written as text.
    `notes`: what the user should know about the choice.
    """

    columns: Mapping[str, int]
    headers: Mapping[str, str]
    confidence: Mapping[str, float]
    has_header: bool
    units: Mapping[str, int] = field(default_factory=lambda: _NO_UNITS)
    serials: bool = False
    notes: tuple[Text, ...] = ()

    @property
    def unit(self) -> int:
        """What 1 in the amount column stands for: 1000 under a 千円 header."""
        return self.units.get("amount", 1)

    @property
    def joined(self) -> Mapping[str, tuple[int, ...]]:
        """The roles that stand in several columns → these, in the order to read them."""
        sets = {"date": DATE_PARTS, "customer_name": NAME_PARTS}
        places = {
            role: tuple(self.columns[part] for part in parts if part in self.columns)
            for role, parts in sets.items()
        }
        return {role: indexes for role, indexes in places.items() if len(indexes) > 1}

    def word(self, role: str) -> Text:
        """How sure the choice of a column is, in one word."""
        share = self.confidence[role]
        if share >= 0.8:
            return Text("確か", "sure")
        return Text("たぶん", "likely") if share >= LIKELY else Text("要確認", "please check")
