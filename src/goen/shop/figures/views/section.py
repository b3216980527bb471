"""Pages that are made of sections of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.pictures import rank_slots
from goen.shop.figures import between, telling
from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.figures.views.frame import asking, frame
from goen.shop.portfolio.place import name_of
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.signals import list_seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked
    from goen.shop.figures.between import Mover
    from goen.shop.figures.documents import Document

NAME = "figures"
_BY_KEY = {one.key: one for one in SECTION_PAGES}


@needs(Ability.SEE)
@require_GET
@asking
def section(request: HttpRequest, asked: Asked, *, key: str) -> HttpResponse:
    """One page of figures."""
    page = _BY_KEY[key]
    answers = between.document(asked=asked, page=page)
    told = telling.told(asked=asked, answers=answers)
    files = member(request).may(Ability.EXPORT)
    context = {
        **frame(request, asked, compares=page.compares),
        "page": page,
        "movers": _movers(request, asked, answers) if page.compares else [],
        "sections": [
            telling.shown(asked=asked, told=told, name=name, files=files) for name in page.sections
        ],
    }
    return render(request, "figures/section.html", context)


def _movers(request: HttpRequest, asked: Asked, answers: Document) -> list[dict[str, Any]]:
    """Who lapsed and who came back, by name; it is noted who saw them."""
    told: list[dict[str, Any]] = []
    for flow in between.NAMED:
        found = between.movers(told=answers, flow=flow)
        of = {"kind": "flow", "flow": flow, "period": between.period(asked)}
        rows = [_row(asked, one) for one in found.people]
        told.append({"flow": flow, "rows": rows, "found": found, "of": of})
    count = sum(len(one["rows"]) for one in told)
    list_seen.send(NAME, staff=member(request), name=NAME, count=count)
    return told


def _row(asked: Asked, one: Mover) -> dict[str, Any]:
    ranks = asked.scheme.ranks
    rank, slot = ranks[one.rank - 1], rank_slots(len(ranks))[one.rank - 1]
    return {"one": one, "rank": rank, "rank_name": name_of(rank), "slot": slot}
