"""Toasts for answers that are only a part of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.messages import get_messages
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ToastMiddleware:
    """Sends waiting toasts with an htmx answer, to be put where a whole page shows them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not getattr(request, "htmx", False) or not _takes_toasts(response):
            return response
        if list(waiting := get_messages(request)):
            told = render_to_string(
                "ui/_toasts_apart.html", {"messages": list(waiting)}, request=request
            )
            response.content += told.encode()
        return response


def _takes_toasts(response: HttpResponse) -> bool:
    """Whether this is a part of a page; one that leads elsewhere shows its toasts there."""
    elsewhere = any(name in response for name in ("HX-Redirect", "HX-Refresh", "HX-Location"))
    html = response.get("Content-Type", "").startswith("text/html")
    return html and response.status_code == 200 and not response.streaming and not elsewhere
