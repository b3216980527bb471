"""What this room adds to the pages below it: rail, history, jobs; and the kinds it knows."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goen.shop.intake import jobs, kinds
from goen.shop.intake.kinds.customers import CUSTOMERS
from goen.shop.intake.kinds.documents import INVOICES, QUOTES
from goen.shop.intake.kinds.products import PRODUCTS
from goen.shop.intake.kinds.sales import SALES
from goen.shop.intake.kinds.touches import TOUCHES
from goen.shop.intake.queries import batches
from goen.shop.intake.queries.exports import list_of
from goen.shop.staff import origin
from goen.shop.staff.roles import Ability
from goen.shop.ui import lists, registry
from goen.shop.ui.lists import Exit
from goen.shop.ui.registry import NavItem


def register() -> None:
    """Fill the registries."""
    for kind in (CUSTOMERS, TOUCHES, SALES, PRODUCTS, QUOTES, INVOICES):
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
    origin.register(batches.origins)


def _add_exits() -> None:
    """Let each list give its rows to be edited in Excel and brought back."""
    for kind in kinds.all_kinds():
        words = _("Excel (to edit and bring back)")
        if list_of(kind.name) != kind.name:  # a list of several kinds
            words = format_lazy("{}: {}", kind.title, words)
        way = Exit(words, partial(reverse, "export", args=[kind.name]))
        lists.add_exit(list_of(kind.name), way)
