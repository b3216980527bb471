from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.portfolio import history, updating
from tests.shop.portfolio.books import Books

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def books(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Sales whose mart the updates read."""
    found = Books(tmp_path)
    monkeypatch.setattr(history, "folder", lambda: tmp_path / "portfolio")
    monkeypatch.setattr(updating.mart, "refresh", found.mart)
    return found
