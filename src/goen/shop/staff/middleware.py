"""For each request: the language of who asks, and no page without a rule about who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import translation

from goen.shop.staff.models import OwnCompany, Staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class StaffMiddleware:
    """Activates the member's language; refuses views that say nothing about access."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _first_visit(request):
            return redirect("setup")
        with translation.override(_language(request)):
            return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> None:
        """Let pass only views with a rule; allauth's pages have their own."""
        if view.__module__.startswith(("allauth.", "django.views.")):
            return
        if not hasattr(view, "needs"):
            raise PermissionDenied


OPEN = ("/setup/", "/static/", "/health")


def _first_visit(request: HttpRequest) -> bool:
    """Whether there is no company yet; then every page leads to the set-up."""
    if isinstance(request.user, Staff) or request.path.startswith(OPEN):
        return False
    return not OwnCompany.objects.exists()


def _language(request: HttpRequest) -> str:
    if isinstance(request.user, Staff):
        return request.user.language
    company = OwnCompany.objects.only("language").first()
    return company.language if company else "ja"
