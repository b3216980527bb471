"""Quotes and invoices from files: one row for each, or one row for each of their lines."""

from __future__ import annotations

from goen.shop.intake.kinds.documents.kind import INVOICES, QUOTES

__all__ = ["INVOICES", "QUOTES"]
