"""The app `mart`."""

from __future__ import annotations

from django.apps import AppConfig


class MartConfig(AppConfig):
    name = "goen.shop.mart"
    label = "mart"

    def ready(self) -> None:
        """Hear of changed sales, keep the mart near them, and show ranks."""
        from goen.shop.mart import additions, jobs, stale

        additions.register()
        stale.connect()
        jobs.declare()
