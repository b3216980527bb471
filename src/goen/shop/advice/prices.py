"""What a contact costs on a day: unit prices with the day from which each counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.advice.channels import Channel
from goen.shop.advice.models import Price

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WAGE = "WAGE"
_ALWAYS = date(1900, 1, 1)
_POSTAGE = date(2024, 10, 1)

# kind, from, yen, minutes. Postage is that of Japan Post; the rest are starting points.
DEFAULTS: Sequence[tuple[str, date, int, int]] = (
    (WAGE, _ALWAYS, 1500, 0),
    (Channel.PHONE, _ALWAYS, 30, 15),
    (Channel.LETTER, _ALWAYS, 84, 5),
    (Channel.LETTER, _POSTAGE, 110, 5),
    (Channel.POSTCARD, _ALWAYS, 63, 2),
    (Channel.POSTCARD, _POSTAGE, 85, 2),
    (Channel.MAIL, _ALWAYS, 0, 1),
    (Channel.VISIT, _ALWAYS, 500, 60),
)
KINDS = (WAGE, *Channel.values)
LABELS = {WAGE: _("One hour of work"), **dict(Channel.choices)}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """The price of one kind that counts on a day; `own`: the company entered it."""

    kind: str
    effective_on: date | None
    yen: int
    minutes: int
    own: bool
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What turning to some people costs: yen for the pieces, and minutes of work with their yen."""

    yen: int
    minutes: int
    work: int

    @property
    def whole(self) -> int:
        """All of it in yen."""
        return self.yen + self.work


@dataclass(frozen=True, slots=True)
class PriceList:
    """All prices that count on one day."""

    by_kind: Mapping[str, UnitPrice]

    def cost(self, *, channel: str, people: int) -> Cost:
        """What it costs to turn to so many people."""
        unit, wage = self.by_kind[channel], self.by_kind[WAGE].yen
        minutes = unit.minutes * people
        return Cost(unit.yen * people, minutes, round(Fraction(minutes * wage, 60)))


def price_list(*, on: date) -> PriceList:
    """The prices of a day: the last one entered until then, before that the usual one."""
    found = {
        kind: UnitPrice(kind, None if since == _ALWAYS else since, yen, minutes, own=False)
        for kind, since, yen, minutes in DEFAULTS
        if since <= on
    }
    for row in Price.objects.filter(effective_on__lte=on).order_by("effective_on"):
        usual = found.get(row.kind)
        if usual and (usual.own or (usual.effective_on or _ALWAYS) <= row.effective_on):
            found[row.kind] = UnitPrice(
                row.kind, row.effective_on, row.yen, row.minutes, own=True, pk=row.pk
            )
    return PriceList(found)
