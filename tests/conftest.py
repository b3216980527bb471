from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all Spark tests in one worker: starting a session costs far more than a test."""
    for item in items:
        if item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.xdist_group("spark"))


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
