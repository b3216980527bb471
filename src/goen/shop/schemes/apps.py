"""The app `schemes`: rank schemes on screen, and ranks by two indicators."""

from __future__ import annotations

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "goen.shop.schemes"
    label = "schemes"

    def ready(self) -> None:
        """Add this room to the pages of the rooms below."""
        from goen.shop.schemes import additions

        additions.register()
