"""Short messages after something was done, with the way back when there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise


def toast(request: HttpRequest, message: str | _StrPromise, *, undo: str | None = None) -> None:
    """Show `message` on the next page; `undo` is the address that takes a POST to undo it."""
    messages.success(request, message, extra_tags=undo or "")
