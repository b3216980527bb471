"""The app `sales`."""

from __future__ import annotations

from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "goen.shop.sales"
    label = "sales"

    def ready(self) -> None:
        """Add this room to the pages of the rooms below."""
        from goen.shop.sales import additions

        additions.register()
