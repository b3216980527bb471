"""What every page has around it: the rail, the top bar, the person, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.shop.ui import registry
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variables of the frame; nothing for strangers."""
    if not request.user.is_authenticated:
        return {}
    shown = [item for item in registry.nav if request.user.may(item.ability)]
    return {"nav": shown, "as_of": today()}
