"""The app `figures`: the analyses on screen."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "goen.shop.figures"
    label = "figures"

    def ready(self) -> None:
        """Put the pages into the rail and the row of tabs, and have the newest evening ready."""
        from goen.shop.figures import jobs, kinds, pages
        from goen.shop.ui import registry

        pages.register()
        kinds.register()
        registry.nav.add(
            registry.NavItem(
                "look",
                _("Portfolio"),
                "portfolio",
                "portfolio",
                10,
                also=(
                    "figures_people",
                    *(one.url_name for one in (*pages.SECTION_PAGES, *pages.OWN_TABS)),
                ),
            )
        )
        jobs.declare()
