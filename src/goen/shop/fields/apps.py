"""The app `fields`: what a company wants to know of its customers beyond the usual."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldsConfig(AppConfig):
    name = "goen.shop.fields"
    label = "fields"

    def ready(self) -> None:
        """Put own fields on the form, the page, the home page and the settings."""
        from goen.shop.customers import registry as customers
        from goen.shop.fields import home, lists, search, section
        from goen.shop.ui import lists as ui_lists
        from goen.shop.ui import registry as ui

        ui_lists.add_columns_from("customers", lists.own_columns)
        ui_lists.add_facts_from("customers", lists.own_facts)
        customers.belongings.add(customers.Belonging("fields.OwnValue"))
        customers.found_by.add(customers.FoundBy("fields", search.searchable_texts))
        customers.form_sections.add(section.OwnFieldsSection())
        customers.disclosures.add(
            customers.Disclosure(
                "fields", _("Own fields"), (_("Field"), _("Value")), section.disclosed, 50
            )
        )
        customers.erasers.add(customers.Eraser("fields", _("Own fields"), section.erase, 50))
        ui.panels.add(ui.Panel("fields", "side", "fields/_panel.html", section.panel, 60))
        ui.home_cards.add(
            ui.HomeCard("fields_missing", "side", "fields/_home.html", home.missing_card, 40)
        )
        ui.settings_pages.add(
            ui.SettingsPage(
                label=_("Own fields"),
                help=_("What your company wants to know of its customers, and who enters it"),
                url_name="own_fields",
                icon="columns",
                order=20,
                ability="SEE",
            )
        )
