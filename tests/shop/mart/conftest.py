from __future__ import annotations

from tests.shop.run.conftest import (  # noqa: F401 - fixtures
    _opened_on_postgres,
    either,
    on_postgres,
    opened_once,
    shop,
)
