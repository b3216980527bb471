"""The board of VIPs, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from goen.shop.portfolio import vips
from goen.shop.portfolio.lists import address
from goen.shop.portfolio.queries import shown
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.back import number
from goen.shop.ui.clock import today
from goen.shop.ui.signals import list_seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NAME = "vip"
_SCREENFUL = 20


@needs(Ability.SEE)
@require_safe
def vip(request: HttpRequest) -> HttpResponse:
    """The names of all VIPs, or of those that one person looks after; of very many the largest."""
    many = vips.are_many()
    context = _largest() if many else _board(request)
    if len(context["rows"]) > _SCREENFUL:
        list_seen.send(NAME, staff=member(request), name=NAME, count=len(context["rows"]))
    x, y = (one.text(get_language() or "ja") for one in vips.indicators())
    more = {"many": many, "x": x, "y": y, "in_list": address(two_axis="vip")}
    return render(request, "portfolio/vip.html", {**context, **more, "known": bool(shown().layers)})


def _largest() -> dict[str, Any]:
    rows = vips.largest(today=today())
    return {"rows": rows, "groups": _groups(rows, None)}


def _groups(rows: list[vips.Vip], counts: tuple[int, int] | None) -> list[tuple[bool, int, Any]]:
    """Those who are active and those who lapsed, with how many there are in all."""
    parts = [[row for row in rows if row.place.lapsed is gone] for gone in (False, True)]
    numbers = counts or tuple(map(len, parts))
    found = zip((False, True), numbers, parts, strict=True)
    return [(gone, number, part) for gone, number, part in found if part]


def _board(request: HttpRequest) -> dict[str, Any]:
    owners = vips.owners()
    owner = next((one for one in owners if str(one.key) == request.GET.get("owner")), None)
    count = owner.count if owner else sum(one.count for one in owners)
    start = min(number(request, "start"), max(count - 1, 0) // vips.PAGE * vips.PAGE)
    rows = vips.board(owner=owner.key if owner else None, start=start, today=today())
    gone = vips.lapsed(owner=owner.key if owner else None, today=today())
    return {
        "rows": rows,
        "groups": _groups(rows, (count - gone, gone)),
        "count": count,
        "owners": owners,
        "owner": owner,
        "first": start + 1,
        "last": start + len(rows),
        "before": max(start - vips.PAGE, 0) if start else None,
        "after": start + vips.PAGE if start + len(rows) < count else None,
    }
