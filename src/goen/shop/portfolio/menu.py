"""Where the pages of this room stand in the rail, and what is done there is called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goen.shop.staff.action_names import ACTION_NAMES
from goen.shop.ui import registry
from goen.shop.ui.registry import NavItem


def register() -> None:
    """Fill the registries."""
    registry.nav.add(NavItem("look", _("Money and fit"), "money_fit", "smile", 16))
    ACTION_NAMES["portfolio.money_cut"] = _("The limit of earnings was chosen")
