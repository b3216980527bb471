"""The first page of figures: the portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goen.analysis.calendar import month_end, month_index
from goen.report import sections
from goen.shop.figures import documents, jobs, now, pages, telling
from goen.shop.figures.views.frame import asking, frame
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked

_GROUPS = ("portfolio", "ledger", "transitions", "active_base", "sales_change", "repeat")
_AT_ONCE = ("portfolio",)
_MONTHS = 24


@needs(Ability.SEE)
@require_GET
@asking
def portfolio(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Where everybody stands, beside another evening; how it came; what to do next."""
    answers, pending = _answers(request, asked)
    earlier = now.before(asked=asked)
    told = telling.told(asked=asked, answers=answers)
    rows = now.rows(asked=asked, cpm=answers["cpm"], earlier=earlier)
    context = {
        **frame(request, asked, compares=True),
        "six": now.six(asked=asked, cpm=answers["cpm"]),
        "facts": sections.facts(told=told).items,
        "counted": _calendar_months(asked, answers),
        "rows": rows,
        "sums": _sums(rows),
        "monthly": _monthly(asked, answers, files=member(request).may(Ability.EXPORT)),
        "ledger": now.ledger_of(asked=asked, ranks=rows, lines=earlier["lines"]),
        "pending": pending,
        "cards": [
            {"template": card.template, "card": found}
            for card in pages.cards
            if (found := card.context(request, asked)) is not None
        ],
        "ways": list(pages.ways),
    }
    return render(request, "figures/portfolio.html", context)


def _answers(request: HttpRequest, asked: Asked) -> tuple[dict[str, Any], bool]:
    """The answers of the page; what takes long comes later, and months are known already."""
    try:
        return documents.document(asked=asked, groups=_GROUPS), False
    except documents.NotYet:
        jobs.ask_for(given=request.GET, by=member(request))
    newest = documents.known(asked=replace(asked, day=asked.newest), name="ledger") or {}
    until = f"{asked.day:%Y-%m}"
    months = [row for row in newest.get("monthly") or [] if row["month"] < until]
    return documents.document(asked=asked, groups=_AT_ONCE) | {"monthly": months}, True


def _monthly(asked: Asked, answers: dict[str, Any], *, files: bool) -> str:
    """The waterline of two years."""
    months = sorted({row["month"] for row in answers["monthly"] or []})[-_MONTHS:]
    rows = [row for row in answers["monthly"] or [] if row["month"] in set(months)]
    told = telling.told(asked=asked, answers={**answers, "monthly": rows})
    last = months[-1] if months else ""
    name = f"two-years-{last}"
    return telling.shown(asked=asked, told=told, name="monthly", files=files, kept_as=name)


def _calendar_months(asked: Asked, answers: dict[str, Any]) -> str:
    """The calendar months of the sales above, unless they are the same 12 months to the day."""
    base = answers.get("active_base")
    if not base or asked.day == month_end(month_index(asked.day)):
        return ""
    return sections.calendar_months(end=base["to_date"], lang=telling.language())


def _sums(rows: list[now.Row]) -> dict[str, now.Side]:
    return {status: now.summed([getattr(row, status) for row in rows]) for status in now.STATUSES}
