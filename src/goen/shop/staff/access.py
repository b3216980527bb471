"""The door of every page: who may open it. A view without a rule is refused to everybody."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from goen.shop.staff.roles import Ability

    View = Callable[..., HttpResponse]

_View = TypeVar("_View", bound="Callable[..., Any]")


def needs(ability: Ability) -> Callable[[_View], _View]:
    """Let only staff with `ability` open the view; others get 403, strangers the sign-in page."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, Staff):
                return redirect_to_login(request.get_full_path())
            if not request.user.may(ability):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

        guarded.needs = ability  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def open_to_all(view: _View) -> _View:
    """Mark a view that strangers may open too: signing in, set-up, the health check."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def member(request: HttpRequest) -> Staff:
    """The staff member who asks; only for views behind `needs`."""
    assert isinstance(request.user, Staff)  # noqa: S101
    return request.user
