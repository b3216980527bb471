"""The tests' own database, migrated by one worker of a run and copied by the others."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def _migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let all workers but one find their database migrated."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    copy = tmp_path_factory.getbasetemp().parent / f"migrated-{connection.vendor}"
    migrate = connection.creation.create_test_db
    made = _on_sqlite if connection.vendor == "sqlite" else _on_postgres
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.creation, "create_test_db", made(copy, migrate))
        yield


@pytest.fixture(scope="session")
def django_db_setup(_migrated_once: None, django_db_setup: None) -> None:
    """As pytest-django sets databases up, migrated once."""


def _on_sqlite(copy: Path, migrate: Callable[..., str]) -> Callable[..., str]:
    """A copy in a file, which is read into the memory of the others."""

    def create(*words: Any, **options: Any) -> str:
        with FileLock(f"{copy}.lock"):
            if not copy.exists():
                name = migrate(*words, **options)
                with closing(sqlite3.connect(copy)) as kept:
                    connection.connection.backup(kept)
                return name
        memory = connection.creation._get_test_db_name()
        # It lives as long as somebody is in it.
        with closing(sqlite3.connect(memory, uri=True)) as own:
            with closing(sqlite3.connect(copy)) as kept:
                kept.backup(own)
            return migrate(*words, **options)

    return create


def _on_postgres(copy: Path, migrate: Callable[..., str]) -> Callable[..., str]:
    """A second database, which is the template of the others."""

    def create(*words: Any, **options: Any) -> str:
        template = f"goen_migrated_{os.environ['PYTEST_XDIST_TESTRUNUID']}"
        with FileLock(f"{copy}.lock"):
            if not copy.exists():
                name = migrate(*words, **options)
                connection.close()
                with connection.creation._nodb_cursor() as cursor:
                    cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
                copy.touch()
                return name
        connection.settings_dict["TEST"]["TEMPLATE"] = template
        return migrate(*words, **options)

    return create
