"""The simulator: more of each factor of a year's sales, in people and yen."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from goen.analysis.calendar import months_before
from goen.analysis.portfolio import segments
from goen.analysis.simulate import Rise, simulate_segments, together
from goen.pictures import rank_slots
from goen.shop.figures import crossed
from goen.shop.figures.own_files import offered
from goen.shop.figures.views.frame import asking, frame
from goen.shop.portfolio.place import LAPSED, name_of
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from goen.analysis.decompose import Totals
    from goen.analysis.portfolio import Segment
    from goen.analysis.simulate import Outcome
    from goen.shop.figures.asked import Asked

FACTORS = ("unit_price", "frequency", "customers")
LEAST, MOST = -100, 1000  # per cent
_PERCENT = re.compile(r"[+-]?\d{1,4}(\.\d)?")


@needs(Ability.SEE)
@require_GET
@asking
def simulator(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A year as it would be with more of each factor, as a whole and by segment."""
    found = told(asked, request.GET)
    files = offered(request, asked, "simulator", found) if found["any"] else []
    context = {**frame(request, asked), **found, "files": files}
    return render(request, "figures/simulator/page.html", context)


def told(asked: Asked, given: Mapping[str, str]) -> dict[str, Any]:
    """What the page says, but for what is around it."""
    before = crossed.year(asked=asked)
    entered, wrong = _read(given, [*before])
    rises = {segment: _rise(entered, segment) for segment in before}
    outcomes = simulate_segments(before=before, rises=rises)
    whole = together(outcomes=[*outcomes.values()])
    return {
        "any": whole.before.occasions > 0,
        "factors": [_factor(factor, entered.get(factor)) for factor in FACTORS],
        "whole": whole,
        "now": _means(whole.before),
        "then": _means_then(whole),
        "parts": _parts(whole),
        "lines": _lines(asked, outcomes, entered),
        "wrong": wrong,
        "own": any("-" in name for name in entered),
        "year_start": months_before(asked.day, 12) + timedelta(days=1),
        "of": {name: str(value) for name, value in entered.items()},
    }


def _read(given: Mapping[str, str], there: list[Segment]) -> tuple[dict[str, Decimal], list[str]]:
    """The per cents that were given, by the names of their fields; and those that are none."""
    fields = [*FACTORS, *(_field(factor, one) for one in there for factor in FACTORS)]
    told, wrong = {}, []
    for name in fields:
        text = given.get(name, "").strip().replace("−", "-").removesuffix("%")
        if not text:
            continue
        if _PERCENT.fullmatch(text) and LEAST <= Decimal(text) <= MOST:
            told[name] = Decimal(text)
        else:
            wrong.append(text[:20])
    return told, wrong


def _field(factor: str, segment: Segment) -> str:
    return f"{factor}-{segment[0]}-{segment[1]}"


def _rise(told: Mapping[str, Decimal], segment: Segment) -> Rise:
    """What a segment is given for itself, else what all are given."""
    return Rise(
        *(told.get(_field(factor, segment), told.get(factor, Decimal(0))) for factor in FACTORS)
    )


def _factor(factor: str, value: Decimal | None) -> dict[str, Any]:
    return {"name": factor, "label": _labels()[factor], "value": "" if value is None else value}


def _labels() -> dict[str, str]:
    return {
        "unit_price": _("Yen per purchase"),
        "frequency": _("Purchases per customer"),
        "customers": _("Customers who buy"),
    }


def _means(totals: Totals) -> dict[str, Any]:
    """The three factors of a year."""
    return {
        "unit_price": totals.sales // totals.occasions if totals.occasions else None,
        "frequency": f"{totals.occasions / totals.customers:.2f}" if totals.customers else None,
        "customers": totals.customers,
    }


def _means_then(whole: Outcome) -> dict[str, Any]:
    return {
        "unit_price": whole.sales // whole.occasions if whole.occasions else None,
        "frequency": f"{whole.occasions / whole.customers:.2f}" if whole.customers else None,
        "customers": whole.customers,
    }


def _parts(whole: Outcome) -> list[dict[str, Any]]:
    """What each factor brings, and how long its bar is."""
    found = whole.unit_price_part, whole.frequency_part, whole.customers_part
    most = max([abs(part) for part in found] + [1])
    return [
        {"label": _labels()[factor], "yen": part, "share": 100 * abs(part) // most}
        for factor, part in zip(FACTORS, found, strict=True)
    ]


def _lines(
    asked: Asked, outcomes: Mapping[Segment, Outcome], told: Mapping[str, Decimal]
) -> list[dict[str, Any]]:
    """One line per segment that bought in the year, the best active ranks first."""
    ranks = {rank.key: rank for rank in asked.scheme.ranks}
    slots = dict(zip(ranks, rank_slots(len(ranks)), strict=True))
    places = sorted(
        (one for one in segments(scheme=asked.scheme) if one in outcomes),
        key=lambda one: (one[1] == LAPSED, -[*ranks].index(one[0])),
    )
    return [
        {
            "rank": ranks[place[0]],
            "name": name_of(ranks[place[0]]),
            "slot": slots[place[0]],
            "lapsed": place[1] == LAPSED,
            "outcome": outcomes[place],
            "fields": [
                {
                    "name": _field(factor, place),
                    "label": _labels()[factor],
                    "value": told.get(_field(factor, place), ""),
                    "hint": told.get(factor, 0),
                }
                for factor in FACTORS
            ],
        }
        for place in places
    ]
