"""The app `portfolio`."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "goen.shop.portfolio"
    label = "portfolio"

    def ready(self) -> None:
        """Keep the standings near the sales, and show them in lists."""
        from goen.shop.portfolio import additions, jobs, menu

        additions.register()
        menu.register()
        jobs.declare()
