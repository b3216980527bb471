"""What this room adds to the pages below it: rail, history, jobs; and the kinds it knows."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goen.shop.customers import registry as customers
from goen.shop.intake import jobs, kinds, privacy, telling
from goen.shop.intake.kinds.customers import CUSTOMERS
from goen.shop.intake.kinds.documents import INVOICES, QUOTES
from goen.shop.intake.kinds.products import PRODUCTS
from goen.shop.intake.kinds.sales import SALES
from goen.shop.intake.kinds.touches import TOUCHES
from goen.shop.intake.queries import batches
from goen.shop.intake.signals import batch_ended
from goen.shop.jobs.signals import job_failed
from goen.shop.staff import origin
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists, registry
from goen.shop.ui.lists import Exit
from goen.shop.ui.registry import HomeCard, NavItem


def register() -> None:
    """Fill the registries."""
    for kind in (CUSTOMERS, TOUCHES, SALES, PRODUCTS, QUOTES, INVOICES):
        kinds.add(kind)
    jobs.declare()
    batch_ended.connect(telling.batch_ended, dispatch_uid="intake.batch_ended")
    job_failed.connect(telling.job_failed, dispatch_uid="intake.job_failed")
    registry.nav.add(
        NavItem(
            "arrange",
            _("Import and export"),
            "imports",
            "inout",
            10,
            ability=Ability.IMPORT,
            also=("exports",),
        )
    )
    registry.nav.add(
        NavItem(
            "arrange",
            _("Take out as a file"),
            "exports",
            "inout",
            10,
            ability=Ability.EXPORT,
            unless=Ability.IMPORT,
        )
    )
    _add_exits()
    registry.home_cards.add(
        HomeCard("import", "start", "intake/_start.html", batches.start_card, 5)
    )
    origin.register(batches.origins)
    customers.erasers.add(customers.Eraser("imports", _("Imports"), privacy.erase, 40))


def _add_exits() -> None:
    """Let the lists of what can be edited in Excel and brought back give their rows for it."""
    words = _("Excel (to edit and bring back)")
    for kind in (CUSTOMERS, PRODUCTS):
        lists.add_exit(kind.name, Exit(words, partial(reverse, "export", args=[kind.name])))
