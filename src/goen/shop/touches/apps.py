"""The app `touches`."""

from __future__ import annotations

from django.apps import AppConfig


class TouchesConfig(AppConfig):
    name = "goen.shop.touches"
    label = "touches"

    def ready(self) -> None:
        """Add this room to the pages of the rooms below."""
        from goen.shop.touches import additions

        additions.register()
