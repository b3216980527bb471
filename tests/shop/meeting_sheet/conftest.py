from __future__ import annotations

from tests.shop.browser.conftest import visit
from tests.shop.figures.conftest import books, president

__all__ = ["books", "president", "visit"]
