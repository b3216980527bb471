"""The app `intake`."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "goen.shop.intake"
    label = "intake"

    def ready(self) -> None:
        """Add this room to the pages of the rooms below."""
        from goen.shop.intake import additions

        additions.register()
