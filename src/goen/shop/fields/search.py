"""What search finds a customer by: the values of fields marked searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.fields.models import OwnField
from goen.shop.fields.queries import plain_values

if TYPE_CHECKING:
    from goen.shop.fields.values import Plain


def words_of(value: Plain) -> str:
    """A plain value as one text; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    return str(value)


def searchable_words(*, customer_id: int) -> list[str]:
    """The values of one customer in the fields that search looks at."""
    fields = list(OwnField.objects.in_use().filter(searchable=True, sensitive=False))
    values = plain_values(customer_id=customer_id, fields=fields)
    return [words_of(value) for value in values.values() if value is not None]
