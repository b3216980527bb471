"""Pages of the search: results for a query, what was opened lately, and the way to a hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goen.shop.ui.search import lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_KEPT = "search_recent"
_IN_BOX, _ON_PAGE = 6, 50


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The results of a query: the list below the field, or a page of their own."""
    query = request.POST.get("q", "").strip()[:100]
    in_box = "HX-Request" in request.headers
    if not query:
        return _recent(request, in_box=in_box)
    groups = lines.groups_for(query=query, limit=_IN_BOX if in_box else _ON_PAGE)
    context = {
        "query": query,
        "groups": groups,
        "count": sum(len(group.lines) for group in groups),
        "more": any(group.more for group in groups),
    }
    return render(request, f"ui/search/{'_list' if in_box else 'page'}.html", context)


@require_GET
def recent(request: HttpRequest) -> HttpResponse:
    """What this person opened lately, for the list below the empty field."""
    return _recent(request, in_box=True)


@require_GET
def opened(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Go to a hit and remember it among the recent ones."""
    address = lines.address_of(kind=kind, object_id=object_id)
    if address is None:
        raise Http404
    kept = request.session.get(_KEPT, [])
    request.session[_KEPT] = lines.with_newest(kept=kept, kind=kind, object_id=object_id)
    return redirect(address)


def _recent(request: HttpRequest, *, in_box: bool) -> HttpResponse:
    kept = lines.recent_lines(kept=request.session.get(_KEPT, []))
    context = {"query": "", "recent": kept}
    return render(request, f"ui/search/{'_list' if in_box else 'page'}.html", context)
