"""The next step with VIPs who bought nothing for a year: asked once how they are.

The monthly word of the playbook ends after twelve months, and no finding names them any more. One
honest question is left, which nobody repeats: whoever was in contact within the year is left out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.shop.advice.channels import WAYS, Channel
from goen.shop.advice.models import Act, Candidate
from goen.shop.advice.playbook import page, pages
from goen.shop.advice.reach import Reach, reach_of
from goen.shop.advice.rules import YEAR
from goen.shop.customers.models import Customer
from goen.shop.portfolio.place import scheme_of
from goen.shop.portfolio.queries import shown
from goen.shop.portfolio.vips import Step
from goen.shop.rhythm.models import Rest, Snooze

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goen.shop.advice.reach import Reached
    from goen.shop.portfolio.models import Standing


def steps_of(ids: Sequence[int], today: date) -> dict[int, Step]:
    """By which way each of these customers is asked, if they are long gone and can be reached."""
    now, evening = shown(), timezone.make_aware(datetime.combine(today, time.max))
    ranks = scheme_of(now.limits).ranks
    gone = {row.customer_id: row.rank for row in _gone(ids, today)}
    plays = pages(limits=now.limits)
    can = reach_of(customer_ids=list(gone), caps={}, now=evening)
    found = {}
    for pk, rank in gone.items():
        usual = page(f"{ranks[rank - 1].key}/lapsed", plays).advice.channel
        if way := _way(usual, can[pk]):
            words = _("%(way)s: ask how they are (no purchase for over a year)")
            found[pk] = Step(words % {"way": way.label}, reverse("customer", args=[pk]))
    return found


def _gone(ids: Sequence[int], today: date) -> list[Standing]:
    """Who of them lapsed and bought nothing for a year, and nobody has decided otherwise.

    Days are compared here: asked to do so, SQLite looks through all who bought nothing for a year.
    """
    year = today - timedelta(days=YEAR)
    since = timezone.make_aware(datetime.combine(year, time.min))
    declined = Candidate.objects.filter(
        customer=OuterRef("customer"), act__kind=Act.Kind.DECLINE, since__gte=OuterRef("last_on")
    )
    resting = Rest.objects.filter(
        customer=OuterRef("customer"), ended_at=None, answer=Rest.Answer.RESTING
    )
    later = Snooze.objects.filter(customer=OuterRef("customer"), until__gt=today)
    rows = shown().standings().filter(customer__in=ids)
    rows = rows.filter(~Exists(declined), ~Exists(resting), ~Exists(later))
    rows = rows.exclude(customer__stage=Customer.Stage.SUSPENDED)
    rows = rows.exclude(customer__last_touch_at__gte=since)
    return [row for row in rows if row.last_on <= year and row.lapses_on <= today]


def _way(usual: str, can: Reached) -> Channel | None:
    """The way of the playbook, else the first by which the customer can be reached."""
    ways = (Channel(usual), *Channel)
    return next((way for way in ways if can[WAYS[way]] == Reach.YES), None)
