"""The findings as cards: what happened, why it matters, what to do, what it costs and brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goen.shop.advice import counting
from goen.shop.advice.channels import Channel
from goen.shop.advice.models import Assumption, Candidate, Figures
from goen.shop.advice.outlook import assumed_of, outlook
from goen.shop.advice.playbook import page, pages
from goen.shop.advice.prices import price_list
from goen.shop.advice.rules import BY_KEY, RULES
from goen.shop.portfolio.place import has_own_ranks, name_of
from goen.shop.portfolio.queries import shown
from goen.shop.portfolio.vips import Step
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today as clock_today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest

    from goen.analysis import Thresholds
    from goen.analysis.schemes import Rank
    from goen.shop.advice.outlook import Outlook
    from goen.shop.advice.playbook import Page, Pages
    from goen.shop.advice.prices import PriceList
    from goen.shop.advice.rules import Rule
    from goen.shop.staff.models import Staff

PER_YEN, PER_HOUR = "yen", "hour"


class Counted(int):
    """A number that reads with commas."""

    def __str__(self) -> str:
        return f"{int(self):,}"


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, for all customers or for those of one owner."""

    rule: Rule
    rank: Rank | None
    limits: Thresholds
    numbers: Mapping[str, Any]
    play: Page
    ways: Sequence[Outlook]
    way: Outlook
    figures: Figures

    @property
    def key(self) -> str:
        """The name of the finding."""
        return self.rule.key

    @property
    def rank_name(self) -> str:
        """The name of the rank that marks it."""
        return name_of(self.rank) if self.rank else ""

    @property
    def short(self) -> str:
        """The finding in a few letters."""
        return self.rule.short_of(self.limits)

    @property
    def unknown_rank(self) -> bool:
        """Whether the advice is ours, for a rank of which we do not know what it means."""
        return has_own_ranks(self.limits) and not self.play.own

    @property
    def people(self) -> int:
        """How many are suggested."""
        return int(self.numbers["people"])

    @property
    def yen(self) -> int:
        """Their sales of 12 months."""
        return int(self.numbers["yen"])

    @property
    def title(self) -> str:
        """What happened."""
        return self.rule.title_of(self.limits, Counted(self.people))

    @property
    def why(self) -> str:
        """Why it matters."""
        return self.rule.why_of(self.limits)

    @property
    def worth(self) -> str:
        """Which twelve months the yen are of."""
        if self.rule.lapsed:
            return _("Sales of the 12 months before the last purchase")
        return _("Sales of the last 12 months")

    @property
    def none(self) -> int:
        """How many cannot be reached by any way."""
        return int(self.numbers["none"])


@dataclass(frozen=True, slots=True)
class _Given:
    """What all cards of a page are made of, asked once."""

    limits: Thresholds
    figures: Mapping[str, Figures]
    plays: Pages
    assumptions: Mapping[str, Assumption]
    prices: PriceList


def _given(keys: Sequence[str], today: date) -> _Given:
    limits = shown().limits
    return _Given(
        limits,
        counting.kept(keys=keys),
        pages(limits=limits),
        {row.key: row for row in Assumption.objects.filter(key__in=keys)},
        price_list(on=today),
    )


def cards(*, owner: int | None, today: date, order: str = PER_YEN) -> list[Card]:
    """The findings with somebody in them, the best first: expected yen per yen, or per hour."""
    given = _given([rule.key for rule in RULES], today)
    found = [_card(rule, given, owner) for rule in RULES if rule.key in given.figures]
    there = [card for card in found if card.people]
    return sorted(there, key=lambda card: _rank(card, order), reverse=True)


def card(*, key: str, owner: int | None, today: date) -> Card | None:
    """One finding, also when nobody is in it; None when there is no such thing."""
    rule = BY_KEY.get(key)
    given = _given([key], today)
    if rule is None or key not in given.figures:
        return None
    return _card(rule, given, owner)


def _rank(found: Card, order: str) -> tuple[float, float]:
    per_yen, per_hour = found.way.per_yen or 0.0, float(found.way.per_hour or 0)
    return (per_hour, per_yen) if order == PER_HOUR else (per_yen, per_hour)


def _card(rule: Rule, given: _Given, owner: int | None) -> Card:
    figures = given.figures[rule.key]
    numbers = counting.of(figures, owner=owner)
    play = page(rule.segment(given.limits), given.plays)
    assumed = assumed_of(rule, given.assumptions.get(rule.key), numbers)
    ways = [
        outlook(channel=channel, numbers=numbers, assumed=assumed, prices=given.prices)
        for channel in Channel.values
    ]
    way = _way(ways, play.advice.channel)
    rank = rule.rank(given.limits)
    return Card(rule, rank, given.limits, numbers, play, ways, way, figures)


def _way(ways: Sequence[Outlook], wanted: str) -> Outlook:
    """That of the playbook; the one that reaches most, when that one reaches nobody."""
    way = next(one for one in ways if one.channel == wanted)
    return way if way.reached else max(ways, key=lambda one: (one.reached, one.per_yen or 0))


def owner_of(*, by: Staff, mine: bool) -> int | None:
    """Whose customers: who may not change many at once acts on one's own alone."""
    return by.pk if mine or not by.may(Ability.BULK) else None


def top(request: HttpRequest, limit: int = 3) -> dict[str, Any]:
    """The best findings for who asks: of all customers for leaders, of the own ones for others.

    For the template `advice/_cards.html`.
    """
    by = member(request)
    mine = not by.may(Ability.APPROVE)
    found = cards(owner=by.pk if mine else None, today=clock_today())
    return {"cards": found[:limit], "more": max(0, len(found) - limit), "mine": mine, "user": by}


def steps_of(ids: Sequence[int], _today: date) -> dict[int, Step]:
    """What is suggested for each of these customers: by which way, and for which finding."""
    rows = Candidate.objects.filter(customer__in=ids, here=True, suggested=True)
    limits = shown().limits
    plays = pages(limits=limits)
    found = {}
    for pk, key in rows.values_list("customer", "key"):
        if key in BY_KEY:
            rule = BY_KEY[key]
            way = Channel(page(rule.segment(limits), plays).advice.channel).label
            words = _("%(way)s: %(finding)s") % {"way": way, "finding": rule.short_of(limits)}
            found[pk] = Step(words, reverse("advice_finding", args=[key]))
    return found


def newest_figures() -> Figures | None:
    """When the figures were worked out last; None before the first time."""
    return Figures.objects.order_by("-made_at").first()


def people(*, key: str, owner: int | None, way: str = "", reach: str = "") -> Any:
    """The people of a finding, who is worth most first; perhaps those of one reason alone."""
    rows = counting.suggested(key=key, owner=owner).select_related("customer__owner")
    if way:
        rows = rows.filter(**{way: int(reach)})
    return rows.order_by("-yen", "id")


def answered(*, key: str, owner: int | None) -> int:
    """How many people of a finding were answered already."""
    rows = Candidate.objects.filter(key=key, here=True, act__isnull=False)
    return rows.filter(customer__owner=owner).count() if owner else rows.count()
