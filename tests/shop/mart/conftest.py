from __future__ import annotations

from tests.shop.run.conftest import (  # noqa: F401 - fixtures
    either,
    on_postgres,
    shop,
)
