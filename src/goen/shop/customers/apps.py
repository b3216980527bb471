"""The app `customers`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "goen.shop.customers"
    label = "customers"

    def ready(self) -> None:
        from goen.shop.customers import desk, jobs, lists, search, slots, told
        from goen.shop.customers import registry as own
        from goen.shop.customers.history import label_of, written_elsewhere
        from goen.shop.customers.operations import undo_customer, undo_many
        from goen.shop.staff import trail_words, undo
        from goen.shop.ui import registry

        lists.declare()
        own.disclosures.add(
            own.Disclosure(
                "customer", _("Customer"), told.COLUMNS, told.card, 10, files=told.kept_files
            )
        )
        own.disclosures.add(own.Disclosure("history", _("History"), told.HISTORY, told.changes, 90))
        own.erasers.add(own.Eraser("customer", _("Customer"), desk.erase, 90))
        jobs.declare()
        saying = trail_words.Saying(label_of, written_elsewhere)
        trail_words.say(kind="customer", field="", saying=saying)
        undo.register(kind="customer", put_back=undo_customer, put_back_many=undo_many)
        registry.nav.add(
            registry.NavItem("daily", _("Customers"), "customers", "people", order=20, phone=2)
        )
        registry.search_kinds.add(
            registry.SearchKind(search.KIND, _("Customers"), "people", search.hits, order=10)
        )
        for fact in (
            ("reach", _("Ways to reach"), slots.reach_fact, 60),
            ("owner", _("Owner"), slots.owner_fact, 70),
        ):
            name, label, context, order = fact
            template = f"customers/_fact_{name}.html"
            registry.strip.add(registry.StripFact(name, label, template, context, order))
        for panel in (
            ("contact", slots.contact_panel, 5),
            ("card", slots.card_panel, 45),
            ("people", slots.people_panel, 40),
            ("files", slots.files_panel, 60),
        ):
            name, context, order = panel
            template = f"customers/_panel_{name}.html"
            registry.panels.add(registry.Panel(name, "side", template, context, order))
        registry.home_cards.add(
            registry.HomeCard("first", "start", "ui/_start.html", slots.start_card, 10)
        )
        registry.home_cards.add(
            registry.HomeCard(
                "birthdays", "side", "customers/_home_birthdays.html", slots.birthdays_card, 30
            )
        )
