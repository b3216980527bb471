"""Carrying the whole shop into another database, all or nothing, proven equal before it counts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler

from goen.japanese import Text
from goen.shop.run import restore
from goen.shop.run.tables import Sum, carry, copy_counters, sum_of, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from goen.shop.home import Home
    from goen.shop.run.tables import Model

    Progress = Callable[[int, int | None], None]


class TargetNotEmpty(Exception):
    """The other database already holds rows; nothing was changed there."""


class NotEqual(Exception):
    """What arrived differs from what was sent; the other database was left as it was."""

    def __init__(self, tables: Sequence[str]) -> None:
        super().__init__(", ".join(tables))
        names = "、".join(tables)
        self.text = Text(
            f"移したあとの内容が元と違います（{names}）。移し先には何も残していません",
            f"what arrived differs from the source ({', '.join(tables)}); nothing was left there",
        )


@contextmanager
def other_database(settings: dict[str, Any], *, alias: str = "other") -> Iterator[str]:
    """A second database for a while, under an alias."""
    full = ConnectionHandler().configure_settings({"default": {}, alias: settings})
    connections.settings[alias] = full[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def copy_database(
    *, source: str, target: str, progress: Progress, replace: bool = False
) -> dict[str, Sum]:
    """Make the target's tables and fill them; one transaction there, one snapshot here.

    `replace` first drops every table of the target (PostgreSQL). Raises TargetNotEmpty, NotEqual,
    UncarriableRow; the target is then as it was. Returns rows and check sum of each table.
    """
    with _loose(target), transaction.atomic(using=source), transaction.atomic(using=target):
        _hold_still(source)
        if replace:
            _drop_all(target)
        elif _has_rows(target):
            raise TargetNotEmpty
        _migrate_alike(source, target)
        return _fill(source, target, progress)


def _fill(source: str, target: str, progress: Progress) -> dict[str, Sum]:
    tables = _parents_first(tables_of(source))
    _empty(target, tables)
    sent = {}
    for done, model in enumerate(tables):
        progress(done, 2 * len(tables))
        sent[model._meta.db_table] = carry(model=model, source=source, target=target)
    connections[target].check_constraints()
    copy_counters(source=source, target=target, tables=tables)
    different = []
    for done, model in enumerate(tables, len(tables)):
        progress(done, 2 * len(tables))
        if sum_of(model=model, alias=target) != sent[model._meta.db_table]:
            different.append(model._meta.db_table)
    if different:
        raise NotEqual(different)
    return sent


@contextmanager
def _loose(target: str) -> Iterator[None]:
    """SQLite checks foreign keys at each statement unless told not to, outside a transaction."""
    connection = connections[target]
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _hold_still(source: str) -> None:
    """See one moment of the source, whatever others write meanwhile."""
    if connections[source].vendor == "postgresql":
        with connections[source].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _migrate_alike(source: str, target: str) -> None:
    """Bring the target to exactly the migrations of the source.

    A source in the midst of those that one replaces has them one by one, so the target, too.
    """
    executor = MigrationExecutor(connections[target])
    there = MigrationLoader(connections[source])
    wanted = there.applied_migrations
    there.applied_migrations = executor.loader.applied_migrations
    executor.loader = there
    nodes = [key for key in wanted if key in executor.loader.graph.nodes]
    leaves = [
        key
        for key in nodes
        if not any(child.key in wanted for child in executor.loader.graph.node_map[key].children)
    ]
    with _checked_at_once(target):
        executor.migrate(leaves)


@contextmanager
def _checked_at_once(target: str) -> Iterator[None]:
    """PostgreSQL alters no table while checks of its rows wait for the end of the transaction."""
    connection = connections[target]
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _has_rows(alias: str) -> bool:
    """Whether somebody works in that database already; migrations alone may leave some rows."""
    connection = connections[alias]
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for name in ("staff_owncompany", "staff_staff", "customers_customer"):
            if name in names:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 - quoted
                if cursor.fetchone():
                    return True
    return False


def _drop_all(alias: str) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _empty(alias: str, tables: Sequence[Model]) -> None:
    """Take away what the migrations themselves put in: the source's rows come instead."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for model in reversed(tables):
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608 - quoted
            if cursor.fetchone():
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - quoted


def _parents_first(tables: Sequence[Model]) -> list[Model]:
    """Tables after those they point to, as far as that goes; names break ties."""
    waiting, ordered = list(tables), []
    known: set[str] = set()
    while waiting:
        free = [model for model in waiting if _parents(model) <= known] or waiting[:1]
        for model in free:
            ordered.append(model)
            known.add(model._meta.db_table)
        waiting = [model for model in waiting if model._meta.db_table not in known]
    return ordered


def _parents(model: Model) -> set[str]:
    related = (field.related_model for field in model._meta.local_concrete_fields)
    names = {other._meta.db_table for other in related if other is not None}
    return names - {model._meta.db_table}


def fill_from_backup(*, home: Home, path: Path, now: datetime, replace: bool) -> Path | None:
    """Restore a backup into the shop's PostgreSQL database, and its files into the folder.

    The rows come in one transaction; files and key follow by the journal of `restore`, if and only
    if it took place. Raises TargetNotEmpty, archive.UnusableBackup. Returns where the earlier files
    are kept.
    """
    restore.finish(home=home)
    with restore.laid_out(path=path, home=home) as database:
        settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}
        with other_database(settings) as alias, transaction.atomic():
            copy_database(source=alias, target="default", progress=_silent, replace=replace)
            restore.write_journal(home=home, now=now, transaction=_transaction())
    return restore.finish(home=home)


def _silent(_done: int, _total: int | None) -> None:
    """Tell nobody how far it is."""


def _transaction() -> str:
    """What PostgreSQL calls the transaction in hand."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return str(cursor.fetchone()[0])
