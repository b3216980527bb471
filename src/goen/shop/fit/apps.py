"""The app `fit`: how well staff and a customer suit each other."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FitConfig(AppConfig):
    name = "goen.shop.fit"
    label = "fit"

    def ready(self) -> None:
        """Put the card on the customer's page, and the observations on the request desk."""
        from goen.shop.customers import registry as customers
        from goen.shop.fit import desk, lists, views
        from goen.shop.ui import lists as ui_lists
        from goen.shop.ui import registry as ui

        ui_lists.facts("customers").add(lists.FACT)
        ui_lists.columns("customers").add(lists.COLUMN)

        ui.panels.add(ui.Panel("fit", "side", "fit/_panel.html", views.panel, 40))
        customers.disclosures.add(
            customers.Disclosure(
                "fit", _("Fit"), (_("Day"), _("Step, 1 to 5"), _("Note")), desk.disclosed, 60
            )
        )
        customers.trail_fields.add(customers.TrailField("fit", _("Do we suit each other")))
        customers.erasers.add(customers.Eraser("fit", _("Fit"), desk.erase, 60))
