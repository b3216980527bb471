"""The sheet on screen and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.shop.customers.paper import NoJapaneseFont
from goen.shop.figures import subsets, telling
from goen.shop.figures.views.frame import asking
from goen.shop.meeting_sheet import asking as months
from goen.shop.meeting_sheet import paper, sheet
from goen.shop.staff.access import member, needs
from goen.shop.staff.models import OwnCompany
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today
from goen.shop.ui.signals import list_exported, list_seen

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked

NAME = "meeting_sheet"


@needs(Ability.SEE)
@require_GET
@asking
def shown(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The sheet of a month before it is printed."""
    return _page(request, asked)


def _page(request: HttpRequest, asked: Asked, *, no_font: bool = False) -> HttpResponse:
    by = member(request)
    made = sheet.make(asked=asked, today=today())
    list_seen.send(NAME, staff=by, name=NAME, count=made.named)
    last = f"sheet-{asked.day:%Y-%m}"
    context = {
        "sheet": made,
        "words": paper.words(sheet=made, company=_company()),
        "chart": telling.shown(
            asked=asked, told=made.told, name="monthly", files=False, kept_as=last
        ),
        "months": months.months(asked=asked),
        "subsets": subsets.offered(by=by),
        "address": asked.address(),
        "may_export": by.may(Ability.EXPORT),
        "no_font": no_font,
    }
    return render(request, "meeting_sheet/sheet.html", context, status=503 if no_font else 200)


@needs(Ability.EXPORT)
@require_GET
@asking
def printed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The sheet as PDF; it is noted who took it."""
    made = sheet.make(asked=asked, today=today())
    try:
        body = paper.pdf(sheet=made, company=_company())
    except NoJapaneseFont:
        return _page(request, asked, no_font=True)
    list_exported.send(
        NAME,
        staff=member(request),
        name=NAME,
        count=made.named,
        form="pdf",
        conditions=[f"{asked.day}", asked.subset.name],
    )
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="goen-meeting-{asked.day}.pdf"'
    return answer


def _company() -> str:
    return OwnCompany.objects.values_list("name", flat=True).first() or ""
