"""Tags of contact rhythm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.rhythm.reading import Told

register = template.Library()


@register.filter
def told_of(gathered: Mapping[int, Told], customer_id: int) -> Told | None:
    """What the rhythm of one customer says, among those of a page."""
    return gathered.get(customer_id)


@register.filter
def add_to(value: float, more: int) -> float:
    """The sum, to a tenth: for places in a drawing."""
    return round(value + more, 1)
