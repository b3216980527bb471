"""What this room adds to the pages below it: rail, history, jobs; and the kinds it knows."""

from __future__ import annotations

from goen.shop.intake import jobs, kinds
from goen.shop.intake.kinds.products import PRODUCTS
from goen.shop.intake.kinds.sales import SALES


def register() -> None:
    """Fill the registries."""
    for kind in (SALES, PRODUCTS):
        kinds.add(kind)
    jobs.declare()
