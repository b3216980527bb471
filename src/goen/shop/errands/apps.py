"""The app `errands`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErrandsConfig(AppConfig):
    name = "goen.shop.errands"
    label = "errands"
    verbose_name = _("long work")

    def ready(self) -> None:
        """Take on what lists and undoing hand over; show it on every page of who asked."""
        from goen.shop.errands import jobs, operations, queries
        from goen.shop.staff.undo import send_large_to
        from goen.shop.ui import registry
        from goen.shop.ui.lists.later import hand_to

        hand_to(operations.Hands())
        send_large_to(operations.undo_later)
        registry.callouts.add(registry.Corner("errands", "errands/_calls.html", queries.calls, 20))
        registry.person_links.add(
            registry.PersonLink(_("Long work and files"), "errands", "clock", 30)
        )
        jobs.declare()
