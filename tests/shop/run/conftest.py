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
def _opened(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    scratch = tmp_path_factory.mktemp("opened")
    return opened(scratch / "home", scratch)


@pytest.fixture
def shop(_opened: Shop, tmp_path: Path) -> Shop:
    """A company of one's own, on SQLite."""
    shutil.copytree(_opened.folder, tmp_path / "home")
    return Shop(tmp_path / "home")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    """A company on each of the two databases."""
    if request.param == "sqlite":
        own: Shop = request.getfixturevalue("shop")
        return own
    postgres: Postgres = request.getfixturevalue("postgres")
    return opened(tmp_path / "home", tmp_path, postgres.fresh())
