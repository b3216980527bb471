"""How templates find what belongs to a row of the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.staff.models import Trail
    from goen.shop.staff.origin import FromFile

register = template.Library()


@register.filter
def of_row(found: Mapping[int, FromFile], row: Trail) -> FromFile | None:
    """What was found for one row of the trail."""
    return found.get(row.pk)
