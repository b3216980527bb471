"""The columns Goen understands when they are there: products, shops, quantities, kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goen.sheets._columns_choice import Column
    from goen.sheets._columns_profile import Profile

# role: the least weight of its head. Numbers must also be numbers, and kinds known words.
_LEAST = {
    "customer_name": 0.6,
    "product": 0.8,
    "category": 0.75,
    "quantity": 0.7,
    "unit_price": 0.85,
    "gross_profit": 0.85,
    "cost": 0.85,
    "unit_cost": 0.85,
    "shop": 0.7,
    "slip": 0.85,
    "event": 0.85,
    "kind": 0.5,
    "cancelled": 0.9,
}
_NUMBERS = ("quantity", "unit_price", "gross_profit", "cost", "unit_cost")
_MOSTLY = 0.9


def find_optional(
    columns: Sequence[Column], *, taken: Iterable[int], without: Iterable[str]
) -> dict[str, Column]:
    """The best column for each optional role, each column for one role, the surest head first."""
    used, off = set(taken), set(without)
    fits = sorted(
        ((_weight(column, role), -column.index, role) for column in columns for role in _LEAST),
        reverse=True,
    )
    found: dict[str, Column] = {}
    for weight, place, role in fits:
        column = columns[-place]
        if weight > 0 and role not in found and role not in off and column.index not in used:
            found[role] = column
            used.add(column.index)
    return _useful(_with_whole_names(found, columns))


def refused_kinds(columns: Sequence[Column], *, taken: Iterable[int]) -> list[Column]:
    """Columns headed as the kind of a transaction whose words or codes Goen does not know."""
    used = set(taken)
    return [
        column
        for column in columns
        if column.index not in used
        and column.roles.get("kind", 0) >= 0.9
        and column.profile.cells
        and column.profile.kinds < _MOSTLY
    ]


def _weight(column: Column, role: str) -> float:
    weight = column.roles.get(role, 0.0)
    if weight < _LEAST[role] or not _fits(column.profile, role):
        return 0.0
    # Of two columns of kinds, the one that tells returns and cancellations apart is of use.
    return weight + (0.5 if role == "kind" and column.profile.other_kinds else 0.0)


def _fits(cells: Profile, role: str) -> bool:
    if not cells.cells:
        return role not in ("kind", "cancelled")
    if role in _NUMBERS:
        return cells.numbers >= _MOSTLY
    if role == "kind":
        return cells.kinds >= _MOSTLY
    if role == "cancelled":
        return cells.flags >= _MOSTLY or cells.any_date >= _MOSTLY
    return not (role == "customer_name" and (cells.text < 0.5 or cells.coded > 0.5))


def _with_whole_names(found: Mapping[str, Column], columns: Sequence[Column]) -> dict[str, Column]:
    """Without a customer name that is only the given name beside a family name: 姓, 名."""
    name = found.get("customer_name")
    family = name and re.sub(r"名(?=[)）]?$)", "姓", name.header)
    if name and family != name.header and any(one.header == family for one in columns):
        return {role: column for role, column in found.items() if role != "customer_name"}
    return dict(found)


def _useful(found: Mapping[str, Column]) -> dict[str, Column]:
    """Without what others make needless: costs beside a profit, a unit cost without quantities."""
    needless = set()
    if "gross_profit" in found:
        needless |= {"cost", "unit_cost"}
    if "cost" in found or "quantity" not in found:
        needless.add("unit_cost")
    return {role: column for role, column in found.items() if role not in needless}
