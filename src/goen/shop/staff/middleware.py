"""For each request: does the sign-in still stand, in which language, and may the page be kept?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_cache_control

from goen.shop.staff import safety
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class StaffMiddleware:
    """Ends sign-ins that lie idle, activates the member's language, keeps pages out of caches.

    Refuses views that say nothing about access.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _first_visit(request):
            return redirect("setup")
        signed_in = isinstance(request.user, Staff)
        if signed_in:
            safety.end_if_idle(request, now=now())
        with translation.override(_language(request)):
            response = _lead(request) or self.get_response(request)
        if signed_in or isinstance(request.user, Staff):
            _keep_private(request, response)
        return response

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


def _lead(request: HttpRequest) -> HttpResponse | None:
    if isinstance(request.user, Staff):
        return safety.lead_to_factor(request, request.user)
    return None


def _language(request: HttpRequest) -> str:
    if isinstance(request.user, Staff):
        return request.user.language
    company = OwnCompany.objects.only("language").first()
    return company.language if company else "ja"


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Keep pages with customers out of the browser's cache.

    The answer to a form that has to be mended may be kept: going back to it would otherwise only
    show the browser's question whether to send the form again.
    """
    if response.has_header("Cache-Control"):
        return
    if request.method == "POST" and response.status_code == 200:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
