from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from goen.shop.home import Home

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A data folder of the test's own; no waiting between chunks."""
    monkeypatch.setattr("goen.shop.jobs.work.breathe", lambda: None)
    monkeypatch.setattr(settings, "HOME", Home(tmp_path))
    return Home(tmp_path)
