"""Choosing the customer, the date and the amount among the columns, by their heads and contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Protocol

from goen.sheets._columns_content import like_amount, like_customer, like_date
from goen.sheets._columns_headers import (
    Tax,
    header_of,
    never_a_sale_date,
    never_an_amount,
    roles_of,
    tax_of,
    unit_of,
)
from goen.sheets._columns_plan import letter
from goen.sheets._columns_profile import Profile, column_of, profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_plan import Row

# Heads of columns that are none of ours: never taken for their contents alone.
_OTHER = re.compile(
    "郵便|住所|都道府県|市区町村|番地|電話|fax|年齢|年代|性別|生年月日|誕生日|曜日|担当|販売員|スタッフ|備考|メモ|レジ|端末|"
    "税|送料|手数料|ポイント|値引|割引|人数|件数|時刻|時間|緯度|経度|url|支払方法|決済方法|配送|のし|希望|天気|気温|"
    "^age|gender|sex$|zip|postal|postcode|country|city|state|prefecture|address|region|weekday|dayof|"
    "staff|clerk|employee|cashier|note|memo|comment|time$|tax|shipping|fee|point|discount|people|"
    "latitude|longitude|lat$|lon$|lng$|url|phone|tel|^row|rownumber|^index|^unnamed|連番|^no$|行番号|rating|score|segment|mode$|"
    "year$|month$|week$|quarter|hour|minute|cluster|label|percent|pct|率|birth|terminal|register"
)
_NO_CUSTOMER = re.compile(
    "金額|[総税残]額|価格|単価|円$|合計|科目|残高|[高数量率]$|amount|price|total|balance|qty|"
    r"quantity|\w(?:番号|コード|no|id|code|cd)$"
)
_ENOUGH = 0.3
# With no more columns than this, one of each role is all there can be.
_BARE = 3
_EXACT = ("customer", "顧客", "お客様", "会員")
# Beyond this many columns only those with a known head are looked at.
_MOST_LOOKED_AT = 256
_TAX_WEIGHT: dict[Tax, float] = {"included": 0.12, "": 0.0, "excluded": -0.06}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: where it stands, how it is headed, what its cells look like.

    `example`: its first filled cell, shown where there is no head.
    """

    index: int
    header: str
    named: bool
    profile: Profile
    roles: dict[str, float]
    example: str = ""

    @property
    def tax(self) -> Tax:
        """Whether its head says that tax is included or not."""
        return tax_of(self.header) if self.named else ""

    @property
    def unit(self) -> int | None:
        """What its head says 1 stands for."""
        return unit_of(self.header) if self.named else None

    def foreign(self, role: str) -> bool:
        """Whether its head names another role than `role`, or something Goen has no use for."""
        if not self.named:
            return False
        others = (weight for other, weight in self.roles.items() if other != role)
        return bool(_OTHER.search(header_of(self.header).whole)) or max(others, default=0) >= 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column for a role, how well it fits from 0 to 1, and by what it was recognised."""

    column: Column
    score: float
    basis: str


def columns_of(header: Sequence[str] | None, sample: Sequence[Row]) -> list[Column]:
    """The columns of a table, with a letter for a head where the file has none."""
    amazon = any(header_of(text).whole == "amazonorderid" for text in header or ())
    width = max([len(header or ())] + [len(row) for row in sample])
    found = []
    for index in range(width):
        text = (header[index] if header and index < len(header) else "").strip()
        roles = roles_of(text) if text else {}
        if amazon and "unit_price" in roles:
            roles = {"amount": 1.0}  # Amazon's item-price is the price of the whole line
        looked_at = bool(roles) or index < _MOST_LOOKED_AT
        cells = column_of(sample, index) if looked_at else []
        column = Column(
            index=index,
            header=text or letter(index),
            named=bool(text),
            profile=profile(cells),
            roles=roles,
            example=next((str(cell) for cell in cells if cell is not None and str(cell)), ""),
        )
        found.append(column)
    return found


def candidates(role: str, columns: Sequence[Column]) -> list[Candidate]:
    """The columns that may play a required role, the best first; a tie goes to the left."""
    bare = sum(column.profile.cells > 0 for column in columns) <= _BARE
    fitting = [one for column in columns for one in _FITTING[role](column, bare=bare)]
    found = [one for one in fitting if one.score >= _ENOUGH]
    if role == "customer":
        found = _before_names(found)
    return sorted(found, key=lambda one: (-one.score, one.column.index))


def _before_names(found: list[Candidate]) -> list[Candidate]:
    """Let the column headed "customer" go before names, where no other is headed as a number."""
    numbers = [one for one in found if one.basis == "number"]
    names = [one.score for one in found if one.basis == "name"]
    exact = [one for one in numbers if header_of(one.column.header).whole in _EXACT]
    if len(numbers) != 1 or exact != numbers or not names or exact[0].score > max(names):
        return found
    better = replace(exact[0], score=max(names) + 0.01)
    return [better if one is exact[0] else one for one in found]


def best_together(
    choices: dict[str, list[Candidate]], *, most: int = 6
) -> dict[str, Candidate] | None:
    """The candidates of all roles that fit best together, one column for one role only."""
    roles = list(choices)
    best, best_score = None, -1.0
    for picked in product(*(choices[role][:most] for role in roles)):
        score = sum(one.score for one in picked)
        if len({one.column.index for one in picked}) == len(picked) and score > best_score:
            best, best_score = dict(zip(roles, picked, strict=True)), score
    return best


def _customer(column: Column, *, bare: bool) -> list[Candidate]:
    roles, cells = column.roles, column.profile
    number = roles.get("customer", 0.0)
    if number < 0.5 and 0 < cells.unique < 0.9:
        number *= 1.5  # a head such as ID says little, but this one comes back
    bases = {
        "number": number * _like_key(cells),
        "email": roles.get("email", 0.0) * (1.0 if _mostly(cells, cells.emails) else 0.2),
        "name": roles.get("customer_name", 0.0) * (0.6 if _mostly(cells, cells.text) else 0.12),
        "phone": roles.get("phone", 0.0),
    }
    found = [Candidate(column, score, basis) for basis, score in bases.items() if score]
    if not found and not column.foreign("customer") and not _names_other(column):
        found.append(Candidate(column, like_customer(cells, bare=bare), "content"))
    return found


def _names_other(column: Column) -> bool:
    """Whether the head speaks of money, or is the number of something that is no customer."""
    return column.named and _NO_CUSTOMER.search(header_of(column.header).whole) is not None


def _like_key(cells: Profile) -> float:
    if not cells.cells:
        return 1.0
    factor = 1.0
    if cells.decimals > 0.3 or (cells.dates > 0.8 and not cells.codes):
        factor *= 0.3
    if cells.cells >= 10 and cells.distinct <= 2:
        factor *= 0.6
    if cells.counting:
        factor *= 0.6
    elif cells.cells >= 30 and cells.unique > 0.999:
        factor *= 0.85
    return factor


def _date(column: Column, *, bare: bool) -> list[Candidate]:
    del bare  # a date is told from other cells whatever stands beside it
    cells = column.profile
    if weight := column.roles.get("date"):
        share = cells.any_date if cells.cells else 1.0
        fit = share if cells.dates > 0.5 or not cells.cells else share * 0.9
        return [Candidate(column, weight * (fit if share >= 0.3 else 0.1), "header")]
    if column.foreign("date") or (column.named and never_a_sale_date(column.header)):
        return []
    return [Candidate(column, like_date(cells), "content")]


def _amount(column: Column, *, bare: bool) -> list[Candidate]:
    cells = column.profile
    if weight := column.roles.get("amount"):
        fit = (cells.numbers if cells.cells else 1.0) * (0.3 if cells.codes > 0.3 else 1.0)
        fit *= 0.2 if cells.dates > 0.9 else 1.0
        score = weight * fit + _TAX_WEIGHT[column.tax] * (weight > 0.7)
        return [Candidate(column, max(0.0, score), "header")]
    if column.foreign("amount") or "unit_price" in column.roles:
        return []
    if column.named and never_an_amount(column.header):
        return []
    return [Candidate(column, like_amount(cells, bare=bare), "content")]


def _mostly(cells: Profile, share: float) -> bool:
    return not cells.cells or share >= 0.5


class _Fitting(Protocol):
    def __call__(self, column: Column, *, bare: bool) -> list[Candidate]: ...


_FITTING: dict[str, _Fitting] = {
    "customer": _customer,
    "date": _date,
    "amount": _amount,
}
