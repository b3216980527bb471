"""Pages of contact rhythm: whom to call this week, and the other lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from goen.shop.consent.models import Standing as Consented
from goen.shop.customers.models import Customer, Phone
from goen.shop.portfolio.queries import places
from goen.shop.rhythm import calling, shared
from goen.shop.rhythm.capacity import week_of
from goen.shop.rhythm.models import Rest, Rhythm
from goen.shop.rhythm.reading import judged, told
from goen.shop.rhythm.words import reason, told_of
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists
from goen.shop.ui.clock import today
from goen.shop.ui.lists import Condition
from goen.shop.ui.signals import list_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from goen.shop.rhythm.calling import Call
    from goen.shop.ui.registry import Words

MOST = 50
_SCREENFUL = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the further lists: customers in a state, with what it means."""

    slug: str
    state: int
    label: Words
    lead: Words
    nobody: Words


FINDINGS = (
    Finding(
        "declining",
        Rhythm.State.DECLINING,
        pgettext_lazy("rhythm", "Rarer than before"),
        _("They come clearly less often than in the year before, more than chance explains."),
        _("Nobody comes clearly less often than before."),
    ),
    Finding(
        "candidates",
        Rhythm.State.CANDIDATE,
        pgettext_lazy("rhythm", "Candidates"),
        _("New ones who come more often than four of five customers: worth a word of thanks."),
        _("Nobody stands out yet. Candidates show after some contacts."),
    ),
    Finding(
        "not-taken-off",
        Rhythm.State.NEVER_TOOK_OFF,
        pgettext_lazy("rhythm", "Never took off"),
        _(
            "Purchases and contacts are counted together: old enough for a third one, and it never"
            " came. Goen suggests to spend no people's time on them; you decide. Who comes by of"
            " their own is back by themselves."
        ),
        _("Nobody is suggested."),
    ),
)
RESTING = "resting"


@needs(Ability.SEE)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call this week, and why."""
    day, by = today(), member(request)
    mine, week = _wants_own(request), week_of(staff=by, today=day)
    own = partial(calling.calls_of, staff=by, today=day, week=week)
    found = own() if mine else calling.calls_of_all(today=day)
    _tell(request, "rhythm", len(found))
    context = {
        **_shared_context(request, day),
        "mine": mine,
        "calls": call_lines(found, today=day),
        "cut": not mine and len(found) == calling.MOST_OF_ALL,
        "week": week,
        "by_profit": any(one.by_profit for one in found),
        "untold": calling.untold_count(),
        "untold_url": _people(Rhythm.State.UNDECIDED),
        "late_url": lists.address(
            "customers", where=[Condition("late", "in", ("follow_up", "distant"))]
        ),
    }
    return render(request, "rhythm/calls.html", context)


def _wants_own(request: HttpRequest) -> bool:
    """Own customers, unless all are asked for; who owns nobody sees all."""
    wanted = request.GET.get("who", "")
    if wanted in ("mine", "all"):
        return wanted == "mine"
    return Customer.objects.live().filter(owner=member(request)).exists()


@needs(Ability.SEE)
@require_safe
def finding(request: HttpRequest, slug: str) -> HttpResponse:
    """Customers in one state, each with the evidence."""
    day = today()
    if slug == RESTING:
        return _resting(request, day)
    one = next((each for each in FINDINGS if each.slug == slug), None)
    if one is None:
        raise Http404
    asked = one.state == Rhythm.State.NEVER_TOOK_OFF
    rows = calling.suggested() if asked else calling.in_state(one.state)
    shown = list(calling.newest_first(rows)[: MOST + 1])
    _tell(request, f"rhythm.{slug}", len(shown[:MOST]))
    context = {
        **_shared_context(request, day),
        "finding": one,
        "asked": asked,
        "lines": _lines(shown[:MOST], day),
        "all_url": _people(one.state) if len(shown) > MOST else "",
        "most": MOST,
    }
    return render(request, "rhythm/finding.html", context)


def _resting(request: HttpRequest, day: date) -> HttpResponse:
    rows = Rest.objects.filter(
        answer=Rest.Answer.RESTING, ended_at=None, customer__deleted_at=None
    ).select_related("customer__owner", "decided_by")
    shown = list(rows.order_by("-decided_at", "-pk")[: MOST + 1])
    _tell(request, f"rhythm.{RESTING}", len(shown[:MOST]))
    url = lists.address("customers", where=[Condition("resting", "yes", ())])
    context = {
        **_shared_context(request, day),
        "slug": RESTING,
        "rests": shown[:MOST],
        "all_url": url if len(shown) > MOST else "",
        "most": MOST,
    }
    return render(request, "rhythm/resting.html", context)


def _shared_context(request: HttpRequest, day: date) -> dict[str, Any]:
    counts = {one.slug: calling.state_count(one.state) for one in FINDINGS}
    counts["not-taken-off"] = calling.suggested_count()
    return {
        "today": day,
        "learned": shared.latest(),
        "tabs": [(one.slug, one.label, counts[one.slug]) for one in FINDINGS],
        "resting_count": Rest.objects.filter(
            answer=Rest.Answer.RESTING, ended_at=None, customer__deleted_at=None
        ).count(),
        "may": member(request).may(Ability.RECORD),
        "leads": member(request).may(Ability.APPROVE),
    }


def _people(state: int) -> str:
    return lists.address("customers", where=[Condition("rhythm", "in", (str(int(state)),))])


def call_lines(found: Sequence[Call], *, today: date) -> list[dict[str, Any]]:
    """The calls as the pages show them: name, rank, how late, why, how to reach them."""
    ids = [one.standing.customer_id for one in found]
    ranks, refused = places(among=ids, today=today), _no_phone(ids)
    people = Customer.objects.filter(pk__in=ids).select_related("owner")
    phones = Prefetch("phones", Phone.objects.order_by("pk"))
    by_id = {one.pk: one for one in people.prefetch_related(phones)}
    return [
        {
            "customer": by_id[one.standing.customer_id],
            "told": one.told,
            "reason": reason(one.told),
            "value": one.value,
            "gain": one.standing.profit_12m if one.by_profit else one.standing.amount_12m,
            "by_profit": one.by_profit,
            "rank": ranks.get(one.standing.customer_id),
            "no_phone": one.standing.customer_id in refused,
        }
        for one in found
    ]


def _no_phone(ids: Collection[int]) -> set[int]:
    """Who has refused calls, for every purpose there is a word of."""
    rows = Consented.objects.filter(customer__in=ids, channel="phone")
    said = list(rows.values_list("customer", "allowed"))
    return {pk for pk, allowed in said if not allowed} - {pk for pk, allowed in said if allowed}


def _lines(rows: Sequence[Rhythm], day: date) -> list[dict[str, Any]]:
    ids = [row.pk for row in rows]
    says, found = told(rows=rows, today=day), judged(customer_ids=ids, today=day)
    ranks = places(among=ids, today=day)
    return [
        {
            "customer": row.customer,
            "told": says[row.pk],
            "said": told_of(found[row.pk]) if row.pk in found else "",
            "rank": ranks.get(row.pk),
        }
        for row in rows
    ]


def _tell(request: HttpRequest, name: str, count: int) -> None:
    if count > _SCREENFUL:
        list_seen.send(Rhythm, staff=member(request), name=name, count=count)
