"""The figures of the findings: worked out in the background, read by every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from goen.shop.advice.models import Candidate, Figures
from goen.shop.advice.reach import WAYS, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

ALL = "all"
_SUMS = ("people", "yen", "amount", "occasions", "none")


def count(*, key: str, now: datetime, today: date) -> int:
    """Work out the figures of one finding; gives how many people are suggested."""
    numbers = {ALL: _zero()}
    rows = suggested(key=key).values("customer__owner").annotate(**_asked()).order_by()
    for row in rows:
        each = _figures(row)
        numbers[str(row["customer__owner"] or 0)] = each
        numbers[ALL] = _added(numbers[ALL], each)
    values = {"made_at": now, "on": today, "numbers": numbers}
    Figures.objects.update_or_create(key=key, defaults=values)
    return int(numbers[ALL]["people"])


def suggested(*, key: str, owner: int | None = None) -> Any:
    """Who is suggested in a finding: not yet answered, and not in the trash since."""
    rows = Candidate.objects.filter(key=key, suggested=True, here=True)
    rows = rows.filter(customer__deleted_at=None)
    return rows if owner is None else rows.filter(customer__owner=owner)


def _asked() -> dict[str, Any]:
    asked: dict[str, Any] = {
        "people": Count("pk"),
        "sum_yen": Sum("yen"),
        "sum_amount": Sum("amount"),
        "sum_occasions": Sum("occasions"),
        "none": Count("pk", filter=~_any()),
    }
    for way in WAYS:
        for reach in Reach:
            asked[f"{way}_{reach.name}"] = Count("pk", filter=Q(**{way: reach}))
        asked[f"{way}_else"] = Count("pk", filter=~Q(**{way: Reach.YES}) & _any())
    return asked


def _any() -> Q:
    """Who can be reached by any way."""
    found = Q()
    for way in WAYS:
        found |= Q(**{way: Reach.YES})
    return found


def _zero() -> dict[str, Any]:
    return dict.fromkeys(_SUMS, 0) | {way: _no_way() for way in WAYS}


def _no_way() -> dict[str, int]:
    return {reach.name: 0 for reach in Reach} | {"else": 0}


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "people": row["people"],
        "yen": row["sum_yen"] or 0,
        "amount": row["sum_amount"] or 0,
        "occasions": row["sum_occasions"] or 0,
        "none": row["none"],
    }
    for way in WAYS:
        found[way] = {reach.name: row[f"{way}_{reach.name}"] for reach in Reach}
        found[way]["else"] = row[f"{way}_else"]
    return found


def _added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: one[name] + other[name] for name in _SUMS}
    for way in WAYS:
        found[way] = {name: one[way][name] + other[way][name] for name in one[way]}
    return found


def kept(*, keys: Iterable[str]) -> dict[str, Figures]:
    """The figures of these findings, as they were worked out last."""
    return {row.key: row for row in Figures.objects.filter(key__in=list(keys))}


def of(figures: Figures | None, *, owner: int | None) -> dict[str, Any]:
    """The figures for all, or for the customers of one owner."""
    numbers = figures.numbers if figures else {}
    return dict(numbers.get(ALL if owner is None else str(owner)) or _zero())
