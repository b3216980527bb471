"""Money and fit: what customers earn us, beside how well staff feel they suit us.

The two are never added up: they are four quarters of one table.
Method: docs/methods/money-and-fit.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, Sum

from goen.analysis.calendar import months_before
from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.fit.queries import HIGH, RECENT, fits_now
from goen.shop.portfolio.models import PortfolioState
from goen.shop.portfolio.queries import shown
from goen.shop.sales.queries.purchases import counting
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.portfolio.queries import Money
    from goen.shop.staff.models import Staff

EXCELLENT, WEARING, ALLIES, OTHERS = QUARTERS = ("excellent", "wearing", "allies", "others")
FAR_APART = 2  # steps between the lowest and the highest word from which raters disagree
Word = tuple[date, int, int, int]  # day, customer, rater, score
_ENDS = 8  # ends of quarters that the movement shows
_COLUMNS = {"profit_12m": "profit", "amount_12m": "amount"}


@dataclass(frozen=True, slots=True)
class Observed:
    """One customer whom somebody observed within a year: each rater's latest word, and the yen."""

    customer_id: int
    fits: Sequence[Fit]
    earned: int
    quarter: str

    @property
    def mean(self) -> float:
        """The mean of the words."""
        return sum(fit.score for fit in self.fits) / len(self.fits)

    @property
    def spread(self) -> int:
        """How far the raters are from each other."""
        scores = [fit.score for fit in self.fits]
        return max(scores) - min(scores)

    @property
    def disagree(self) -> bool:
        """Whether they see the customer quite differently."""
        return self.spread >= FAR_APART


@dataclass(frozen=True, slots=True)
class Now:
    """Where everybody who was observed stands today."""

    people: Sequence[Observed]
    money: Money
    unobserved: int  # of those who earn us much

    def of(self, quarter: str) -> list[Observed]:
        """Those of one quarter, the most yen first."""
        found = [one for one in self.people if one.quarter == quarter]
        return sorted(found, key=lambda one: (-one.earned, one.customer_id))

    @property
    def disagreements(self) -> list[Observed]:
        """Those whom raters see quite differently, the farthest apart first."""
        found = [one for one in self.people if one.disagree]
        return sorted(found, key=lambda one: (-one.spread, -one.earned, one.customer_id))


@dataclass(frozen=True, slots=True)
class Step:
    """How many stood in each quarter on one evening."""

    on: date
    counts: Mapping[str, int]

    @property
    def observed(self) -> int:
        """How many had been observed within the year."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Move:
    """Who stands in another quarter than on the evening before in the movement."""

    customer_id: int
    before: str
    after: str
    earned: int


def quarter_of(*, earned: int, scores: Sequence[int], cut: int | None) -> str:
    """The quarter of the table; a value at a cut is above it."""
    high = cut is not None and earned >= cut
    suits = sum(scores) >= HIGH * len(scores)
    return (EXCELLENT if suits else WEARING) if high else (ALLIES if suits else OTHERS)


def now(*, today: date) -> Now:
    """The table of today."""
    standings = shown()
    money, fits = standings.money, fits_now(customers=None, day=today)
    known = standings.standings().filter(customer__in=Fit.objects.values("customer"))
    earned = dict(known.values_list("customer_id", money.field))
    people = [
        Observed(
            pk,
            said,
            sum_,
            quarter_of(earned=sum_, scores=[fit.score for fit in said], cut=money.cut),
        )
        for pk, said in fits.items()
        for sum_ in [earned.get(pk) or 0]
    ]
    rich = standings.standings().filter(money.high)
    gone = rich.filter(customer__in=Customer.objects.trashed().values("pk"))
    much = (rich.count() if money.many is None else money.many) - gone.count()
    high = sum(one.quarter in (EXCELLENT, WEARING) for one in people)
    return Now(people, money, much - high)


def movement(*, today: date, then: Now) -> tuple[list[Step], list[Move]]:
    """The table at the ends of quarters and today (`then`), by the cut of today; who moved last.

    What a customer earned in the twelve months before each of these evenings is asked of the sales.
    """
    ends = ends_of_quarters(today=today)
    words = _words()
    places = [_places(words, end, then.money, earned) for end, earned in _earned(ends, then.money)]
    places.append({one.customer_id: one.quarter for one in then.people})
    steps = [
        Step(on, Counter(found.values())) for on, found in zip([*ends, today], places, strict=True)
    ]
    moves = [
        Move(one.customer_id, places[-2][one.customer_id], one.quarter, one.earned)
        for one in then.people
        if places[-2].get(one.customer_id, one.quarter) != one.quarter
    ]
    first = next((at for at, step in enumerate(steps) if step.observed), len(steps) - 1)
    return steps[first:], sorted(moves, key=lambda move: (-move.earned, move.customer_id))


def ends_of_quarters(*, today: date) -> list[date]:
    """The last days of the quarters that have ended, oldest first."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    starts = [first]
    for _quarter in range(_ENDS - 1):
        starts.append((starts[-1] - timedelta(days=80)).replace(day=1))
    return [start - timedelta(days=1) for start in reversed(starts)]


def _words() -> list[Word]:
    """All that was ever observed, oldest first."""
    rows = Fit.objects.filter(customer__deleted_at=None).order_by("day", "pk")
    return list(rows.values_list("day", "customer_id", "staff_id", "score"))


def _places(
    words: Sequence[Word], day: date, money: Money, earned: Mapping[int, int]
) -> dict[int, str]:
    """Who stood in which quarter on an evening, by each rater's latest word of the year before."""
    latest = {
        (customer, staff): score for on, customer, staff, score in words if day - RECENT < on <= day
    }
    scores: dict[int, list[int]] = {}
    for (customer, _staff), score in latest.items():
        scores.setdefault(customer, []).append(score)
    return {
        pk: quarter_of(earned=earned.get(pk, 0), scores=said, cut=money.cut)
        for pk, said in scores.items()
    }


def _earned(ends: Sequence[date], money: Money) -> list[tuple[date, dict[int, int]]]:
    """What the customers who were ever observed earned us in the year before each day."""
    column = _COLUMNS[money.field]
    sums: dict[str, Any] = {
        f"of_{place}": Sum(column, filter=Q(on__gt=months_before(end, 12), on__lte=end))
        for place, end in enumerate(ends)
    }
    rows = (
        counting()
        .filter(customer__in=Fit.objects.filter(day__gt=ends[0] - RECENT).values("customer"))
        .filter(on__gt=months_before(ends[0], 12))
        .order_by()
        .values("customer_id")
        .annotate(**sums)
    )
    found: list[Any] = list(rows)
    return [
        (end, {row["customer_id"]: row[f"of_{place}"] or 0 for row in found})
        for place, end in enumerate(ends)
    ]


def named(ids: Sequence[int]) -> dict[int, Customer]:
    """The customers with these ids, with whom they belong to."""
    return Customer.objects.live().select_related("owner").in_bulk(list(ids))


@transaction.atomic
def choose_cut(*, by: Staff, cut: int | None) -> None:
    """From how many yen earnings are high; None for what the best fifth have."""
    state = PortfolioState.objects.select_for_update().get_or_create(pk=1)[0]
    changes = [{"field": "money_cut", "from": state.money_cut, "to": cut}]
    if state.money_cut != cut:
        PortfolioState.objects.filter(pk=1).update(money_cut=cut)
        subject = Subject("money_fit", None)
        record(by=by, action="portfolio.money_cut", subject=subject, changes=changes)
