"""The board of VIPs, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """The names of all VIPs, or of those that one person looks after."""
    owners = vips.owners()
    owner = next((one for one in owners if str(one.key) == request.GET.get("owner")), None)
    count = owner.count if owner else sum(one.count for one in owners)
    start = min(number(request, "start"), max(count - 1, 0) // vips.PAGE * vips.PAGE)
    rows = vips.board(owner=owner.key if owner else None, start=start, today=today())
    if len(rows) > _SCREENFUL:
        list_seen.send(NAME, staff=member(request), name=NAME, count=len(rows))
    x, y = (one.text(get_language() or "ja") for one in vips.indicators())
    gone = vips.lapsed(owner=owner.key if owner else None, today=today())
    groups = [
        (False, count - gone, [row for row in rows if not row.place.lapsed]),
        (True, gone, [row for row in rows if row.place.lapsed]),
    ]
    context = {
        "rows": rows,
        "groups": [group for group in groups if group[2]],
        "count": count,
        "owners": owners,
        "owner": owner,
        "x": x,
        "y": y,
        "in_list": address(two_axis="vip"),
        "known": bool(shown().layers),
        "first": start + 1,
        "last": start + len(rows),
        "before": max(start - vips.PAGE, 0) if start else None,
        "after": start + vips.PAGE if start + len(rows) < count else None,
    }
    return render(request, "portfolio/vip.html", context)
