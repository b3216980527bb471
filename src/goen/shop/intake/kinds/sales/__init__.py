"""Sales from files: the register's, the shop's on the web, three columns of an own sheet."""

from __future__ import annotations

from goen.shop.intake.kinds.sales.kind import SALES

__all__ = ["SALES"]
