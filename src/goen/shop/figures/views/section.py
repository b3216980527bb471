"""Pages that are made of sections of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.shop.figures import documents, telling
from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.figures.views.frame import asking, frame
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked

_BY_KEY = {one.key: one for one in SECTION_PAGES}


@needs(Ability.SEE)
@require_GET
@asking
def section(request: HttpRequest, asked: Asked, *, key: str) -> HttpResponse:
    """One page of figures."""
    page = _BY_KEY[key]
    answers = documents.document(asked=asked, groups=page.groups)
    told = telling.told(asked=asked, answers=answers)
    files = member(request).may(Ability.EXPORT)
    context = {
        **frame(request, asked, compares=page.compares),
        "page": page,
        "sections": [
            telling.shown(asked=asked, told=told, name=name, files=files) for name in page.sections
        ],
    }
    return render(request, "figures/section.html", context)
