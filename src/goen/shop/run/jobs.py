"""What the shop does by itself to keep in order."""

from __future__ import annotations

from datetime import time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goen.shop.jobs import operations
from goen.shop.jobs.pause import breathe
from goen.shop.jobs.registry import job, schedule
from goen.shop.run import backup
from goen.shop.staff.models import Staff
from goen.shop.staff.trail import Subject, record
from goen.shop.ui import search
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from django.contrib.sessions.backends.db import SessionStore

    from goen.shop.jobs.work import Work

_KEPT = timedelta(days=30)


@job("run.backup", title=_("Backup"), long=True)
def back_up(*, work: Work, kind: str = backup.DAILY) -> dict[str, Any]:
    """Make one backup; of the daily ones, thin out the old."""
    if work.kept and backup.named(home=settings.HOME, name=work.kept):
        return _where(work.kept)  # an earlier attempt had finished the file
    path = backup.make(
        home=settings.HOME,
        kind=kind,
        now=work.job.created_at,
        progress=work.progress,
    )
    by = work.job.by if isinstance(work.job.by, Staff) else None
    with transaction.atomic():
        work.keep(path.name)
        record(by=by, action="run.backup.made", subject=Subject("backup", None, path.name))
    if kind == backup.DAILY:
        backup.thin_out(home=settings.HOME)
    return _where(path.name)


def _where(name: str) -> dict[str, str]:
    return {"name": name, "url": reverse("backups")}


@job("run.tidy", title=_("Tidying up"))
def tidy() -> dict[str, int]:
    """Forget ended sessions, jobs long done and what search left behind, in small steps."""
    store: type[SessionStore] = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    gone = 0
    while count := operations.tidy(before=now() - _KEPT):
        gone += count
        breathe()
    for _blocks in search.sweep():
        breathe()  # each step is a short transaction of its own
    _learn()
    return {"jobs": gone}


def _learn() -> None:
    """Let SQLite look at its tables, so that it chooses indexes well; PostgreSQL does by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")  # of each index; a sample is enough
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
            breathe()


def declare() -> None:
    """Have these done each night."""
    schedule(name="run.backup", daily=time(3, 0))
    schedule(name="run.tidy", daily=time(4, 0))
