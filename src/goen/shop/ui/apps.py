"""The app `ui`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UiConfig(AppConfig):
    name = "goen.shop.ui"
    label = "ui"

    def ready(self) -> None:
        """Put today at the head of the rail; say in the shop's words what a form misses."""
        from django.forms import Field

        from goen.shop.ui import registry

        Field.default_error_messages["required"] = _("This is required and still empty.")

        registry.nav.add(
            registry.NavItem(
                "daily",
                _("Today"),
                "home",
                "today",
                order=10,
                phone=1,
                short=pgettext_lazy("below an icon", "Today"),
            )
        )
