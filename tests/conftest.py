from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from goen.shop.loading import keep

if TYPE_CHECKING:
    from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["tests.chromium"]

CHECKOUT = Path(__file__).resolve().parents[1]

# No deadline: a slow machine is not a wrong result. In CI the same examples each time.
settings.register_profile(
    "goen",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("goen")


# Files that take long come first, so that no worker is left alone with one of them at the end.
LONGEST = (
    "tests/engines/",
    "tests/shop/portfolio/test_cluster.py",
    "tests/shop/run/test_kills",
    "tests/shop/run/",
    "tests/shop/mart/",
    "tests/browser/",
    "tests/shop/browser/",
    "tests/shop/staff/test_every_address.py",
    "tests/shop/staff/test_walk.py",
)
# One worker has all of these: starting Java once more takes longer than its tests.
TOGETHER = ("tests/engines/",)
# Tests of these files need nothing of each other: each goes to the next worker that is free.
APART = (
    "tests/shop/run/test_kills",
    "tests/shop/browser/test_every_screen.py",
    "tests/shop/staff/test_every_address.py",
    "tests/shop/staff/test_walk.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first; `make test` gives whole files to its workers, in this order."""
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Let the garbage collector look no more at what was loaded: a tenth of the tests' time."""
    gc.collect()
    keep()


def _turn(item: pytest.Item) -> int:
    long = (at for at, start in enumerate(LONGEST) if item.nodeid.startswith(start))
    return next(long, len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """With `--dist loadfile`, let some files stay together and others be dealt out test by test."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Dealt(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(APART):
                return nodeid
            kept = (start for start in TOGETHER if nodeid.startswith(start))
            return next(kept, None) or str(super()._split_scope(nodeid))

    return Dealt(config, log)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the repository."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets with known answers; they are not part of this repository."""
    folder = Path(os.environ.get("GOEN_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    message = f"no public data sets at {folder}: set GOEN_SHARED_DATA to their folder"
    if "CI" in os.environ:
        pytest.fail(message)
    pytest.skip(message)
