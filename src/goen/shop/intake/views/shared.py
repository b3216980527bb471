"""What the pages of one batch have in common: where it stands, and what to do when it moved on."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goen.shop.intake import telling
from goen.shop.intake.models import Batch
from goen.shop.intake.operations import NotNow
from goen.shop.intake.queries.batches import Account, batch_of
from goen.shop.intake.store import DiskFull
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]

STEPS = ("file", "columns", "check", "summary", "import")
_PAGES = {"file": "batch_file", "columns": "batch_columns", "check": "batch_check"}
_PAGES["summary"] = "batch_summary"


def page(view: View) -> View:
    """A page of imports: who may import may open it.

    A batch that somebody else moved on meanwhile, or its own job, is shown where it stands now.
    """

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer = view(request, *args, **kwargs)
        except NotNow:
            return lead(request, f"{reverse('batch', kwargs=kwargs)}?moved=1")
        except DiskFull as full:
            return HttpResponse(str(full), status=507, content_type="text/plain; charset=utf-8")
        if "batch_id" in kwargs:
            telling.seen(by=member(request), batch_id=kwargs["batch_id"])
        return answer

    return needs(Ability.IMPORT)(shown)


def lead(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to a page, also from a part of a page."""
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


def standing(batch_id: int, *states: str) -> Account:
    """The batch, if a person can go on with it in one of these states; raises NotNow."""
    one = Account(batch_of(batch_id))
    if one.batch.state not in states or one.batch.asked_at is not None or one.lost:
        raise NotNow
    return one


def steps(one: Account, current: str) -> list[dict[str, Any]]:
    """The steps of the wizard: those that one can go back to have an address."""
    open_to_people = (Batch.State.MAPPING, Batch.State.CHECKED)
    movable = one.batch.state in open_to_people and one.batch.asked_at is None and not one.lost
    place = STEPS.index(current)
    found = []
    for number, name in enumerate(STEPS):
        back = movable and number < place
        found.append(
            {
                "name": name,
                "done": number < place,
                "current": number == place,
                "url": reverse(_PAGES[name], args=[one.batch.pk]) if back else "",
            }
        )
    return found
