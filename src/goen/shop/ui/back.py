"""The way back to the page somebody came from, and numbers given in addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest


def way_back(request: HttpRequest, *, default: str) -> str:
    """Where the person came from, if that is a page of ours; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else default


def go(request: HttpRequest, *, default: str) -> HttpResponseRedirect:
    """Lead back to where the person came from."""
    return HttpResponseRedirect(way_back(request, default=default))


def number(request: HttpRequest, name: str) -> int:
    """A row's number given in the address; 0, which no row has, when there is none."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
