"""The app `advice`: what to do next, and why."""

from __future__ import annotations

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "goen.shop.advice"
    label = "advice"

    def ready(self) -> None:
        """Show what to do next on the pages below, and keep it near the standings."""
        from goen.shop.advice import additions, jobs

        additions.register()
        jobs.declare()
