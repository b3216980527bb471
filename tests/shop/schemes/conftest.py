from __future__ import annotations

from tests.shop.portfolio.conftest import books  # noqa: F401 - a fixture
