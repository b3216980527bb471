"""What this room gives to a customer's timeline: each change of rank, or of active and lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import pgettext

from goen.shop.portfolio.ledger import Reign
from goen.shop.portfolio.moves import moves_of
from goen.shop.portfolio.place import LAPSED, STATUSES, name_of
from goen.shop.portfolio.schemes import counting, limits_of_industry
from goen.shop.sales.queries.purchases import bought
from goen.shop.ui.clock import today
from goen.shop.ui.registry import Entry

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.portfolio.moves import Move, Stand

    Before = tuple[datetime, str] | None


@dataclass(frozen=True, slots=True)
class Told:
    """A move in words, and the rule of that day."""

    on: date
    was: str
    now: str
    cause: str
    rule: str
    lapse_days: int


def rank_entries(customer: Customer, before: Before, limit: int) -> list[Entry]:
    """The newest changes of rank."""
    moves, rules = _moves(customer)
    entries = [
        Entry(
            _moment(move.day),
            f"rank-{move.day:%Y%m%d}-{place:06d}",
            "rank",
            "portfolio/_entry_rank.html",
            {"move": _told(move, rules[move.reign.since])},
            tone=_tone(move),
        )
        for place, move in enumerate(moves)
    ]
    below = [one for one in entries if before is None or (one.at, one.key) < before]
    return below[::-1][:limit]


def rank_count(customer: Customer) -> int:
    """How many changes of rank the timeline has."""
    return len(_moves(customer)[0])


def _moves(customer: Customer) -> tuple[list[Move], dict[date, str]]:
    """The moves, and what the version of the ranks from each day on is called."""
    days = bought(customer=customer)
    versions = counting()
    reigns = [Reign(one.effective_on, one.thresholds) for one in versions]
    names = {one.effective_on: one.name for one in versions}
    if not reigns:  # no sales have been counted yet
        usual = limits_of_industry()
        reigns, names = [Reign(today(), usual)], {today(): usual.name.ja}
    return moves_of(days=days, reigns=reigns, today=today()), names


def _moment(day: date) -> datetime:
    """Where a day without a time stands on the timeline: at its beginning."""
    return timezone.make_aware(datetime.combine(day, time()))


def _told(move: Move, rule: str) -> Told:
    return Told(
        on=move.day,
        was=_name(move.was),
        now=_name(move.now),
        cause=_causes()[move.cause],
        rule=rule,
        lapse_days=move.reign.limits.lapse_days,
    )


def _name(stand: Stand | None) -> str:
    if stand is None:
        return ""
    return f"{name_of(stand.rank)}・{STATUSES[LAPSED]}" if stand.lapsed else name_of(stand.rank)


def _tone(move: Move) -> str:
    """Good when somebody came back or went up, bad when somebody lapsed, of their own."""
    if move.was is None or move.cause == "scheme":
        return ""
    if move.was.lapsed != move.now.lapsed:
        return "bad" if move.now.lapsed else "good"
    return "good" if move.now.place > move.was.place else ""


def _causes() -> dict[str, str]:
    return {
        "first": pgettext("why a rank changed", "by the first purchase"),
        "purchase": pgettext("why a rank changed", "by a purchase"),
        "time": pgettext("why a rank changed", "by time"),
        "return": pgettext("why a rank changed", "by a return"),
        "scheme": pgettext("why a rank changed", "by other rules"),
    }
