"""What this room adds to the pages below it: rail, history, jobs; and the kinds it knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goen.shop.intake import jobs, kinds
from goen.shop.intake.kinds.documents import INVOICES, QUOTES
from goen.shop.intake.kinds.products import PRODUCTS
from goen.shop.intake.kinds.sales import SALES
from goen.shop.intake.queries import batches
from goen.shop.staff import origin
from goen.shop.staff.roles import Ability
from goen.shop.ui import registry
from goen.shop.ui.registry import NavItem


def register() -> None:
    """Fill the registries."""
    for kind in (SALES, PRODUCTS, QUOTES, INVOICES):
        kinds.add(kind)
    jobs.declare()
    registry.nav.add(
        NavItem(
            "arrange",
            _("Import and export"),
            "imports",
            "inout",
            10,
            ability=Ability.IMPORT,
        )
    )
    origin.register(batches.origins)
