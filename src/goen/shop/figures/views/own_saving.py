"""The pages of products, simulator and cross table as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_GET

from goen.shop.figures import own_files
from goen.shop.figures.views import cross, products, simulator
from goen.shop.figures.views.frame import asking
from goen.shop.figures.views.saving import KINDS, picture, taken, workbook
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked

_TOLD: Mapping[str, Callable[[Asked, Mapping[str, str]], dict[str, Any]]] = {
    "products": products.told,
    "simulator": simulator.told,
    "cross": cross.told,
}
_FILES: Mapping[str, Callable[[dict[str, Any]], own_files.File]] = {
    "products": own_files.products,
    "simulator": own_files.simulator,
    "cross": own_files.cross,
}


@needs(Ability.EXPORT)
@require_GET
@asking
def own_saved(request: HttpRequest, asked: Asked, *, page: str, form: str) -> HttpResponse:
    """What such a page shows, as it is asked, as PNG, SVG or Excel."""
    if page not in _TOLD or form not in KINDS:
        raise Http404
    told = _TOLD[page](asked, request.GET)
    if not told.get("known", told.get("any", True)):
        raise Http404
    found = _FILES[page](told)
    if form == "xlsx":
        body = workbook(tables=found.tables)
    elif found.drawing:
        body = picture(svg=found.drawing, form=form)
    else:
        raise Http404
    return taken(request, title=found.title, name=f"{page}-{asked.day}", form=form, body=body)
