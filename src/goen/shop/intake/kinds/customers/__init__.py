"""Customers from files: lists of persons and companies with all that a card can say."""

from __future__ import annotations

from goen.shop.intake.kinds.customers.kind import CUSTOMERS

__all__ = ["CUSTOMERS"]
