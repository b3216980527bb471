"""What turning to the people of a finding would cost and, as far as one can assume, bring."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from goen.shop.advice.channels import ICONS, WAYS, Channel
from goen.shop.advice.days import MOST_TASKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.advice.models import Assumption
    from goen.shop.advice.prices import Cost, PriceList, UnitPrice
    from goen.shop.advice.rules import Rule


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted: of a thousand who are reached so many buy, each for so much."""

    permille: int
    yen: int
    own_permille: bool
    own_yen: bool

    @property
    def percent(self) -> str:
        """The share in per cent, without zeros at its end."""
        return f"{self.permille / 10:g}"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One way to turn to the people of a finding."""

    channel: str
    people: int
    reach: Mapping[str, int]  # by the name of `Reach`, and "else": reached by another way
    cost: Cost
    assumed: Assumed
    unit: UnitPrice
    wage: int

    @property
    def label(self) -> str:
        """The name of the way."""
        return str(Channel(self.channel).label)

    @property
    def icon(self) -> str:
        """Its icon."""
        return ICONS[self.channel]

    @property
    def makes_tasks(self) -> bool:
        """Whether it is done person by person; the others go out as a list."""
        return self.channel in (Channel.PHONE, Channel.VISIT)

    @property
    def tasks(self) -> int:
        """How many tasks one click makes."""
        return min(self.reached, MOST_TASKS)

    @property
    def way(self) -> str:
        """What a customer needs for it."""
        return WAYS[self.channel]

    @property
    def reached(self) -> int:
        """How many can be reached."""
        return int(self.reach["YES"])

    @property
    def out(self) -> int:
        """How many cannot."""
        return self.people - self.reached

    @property
    def expected(self) -> int:
        """The yen that it would bring."""
        return round(Fraction(self.reached * self.assumed.permille * self.assumed.yen, 1000))

    @property
    def per_yen(self) -> float | None:
        """Expected yen for each yen, work included; None when it costs nothing."""
        return self.expected / self.cost.whole if self.cost.whole else None

    @property
    def per_hour(self) -> int | None:
        """Expected yen for each hour of work."""
        return round(self.expected * 60 / self.cost.minutes) if self.cost.minutes else None

    @property
    def hours(self) -> float:
        """The work in hours."""
        return round(self.cost.minutes / 60, 1)


def assumed_of(rule: Rule, own: Assumption | None, numbers: Mapping[str, Any]) -> Assumed:
    """What the company assumes; without a word of it the yen are an average of these people."""
    whole, of = ("yen", "people") if rule.a_year else ("amount", "occasions")
    average = round(numbers[whole] / numbers[of]) if numbers[of] else 0
    return Assumed(
        rule.permille if own is None or own.permille is None else own.permille,
        max(0, average) if own is None or own.yen is None else own.yen,
        own_permille=own is not None and own.permille is not None,
        own_yen=own is not None and own.yen is not None,
    )


def outlook(
    *, channel: str, numbers: Mapping[str, Any], assumed: Assumed, prices: PriceList
) -> Outlook:
    """What one way would cost and bring."""
    reach = numbers[WAYS[channel]]
    return Outlook(
        channel=channel,
        people=numbers["people"],
        reach=reach,
        cost=prices.cost(channel=channel, people=reach["YES"]),
        assumed=assumed,
        unit=prices.by_kind[channel],
        wage=prices.by_kind["WAGE"].yen,
    )
