from __future__ import annotations

from tests.shop.figures.conftest import books, president

__all__ = ["books", "president"]
