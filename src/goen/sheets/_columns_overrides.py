"""The columns the user names with --columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goen.japanese import Text, fold
from goen.sheets._columns_notes import short
from goen.sheets._columns_plan import ROLES, UnknownColumn, letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.sheets._columns_choice import Column

_OFF = frozenset(("none", "なし", "無し", "-"))
_ALIASES = {
    "amounts": "amount",
    "money": "amount",
    "sales": "amount",
    "day": "date",
    "customer_id": "customer",
    "id": "customer",
    "name": "customer_name",
    "year": "date",
    "first_name": "given_name",
    "family_name": "customer_name",
    "last_name": "customer_name",
    "store": "shop",
    "branch": "shop",
    "price": "unit_price",
    "profit": "gross_profit",
    "receipt": "slip",
    "order": "slip",
    "type": "kind",
    "顧客": "customer",
    "顧客番号": "customer",
    "売上日": "date",
    "日付": "date",
    "金額": "amount",
    "年": "date",
    "月": "month",
    "日": "day_of_month",
    "顧客名": "customer_name",
    "姓": "customer_name",
    "名": "given_name",
    "商品": "product",
    "分類": "category",
    "数量": "quantity",
    "単価": "unit_price",
    "粗利": "gross_profit",
    "原価": "cost",
    "店舗": "shop",
    "伝票番号": "slip",
    "イベント": "event",
    "催事": "event",
    "区分": "kind",
}


def named_columns(
    overrides: Mapping[str, str], columns: Sequence[Column]
) -> tuple[dict[str, Column], set[str]]:
    """The columns named by the user, and the roles switched off.

    A column is named by its head (compared folded), else by its letter (A, B, …) or its number
    (1, 2, …). Raises UnknownColumn.
    """
    chosen: dict[str, Column] = {}
    off: set[str] = set()
    for name, wanted in overrides.items():
        role = _role(name)
        if fold(wanted) in _OFF:
            off.add(role)
        else:
            chosen[role] = _column(role, wanted, columns)
    _check_required(off)
    _check_parts(chosen)
    return chosen, off


def _check_parts(chosen: Mapping[str, Column]) -> None:
    for part, whole in (("month", "date"), ("day_of_month", "month"), ("given_name", "name")):
        if part in chosen and whole not in chosen and _ALIASES.get(whole) not in chosen:
            raise UnknownColumn(
                Text(
                    f"{part} は {whole} と合わせて指定してください",
                    f"{part} must be given together with {whole}",
                )
            )


def _check_required(off: set[str]) -> None:
    if impossible := sorted(off & {"customer", "date"}):
        raise UnknownColumn(
            Text(
                f"{'、'.join(impossible)} の列は外せません（どのお客様のいつの売上かを"
                "知るためにいります）。列の見出しか文字（A、B…）を指定してください",
                f"the column {', '.join(impossible)} cannot be left out, as each sale "
                "needs its customer and its day; name its head or its letter (A, B, …)",
            )
        )


def _role(name: str) -> str:
    folded = fold(name).replace(" ", "_").replace("-", "_")
    role = _ALIASES.get(folded, folded)
    if role not in ROLES:
        raise UnknownColumn(
            Text(
                f"{name} は役割の名前ではありません。使える名前: {'、'.join(ROLES)}",
                f"{name} is not a role; the roles are {', '.join(ROLES)}",
            )
        )
    return role


def _column(role: str, wanted: str, columns: Sequence[Column]) -> Column:
    named = [column for column in columns if column.named and fold(column.header) == fold(wanted)]
    if len(named) > 1:
        places = "、".join(letter(column.index) for column in named)
        raise UnknownColumn(
            Text(
                f"見出し「{wanted}」の列が{len(named)}つあります。列の文字（{places}）で指定してください",
                f"{len(named)} columns are headed “{wanted}”; name one by its letter ({places})",
            )
        )
    if named:
        return named[0]
    index = _index(fold(wanted))
    if index is None or index >= len(columns):
        raise _no_such(role, wanted, columns)
    return columns[index]


def _index(wanted: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,5}", wanted) and int(wanted) > 0:
        return int(wanted) - 1
    if not re.fullmatch(r"[a-z]{1,3}", wanted):
        return None
    index = 0
    for character in wanted:
        index = index * 26 + ord(character) - 96
    return index - 1


def _no_such(role: str, wanted: str, columns: Sequence[Column]) -> UnknownColumn:
    heads = [short(column.header) for column in columns[:30]]
    return UnknownColumn(
        Text(
            f"{role}={wanted} という列はありません。列: {'、'.join(heads)}",
            f"{role}={wanted}: there is no such column; columns: {', '.join(heads)}",
        )
    )
