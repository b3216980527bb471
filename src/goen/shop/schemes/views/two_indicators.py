"""The page of ranks by two indicators: periods beside each other, targets, who rose and fell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goen.shop.customers.models import Customer
from goen.shop.schemes import ranking
from goen.shop.schemes.asking import NoHistory, is_coming
from goen.shop.schemes.forms import TargetsForm
from goen.shop.schemes.models import Length, PeriodRanking
from goen.shop.schemes.periods import MONTHS, Period, period_of
from goen.shop.schemes.queries import counting
from goen.shop.schemes.scatter_chart import drawings
from goen.shop.schemes.targets import set_targets, targets_of
from goen.shop.schemes.words import two_axis_names, value_of
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.signals import list_seen
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from goen.shop.schemes.ranking import Answer, Mover

_BESIDE = 5  # periods in the table


@dataclass(frozen=True, slots=True)
class RankRow:
    """One rank: its customers in the period that is looked at, and in those before it."""

    name: str
    people: int | None
    before: Sequence[int | None]  # the newest first
    target: int | None
    known: int | None  # as known today, where that is another number than was settled

    @property
    def left(self) -> int:
        """How many are missing to the target."""
        return max((self.target or 0) - (self.people or 0), 0)


@needs(Ability.SEE)
@require_GET
def two_indicators(request: HttpRequest) -> HttpResponse:
    """Ranks of a period beside those before; what takes seconds comes after the page itself."""
    period = _chosen(request.GET.get("length", ""), request.GET.get("start", ""))
    wanted = [period.back(at) for at in range(_BESIDE)]
    context: dict[str, Any] = {
        "period": period,
        "length": period.length,
        "lengths": [(one, period_of(length=one, day=today())) for one in Length],
        "earlier": period.back(),
        "later": _later(period),
        "address": f"{reverse('two_indicators')}?length={period.length}&start={period.start}",
    }
    try:
        known = all(ranking.is_known(period=one, today=today()) for one in wanted)
        if known or request.htmx or "wait" in request.GET:  # type: ignore[attr-defined]
            context |= _told(request, period, wanted)
        else:
            context["later_on"] = True
    except NoHistory:
        context |= {"nothing": True, "coming": is_coming()}
    part = request.htmx and "part" in request.GET  # type: ignore[attr-defined]
    name = "schemes/_two_indicators.html" if part else "schemes/two_indicators.html"
    return render(request, name, context)


@needs(Ability.APPROVE)
@require_POST
def two_indicator_targets(request: HttpRequest) -> HttpResponse:
    """Set how many customers are wanted in each rank."""
    period = _chosen(request.POST.get("length", ""), request.POST.get("start", ""))
    form = TargetsForm(request.POST)
    if period.has_ended(today=today()):
        toast(request, _("This period has ended. Its targets stay"))
    elif form.is_valid():
        set_targets(by=member(request), period=period, targets=form.cleaned_data, now=now())
        toast(request, _("The targets are set"))
    else:
        toast(request, _("Nothing was set: enter whole numbers, such as 30"))
    address = reverse("two_indicators")
    return redirect(f"{address}?length={period.length}&start={period.start}")


def _chosen(length: str, start: str) -> Period:
    """The period that is asked for; that of today, as long as the version in force looks back."""
    if not length:
        months = counting(today=today()).rules.limits.two_axis.months
        known = {count: one for one, count in MONTHS.items()}
        return period_of(length=known.get(months or 0, Length.YEAR), day=today())
    if length not in Length.values:
        raise Http404
    try:
        day = date.fromisoformat(start) if start else today()
    except ValueError as wrong:
        raise Http404 from wrong
    if not day.year >= 1990 or day > today():
        raise Http404
    return period_of(length=Length(length), day=day)


def _later(period: Period) -> Period | None:
    after = period_of(length=period.length, day=period.end.replace(day=1))
    following = after.back(-1)
    return following if following.start <= today() else None


def _told(request: HttpRequest, period: Period, wanted: Sequence[Period]) -> dict[str, Any]:
    answers = [ranking.ranked(period=one, today=today()) for one in wanted]
    answer = answers[0]
    if "lacking" in answer:
        return {"lacking": answer["lacking"][(get_language() or "ja")[:2]]}
    found = ranking.movers(period=period, today=today())
    moved = {name: getattr(found, name) for name in ("risen", "fallen", "gone")}
    shown = sum(len(rows) for rows in moved.values())
    if shown:
        list_seen.send(sender=None, staff=member(request), name="two_indicators", count=shown)
    settled = PeriodRanking.objects.filter(length=period.length, start=period.start).first()
    names = two_axis_names()
    return {
        "periods": wanted[1:],
        "rows": _rows(answers, period, found.known if settled else {}),
        "settled": settled,
        "ended": period.has_ended(today=today()),
        "answer": answer,
        "drawings": drawings(answer=answer),
        "cuts": {axis: _cut(answer, axis) for axis in "xy"},
        "moved": [(name, found.counts[name], _named(rows, names)) for name, rows in moved.items()],
        "form": TargetsForm(initial=targets_of(period=period)),
    }


def _rows(answers: Sequence[Answer], period: Period, known: Mapping[str, int]) -> list[RankRow]:
    people = [
        {row["rank"]: row["customers"] for row in answer.get("ranks", ())} for answer in answers
    ]
    targets = targets_of(period=period)
    return [
        RankRow(
            name,
            people[0].get(key),
            [one.get(key) for one in people[1:]],
            targets.get(key),
            known[key] if key in known and known[key] != people[0].get(key) else None,
        )
        for key, name in two_axis_names().items()
    ]


def _cut(answer: Answer, axis: str) -> tuple[str, str]:
    of = answer[axis]
    return of["name"][(get_language() or "ja")[:2]], value_of(of["indicator"], of["cut"])


def _named(movers: Sequence[Mover], names: Mapping[str, str]) -> list[tuple[Any, ...]]:
    known = Customer.objects.in_bulk([one.customer for one in movers])
    return [
        (known[one.customer], names[one.was], names.get(one.now, ""), one.sales)
        for one in movers
        if one.customer in known
    ]
