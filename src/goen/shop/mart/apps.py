"""The app `mart`."""

from __future__ import annotations

from django.apps import AppConfig


class MartConfig(AppConfig):
    name = "goen.shop.mart"
    label = "mart"

    def ready(self) -> None:
        """Hear of changed sales, and keep the mart near them."""
        from goen.shop.mart import jobs, stale

        stale.connect()
        jobs.declare()
