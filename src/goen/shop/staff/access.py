"""The door of every page: who may open it. A view without a rule is refused to everybody."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from goen.shop.staff.roles import Ability

    View = Callable[..., HttpResponse]

_View = TypeVar("_View", bound="Callable[..., Any]")


def needs(ability: Ability) -> Callable[[_View], _View]:
    """Let only staff with `ability` open the view; others get 403, strangers the sign-in page."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, Staff):
                return _to_sign_in(request)
            if not request.user.may(ability):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

        guarded.needs = ability  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def page_before(request: HttpRequest) -> str:
    """The page of ours from which something was sent, else the first page."""
    before = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return before if ours else reverse("home")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in and from there back to the page; a part of a page only says no.

    What was typed stays in the page, which says itself that one has to sign in again.
    """
    if "HX-Request" in request.headers:
        return HttpResponse(status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    address = urlsplit(page_before(request))
    return redirect_to_login(urlunsplit(("", "", address.path, address.query, "")))


def open_to_all(view: _View) -> _View:
    """Mark a view that strangers may open too: signing in, set-up, the health check."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def member(request: HttpRequest) -> Staff:
    """The staff member who asks; only for views behind `needs`."""
    assert isinstance(request.user, Staff)  # noqa: S101
    return request.user
