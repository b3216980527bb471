from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.kit import Shop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.postgres import Postgres


@pytest.fixture
def shop(opened_once: Shop, tmp_path: Path) -> Shop:
    """A company of one's own, on SQLite."""
    shutil.copytree(opened_once.folder, tmp_path / "home")
    return Shop(tmp_path / "home")


@pytest.fixture
def on_postgres(_opened_on_postgres: Shop, postgres: Postgres, tmp_path: Path) -> Shop:
    """A company of one's own, on PostgreSQL."""
    shutil.copytree(_opened_on_postgres.folder, tmp_path / "home")
    return Shop(tmp_path / "home", postgres.fresh(like=_opened_on_postgres.url))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Shop:
    """A company on each of the two databases."""
    name = "shop" if request.param == "sqlite" else "on_postgres"
    own: Shop = request.getfixturevalue(name)
    return own
