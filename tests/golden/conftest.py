from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.report import Request, analyze

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 21)


@pytest.fixture
def told(shared_data: Path, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Analyse published files as a user would; the JSON document, read back from its file."""

    def ask(*files: str, **options: Any) -> dict[str, Any]:
        path = tmp_path / "answers.json"
        request = Request(files=tuple(str(shared_data / f) for f in files), json=path, **options)
        outcome = analyze(request=request, today=TODAY, progress=lambda _: None)
        assert outcome.exit_code == 0, outcome.messages
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return document

    return ask


@pytest.fixture
def listed(shared_data: Path, tmp_path: Path) -> Callable[..., dict[str, dict[str, Any]]]:
    """Analyse published files for their customer list: customer → its row."""

    def ask(*files: str, **options: Any) -> dict[str, dict[str, Any]]:
        path = tmp_path / "customers.parquet"
        request = Request(
            files=tuple(str(shared_data / f) for f in files), customers=path, **options
        )
        outcome = analyze(request=request, today=TODAY, progress=lambda _: None)
        assert outcome.exit_code == 0, outcome.messages
        with duckdb.connect() as connection:
            rows = connection.read_parquet(str(path))
            names = rows.columns
            return {row[0]: dict(zip(names, row, strict=True)) for row in rows.fetchall()}

    return ask
