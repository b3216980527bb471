"""What every page of figures has around its content: the tabs and the bar that asks."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from goen.shop.figures import asked, documents, jobs, pages, subsets
from goen.shop.portfolio.models import PortfolioState, RankScheme
from goen.shop.staff.access import member

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked


def asking(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view what the address asks for; else say what is missing, or wait for it."""

    @wraps(view)
    def wrapped(request: HttpRequest, **given: Any) -> HttpResponse:
        by = member(request)
        try:
            return view(request, asked.read(given=request.GET, by=by), **given)
        except asked.NothingYet:
            return render(request, "figures/nothing.html", {"sales": jobs.ask_for_standings()})
        except asked.Unreadable as problem:
            context = {
                "problem": problem,
                "here": request.path,
                "rest": _without(request, problem.without),
            }
            return render(request, "figures/unreadable.html", context, status=422)
        except documents.NotYet as missing:
            job = jobs.ask_for(given=missing.asked.words, by=by, name=missing.name)
            context = {"job": job, "here": request.get_full_path()}
            return render(request, "figures/wait.html", context)

    return wrapped


def _tabs(request: HttpRequest, address: str) -> list[dict[str, Any]]:
    """The pages by group; what is asked goes along to those that understand it."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    found = []
    for key, label in pages.GROUPS.items():
        tabs = [
            {
                "label": tab.label,
                "url": reverse(tab.url_name) + (address if tab.asks else ""),
                "current": tab.url_name == here,
            }
            for tab in pages.tabs
            if tab.group == key
        ]
        current = any(tab["current"] for tab in tabs)
        found.append({"key": key, "label": label, "tabs": tabs, "current": current})
    return found


def _without(request: HttpRequest, name: str) -> str:
    """The same address but for what cannot be answered; empty when nothing of it can."""
    if not name:
        return ""
    kept = request.GET.copy()
    for one in (name, f"{name}_day"):
        kept.pop(one, None)
    return f"?{kept.urlencode()}"


def frame(request: HttpRequest, question: Asked, *, compares: bool = False) -> dict[str, Any]:
    """The variables of the bar and the tabs."""
    by = member(request)
    address = question.address()
    days = (question.newest - question.first).days
    return {
        "asked": question,
        "address": address,
        "compares": compares,
        "tab_groups": _tabs(request, address),
        "subsets": subsets.offered(by=by),
        "versions": RankScheme.objects.filter(effective_on__lte=question.newest).order_by(
            "-effective_on", "-pk"
        ),
        "days": days,
        "day_number": (question.day - question.first).days,
        "previous": question.at(question.day - timedelta(days=1)).address()
        if question.day > question.first
        else "",
        "updated_at": PortfolioState.objects.values_list("updated_at", flat=True).first(),
    }
