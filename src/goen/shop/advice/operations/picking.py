"""Who is turned to: those suggested who can be reached, asked anew at the moment of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.advice import counting
from goen.shop.advice.channels import WAYS
from goen.shop.advice.models import Candidate
from goen.shop.advice.reach import WAYS as ALL_WAYS
from goen.shop.advice.reach import Reach, reach_of
from goen.shop.advice.refreshing import caps_of
from goen.shop.advice.rules import BY_KEY, Asked
from goen.shop.portfolio.queries import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

_AT_ONCE = 500


def reached(
    *,
    key: str,
    owner: int | None,
    channel: str,
    now: datetime,
    today: date,
    most: int | None = None,
) -> list[Candidate]:
    """Those suggested who can be reached this way now, who is worth most first.

    A refusal that came since the figures were made counts at once.
    """
    found: list[Candidate] = []
    for part in _parts(key, owner):
        _look_again(key, part, now, today)
        found += [row for row in part if getattr(row, WAYS[channel]) == Reach.YES]
        if most is not None and len(found) >= most:
            return found[:most]
    return found


def _parts(key: str, owner: int | None) -> Iterator[list[Candidate]]:
    rows = counting.suggested(key=key, owner=owner).order_by("-yen", "id")
    ids = list(rows.values_list("pk", flat=True))
    for at in range(0, len(ids), _AT_ONCE):
        few = Candidate.objects.select_for_update(of=("self",)).select_related("customer__owner")
        by_id = few.filter(suggested=True).in_bulk(ids[at : at + _AT_ONCE])
        yield [by_id[pk] for pk in ids[at : at + _AT_ONCE] if pk in by_id]


def _look_again(key: str, rows: list[Candidate], now: datetime, today: date) -> None:
    """Write down what became otherwise since."""
    asked = Asked(today, shown().limits)
    ids = [row.customer_id for row in rows]
    found = reach_of(customer_ids=ids, caps=caps_of(BY_KEY[key], rows, asked), now=now)
    changed = []
    for row in rows:
        ways = found[row.customer_id]
        if any(getattr(row, way) != ways[way] for way in ALL_WAYS):
            for way in ALL_WAYS:
                setattr(row, way, ways[way])
            changed.append(row)
    Candidate.objects.bulk_update(changed, ALL_WAYS)
