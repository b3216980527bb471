"""The app `rhythm`: contact rhythm of every customer, and the list of whom to call."""

from __future__ import annotations

from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "goen.shop.rhythm"
    label = "rhythm"

    def ready(self) -> None:
        """Keep the rhythms near the contacts, and show them."""
        from goen.shop.rhythm import additions, hearing, jobs

        additions.register()
        jobs.declare()
        hearing.connect()
