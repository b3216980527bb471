"""Customers: persons and companies, as typed for display and in comparable forms for search."""

from __future__ import annotations

from goen.shop.customers.models.attachment import Attachment
from goen.shop.customers.models.customer import (
    TRASH_KEPT,
    Customer,
    CustomerRows,
    Household,
    Tag,
    Tagging,
)
from goen.shop.customers.models.reach import Address, ContactPerson, Email, Phone

__all__ = [
    "TRASH_KEPT",
    "Address",
    "Attachment",
    "ContactPerson",
    "Customer",
    "CustomerRows",
    "Email",
    "Household",
    "Phone",
    "Tag",
    "Tagging",
]
