"""What search finds a customer by: the values of fields marked searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.fields.models import OwnField
from goen.shop.fields.queries import plain_values_of_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.fields.values import Plain


def words_of(value: Plain) -> str:
    """A plain value as one text; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    return str(value)


def searchable_texts(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The values of customers in the fields that search looks at, by customer."""
    fields = list(OwnField.objects.in_use().filter(searchable=True, sensitive=False))
    if not fields:
        return {}
    return {
        customer: [words_of(value) for value in values.values()]
        for customer, values in plain_values_of_many(customer_ids=ids, fields=fields).items()
    }
