"""The app `consent`: who may be reached how, and what customers ask about their data."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "goen.shop.consent"
    label = "consent"

    def ready(self) -> None:
        """Tell the customer's page what is refused; put the desk where people look for it."""
        from goen.shop.consent import erased, first, jobs, leaving, lists, suppression, told, views
        from goen.shop.customers import registry as customers
        from goen.shop.customers import signals
        from goen.shop.staff.signals import company_set_up
        from goen.shop.ui import lists as ui_lists
        from goen.shop.ui import registry as ui

        ui.panels.add(ui.Panel("consent", "side", "consent/_panel.html", views.panel, 30))
        ui.strip.add(
            ui.StripFact("consent", _("May be reached"), "consent/_strip.html", told.strip, 60)
        )
        customers.refusals.add(customers.Refusals("consent", told.refusals))
        for name in ("consent.Standing", "consent.Consent"):
            customers.belongings.add(customers.Belonging(name))
        customers.uses.add(customers.Use("consent", leaving.said_elsewhere))
        customers.disclosures.add(
            customers.Disclosure("consent", _("Consent"), told.COLUMNS, told.disclosed, 40)
        )
        customers.disclosures.add(
            customers.Disclosure(
                "requests", _("Requests of the customer"), told.REQUESTS, told.requests, 80
            )
        )
        customers.erasers.add(customers.Eraser("erased", _("Erased persons"), erased.remember, 1))
        customers.doubts.add(customers.Doubt("erased", erased.doubts))
        signals.customer_changed.connect(suppression.customer_changed, dispatch_uid="consent")
        signals.customers_saved.connect(suppression.customers_saved, dispatch_uid="consent")
        signals.customers_purged.connect(leaving.customers_leave, dispatch_uid="consent")
        company_set_up.connect(first.company_set_up, dispatch_uid="consent")
        jobs.declare()
        ui_lists.facts("customers").add(lists.FACT)
        for column in lists.COLUMNS:
            ui_lists.columns("customers").add(column)
        for field in told.trail_fields():
            customers.trail_fields.add(field)
        ui.settings_pages.add(
            ui.SettingsPage(
                label=_("Purposes and wordings"),
                help=_("What personal data is used for, and the words customers read"),
                url_name="consent_purposes",
                icon="file",
                order=40,
            )
        )
        ui.settings_pages.add(
            ui.SettingsPage(
                label=_("Requests of customers"),
                help=_("Disclose, correct, stop using or erase the data of one person"),
                url_name="person_requests",
                icon="lock",
                order=41,
                ability="DISCLOSE",
            )
        )
