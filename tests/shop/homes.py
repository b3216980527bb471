"""Companies that are opened once for all tests; those that change one copy it first."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.shop.run.kit import MAIL, PASSWORD, Shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shop.postgres import Postgres


def _open(folder: Path, url: str = "") -> Shop:
    """A company in a folder."""
    shop = Shop(folder / "home", url)
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n")
    words = ("--company", "みどり堂", "--president", MAIL, "--language", "ja")
    done = shop.goen("init", *words, "--password-file", secret)
    assert done.returncode == 0, done.stderr
    return shop


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A company that tests copy and leave as it is; all workers of a run have the same one."""
    return _one_of_all(tmp_path_factory, "opened", lambda: "")


@pytest.fixture(scope="session")
def _opened_on_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The same on PostgreSQL, for all workers that share a server."""
    return _one_of_all(tmp_path_factory, f"opened-on-{postgres.port}", postgres.fresh)


def _one_of_all(
    factory: pytest.TempPathFactory, name: str, make_database: Callable[[], str]
) -> Shop:
    base, several = factory.getbasetemp(), "PYTEST_XDIST_WORKER" in os.environ
    folder = (base.parent if several else base) / name
    address = folder / "address"
    with FileLock(f"{folder}.lock") if several else nullcontext():
        if address.exists():
            return Shop(folder / "home", address.read_text())
        folder.mkdir()
        shop = _open(folder, make_database())
        address.write_text(shop.url)
    return shop
