"""The addresses of one declared list, each behind the rule about who may open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.ui.lists.views import Pages

if TYPE_CHECKING:
    from django.urls import URLPattern

    from goen.shop.ui.lists.declared import ListPage

Guard = Callable[[Any], Callable[[Any], Any]]  # staff.access.needs


def list_urls(declared: ListPage, *, at: str, guard: Guard) -> list[URLPattern]:
    """Return the addresses of `declared` below `at` ("customers/"), each behind `guard`.

    Seeing asks for SEE, changing many for BULK, taking out for EXPORT.
    """
    pages, name = Pages(declared), declared.url_name
    see, bulk, out = guard("SEE"), guard("BULK"), guard("EXPORT")
    form = require_http_methods(["GET", "HEAD", "POST"])
    return [
        path(at, see(require_safe(pages.show)), name=name),
        path(f"{at}count/", see(require_safe(pages.count)), name=f"{name}_count"),
        path(f"{at}filter/", see(form(pages.build)), name=f"{name}_build"),
        path(f"{at}filter/drop/", see(require_POST(pages.drop)), name=f"{name}_drop"),
        path(f"{at}filter/rename/", see(require_POST(pages.rename)), name=f"{name}_rename"),
        path(
            f"{at}filter/restore/", see(require_POST(pages.restore)), name=f"{name}_filter_restore"
        ),
        path(f"{at}columns/", see(form(pages.columns)), name=f"{name}_columns"),
        path(f"{at}bulk/", bulk(require_POST(pages.bulk)), name=f"{name}_bulk"),
        path(f"{at}export/<str:form>/", out(require_POST(pages.exported)), name=f"{name}_export"),
    ]
