"""The app `run`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunConfig(AppConfig):
    name = "goen.shop.run"
    label = "run"
    verbose_name = _("running the shop")

    def ready(self) -> None:
        """Declare the nightly jobs and the pages of the settings."""
        from goen.shop.run import jobs, search
        from goen.shop.ui.registry import SettingsPage, settings_pages

        jobs.declare()
        search.declare()
        settings_pages.add(
            SettingsPage(
                label=_("Backups"),
                help=_("Make one now, take one home, go back to one"),
                url_name="backups",
                icon="download",
                order=80,
            )
        )
        settings_pages.add(
            SettingsPage(
                label=_("Background work"),
                help=_("What runs behind the pages, and what comes next"),
                url_name="jobs",
                icon="clock",
                order=90,
            )
        )
