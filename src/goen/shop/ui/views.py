"""Pages of the frame itself: today, settings, the rest on a phone, errors, the living page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from goen.shop.ui import registry
from goen.shop.ui.context import may

if TYPE_CHECKING:
    from django.http import HttpRequest

# The parts of the living page, in reading order.
COMPONENTS = (
    "buttons", "ranks", "badges", "fields", "filters", "notices", "empty", "asking", "tables",
    "rows", "timeline", "work", "type",
)  # fmt: skip


def _cards(request: HttpRequest, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for card in registry.home_cards:
        if card.place == place and (context := card.context(request)) is not None:
            found.append(
                {"name": card.name, "template": card.template, "said": card.said, **context}
            )
    return found


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """今日やること: what is urgent, promised, waiting; each card is of the room it is about."""
    main = _cards(request, "main")
    context = {
        "start": next(iter(_cards(request, "start")), None),
        "main_cards": main,
        "side_cards": _cards(request, "side"),
        "waiting": [card for card in main if card.get("count")],
    }
    return render(request, "ui/home.html", context)


@require_safe
def settings_index(request: HttpRequest) -> HttpResponse:
    """All settings this person may open."""
    pages = [
        {"page": page, "url": reverse(page.url_name)}
        for page in registry.settings_pages
        if may(request, page.ability)
    ]
    return render(request, "ui/settings.html", {"pages": pages})


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """The whole rail as a page, for phones."""
    return render(request, "ui/more.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The living page: every component in every state."""
    parts = [f"ui/components/_{name}.html" for name in COMPONENTS]
    return render(request, "ui/components.html", {"parts": parts})


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the shop answers; nothing about whom or what."""
    return HttpResponse("ok\n", content_type="text/plain")


def _error(request: HttpRequest, status: int, *, stale: bool = False) -> HttpResponse:
    frame = "ui/page.html" if request.user.is_authenticated else "ui/plain.html"
    context = {"status": status, "stale": stale, "frame": frame}
    return render(request, "ui/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read, or that it was too large."""
    return _error(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page has to be opened anew: signed in again elsewhere, or left open for days."""
    return _error(request, 403, stale=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say whom to ask."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say where to look instead."""
    return _error(request, 404)


def broken(_request: HttpRequest) -> HttpResponse:
    """Say that nothing saved is lost; without the database, which may be what broke."""
    return HttpResponse(render_to_string("ui/broken.html"), status=500)
