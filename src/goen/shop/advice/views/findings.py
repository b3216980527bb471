"""What to do next, as cards; and one finding with its people, costs and ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.shop.advice import cards as found
from goen.shop.advice.days import MOST_TASKS
from goen.shop.advice.forms import AssumptionForm
from goen.shop.advice.models import Act, Assumption
from goen.shop.advice.operations import MOST_IN_LIST
from goen.shop.advice.reach import WAYS, Reach
from goen.shop.advice.rules import BY_KEY
from goen.shop.portfolio.queries import shown
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.touches.models import Action
from goen.shop.ui.clock import today
from goen.shop.ui.signals import list_seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from goen.analysis import Thresholds
    from goen.shop.staff.models import Staff

_PAGE = 50
_MOST = 1_000  # people that are shown page by page; the rest follow when these are answered
_ANSWERS = 12


@needs(Ability.SEE)
@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """All findings, the best first; for all customers or one's own, of one rank or of all."""
    by = member(request)
    mine = asked_mine(request, by)
    order = found.PER_HOUR if request.GET.get("order") == found.PER_HOUR else found.PER_YEN
    every = found.cards(owner=by.pk if mine else None, today=today(), order=order)
    ranks = {card.rank.key: card.rank_name for card in every if card.rank}
    rank = request.GET.get("rank", "")
    chosen = [card for card in every if card.rank and card.rank.key == rank] if rank else every
    context = {
        "cards": chosen,
        "ranks": ranks,
        "rank": rank if rank in ranks else "",
        "mine": mine,
        "order": order,
        "figures": found.newest_figures(),
        "answers": answers(None),
        "expected": sum(card.way.expected for card in chosen),
    }
    return render(request, "advice/advice.html", context)


def asked_mine(request: HttpRequest, by: Staff) -> bool:
    """Whether only one's own customers are asked for; who leads nobody begins with these."""
    who = request.POST.get("who") or request.GET.get("who")
    if who in ("mine", "all"):
        return who == "mine"
    return not by.may(Ability.APPROVE)


def answers(key: str | None) -> Sequence[dict[str, Any]]:
    """The newest answers, with how far their tasks are."""
    rows = Act.objects.filter(key=key) if key else Act.objects.all()
    newest = list(rows.select_related("by").order_by("-at")[:_ANSWERS])
    made = [act.pk for act in newest if act.kind == Act.Kind.TASKS]
    tasks: dict[int, list[bool]] = {}
    pairs = Action.objects.live().filter(candidate__act__in=made)
    for act, done in pairs.values_list("candidate__act", "done_at"):
        tasks.setdefault(act, []).append(done is not None)
    limits = shown().limits if newest else None
    return [
        {
            "act": act,
            "subject": _subject(act, limits),
            "tasks": len(tasks.get(act.pk, ())),
            "done": sum(tasks.get(act.pk, ())),
        }
        for act in newest
    ]


def _subject(act: Act, limits: Thresholds | None) -> str:
    rule = BY_KEY.get(act.key)
    return rule.short_of(limits) if rule and limits else "—"


@needs(Ability.SEE)
@require_safe
def finding(request: HttpRequest, key: str) -> HttpResponse:
    """One finding: who they are, what the playbook says, what each way costs and brings."""
    by = member(request)
    mine = asked_mine(request, by)
    owner = by.pk if mine else None
    card = found.card(key=key, owner=owner, today=today())
    if card is None:
        raise Http404
    way, reach = _reason(request)
    people = found.people(key=key, owner=owner, way=way, reach=reach)
    count = card.numbers[way][Reach(int(reach)).name] if way else card.people
    page = _page(people, count, request.GET.get("page"))
    list_seen.send(None, staff=by, name="advice", count=count)
    context = {
        "card": card,
        "mine": mine,
        "may_all": by.may(Ability.BULK),
        "page": page,
        "count": count,
        "most_shown": _MOST,
        "way": way,
        "reach": reach,
        "answered": found.answered(key=key, owner=owner),
        "answers": answers(key),
        "form": AssumptionForm(assumption=Assumption.objects.filter(key=key).first()),
        "most_tasks": MOST_TASKS,
        "most_in_list": MOST_IN_LIST,
    }
    return render(request, "advice/finding.html", context)


def _page(people: Any, count: int, asked: str | None) -> Page[Any]:
    """One page of the people worth most; how many there are is known without counting."""
    paginator = Paginator(people, _PAGE)
    paginator.count = min(count, _MOST)
    return paginator.get_page(asked)


def _reason(request: HttpRequest) -> tuple[str, str]:
    """Who of the people is asked for: those who cannot be reached by a way, and why."""
    way, reach = request.GET.get("way", ""), request.GET.get("reach", "")
    known = way in WAYS and reach in {str(int(one)) for one in Reach}
    return (way, reach) if known else ("", "")
