from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.kit import MAIL, PASSWORD, Shop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.postgres import Postgres


def opened(folder: Path, scratch: Path, url: str = "") -> Shop:
    """A company in a folder."""
    shop = Shop(folder, url)
    secret = scratch / "password"
    secret.write_text(PASSWORD + "\n")
    words = ("--company", "みどり堂", "--president", MAIL, "--language", "ja")
    done = shop.goen("init", *words, "--password-file", secret)
    assert done.returncode == 0, done.stderr
    return shop


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A company that tests copy and leave as it is."""
    scratch = tmp_path_factory.mktemp("opened")
    return opened(scratch / "home", scratch)


@pytest.fixture
def shop(opened_once: Shop, tmp_path: Path) -> Shop:
    """A company of one's own, on SQLite."""
    shutil.copytree(opened_once.folder, tmp_path / "home")
    return Shop(tmp_path / "home")


@pytest.fixture(scope="session")
def _opened_on_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    scratch = tmp_path_factory.mktemp("opened-on-postgres")
    return opened(scratch / "home", scratch, postgres.fresh())


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
