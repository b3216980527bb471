"""Homes made before migrations were put together come to the same tables as new ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from goen.shop.run.move import copy_database, other_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

    from tests.shop.postgres import Postgres

EARLY = [("search", "0001_initial")]
# With many rooms in the midst of what was put together since.
LATE = [
    ("consent", "0002_words_that_stay"),
    ("customers", "0002_indexes"),
    ("portfolio", "0003_standing_worth"),
    ("rhythm", "0001_initial"),
    ("sharing", "0003_meeting_version"),
    ("staff", "0006_redaction"),
    ("touches", "0002_indexes"),
]


def test_what_replaces_migrations_makes_the_same_models() -> None:
    together = MigrationLoader(None)
    single = MigrationLoader(None, replace_migrations=False)
    replaced = {key for new in together.replacements.values() for key in new.replaces}
    last = [new.replaces[-1] for new in together.replacements.values()]
    others = [key for key in together.graph.leaf_nodes() if key not in together.replacements]
    assert replaced
    assert replaced <= set(single.graph.nodes)
    assert not replaced & set(together.graph.nodes)
    assert single.project_state([*last, *others]).models == together.project_state().models


@pytest.mark.parametrize("stood", [EARLY, pytest.param(LATE, marks=pytest.mark.soak)])
def test_a_home_from_in_between_becomes_as_a_new_one(
    tmp_path: Path, homes: tuple[str, str], stood: list[tuple[str, str]]
) -> None:
    old, new = homes
    _stand_at(stood, old)
    copy = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "copy.sqlite3")}
    with other_database(copy, alias="copy") as copied:
        copy_database(source=old, target=copied, progress=lambda _done, _all: None)
        assert _applied(copied) == _applied(old)
        assert set(stood) <= set(_applied(old))
    for alias in homes:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    assert _applied(old) == _applied(new)
    assert _schema(old) == _schema(new)
    assert _rows(old, "sharing_rule") == _rows(new, "sharing_rule")
    assert _rows(old, "sharing_duty") == _rows(new, "sharing_duty")
    assert len(_rows(new, "sharing_rule")) == 5


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def homes(
    tmp_path: Path, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, str]]:
    """Two databases without tables."""
    with (
        django_db_blocker.unblock(),
        other_database(_settings(request, tmp_path / "old"), alias="old") as old,
        other_database(_settings(request, tmp_path / "new"), alias="new") as new,
    ):
        yield old, new


def _settings(request: pytest.FixtureRequest, path: Path) -> dict[str, Any]:
    if request.param == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.fresh().rpartition("/")[2]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "HOST": "127.0.0.1",
        "PORT": postgres.port,
        "USER": postgres.user,
    }


def _stand_at(stood: list[tuple[str, str]], alias: str) -> None:
    executor = MigrationExecutor(connections[alias])
    executor.loader = MigrationLoader(connections[alias], replace_migrations=False)
    executor.migrate(stood)


def _applied(alias: str) -> set[tuple[str, str]]:
    return set(MigrationLoader(connections[alias]).applied_migrations)


def _rows(alias: str, table: str) -> list[str]:
    """What a migration wrote there, but for numbers and times."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - ours
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(
        str({name: row[name] for name in names if name != "id" and not name.endswith("_at")})
        for row in rows
    )


_OF_POSTGRES = """
    SELECT 'column', table_name, column_name || ' ' || data_type || ' ' || is_nullable
        || coalesce(' ' || character_maximum_length, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text,
        conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(pg_trigger.oid) || prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""


def _schema(alias: str) -> set[tuple[str, ...]]:
    """All tables, columns, indexes and triggers; columns in whatever order."""
    sqlite = connections[alias].vendor == "sqlite"
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master" if sqlite else _OF_POSTGRES)
        found = cursor.fetchall()
    return {
        (kind, name, *(sorted(_parts(text)) if kind == "table" else [text]))
        for kind, name, text in found
    }


def _parts(table: str) -> list[str]:
    """The columns and constraints of a table: what stands between commas outside of brackets."""
    parts, depth = [""], 0
    for sign in re.findall(r"[(),]|[^(),]+", table.partition("(")[2].rpartition(")")[0]):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]
