"""Making the data folder ready for this version of Goen: back up, migrate, gather static files."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goen.shop.run import backup
from goen.shop.staff.models import OwnCompany
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from goen.shop.home import Home
    from goen.shop.run.restore import Wish

# Extensions of htmx, none of which the pages load; one names a module that is not there.
_UNUSED = ["django_htmx/ext/*"]


def prepare(*, home: Home, now: datetime) -> Path | None:
    """Bring the database and the static files to this version; nothing when they are there.

    Returns the backup that was made before, when there was something to lose. Each migration is
    one transaction, so that a kill leaves the database between two of them.
    """
    home.prepare()
    backup.sweep_scratch(home=home)
    made = None
    if pending():
        if has_company():
            made = backup.make(home=home, kind=backup.BEFORE_MIGRATION, now=now)
        call_command("migrate", verbosity=0, interactive=False)
    call_command(
        "collectstatic",
        verbosity=0,
        interactive=False,
        ignore_patterns=_UNUSED,
        stdout=StringIO(),
        stderr=StringIO(),
    )
    return made


def pending() -> list[str]:
    """The migrations that the database has yet to get, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def has_company() -> bool:
    """Whether there is something to lose; asked of the table as it is, not of today's model."""
    table = OwnCompany._meta.db_table
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - quoted
        return cursor.fetchone() is not None


def note_restored(*, wish: Wish) -> None:
    """Put the restore on the trail of the data that were restored."""
    who = [{"field": "by", "from": None, "to": wish.by}]
    record(
        by=None,
        action="run.backup.restored",
        subject=Subject("backup", None, wish.backup),
        changes=who,
    )
