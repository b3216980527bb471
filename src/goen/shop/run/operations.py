"""What people do with backups on the screen; all of it goes to the trail."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from goen.shop.jobs.operations import enqueue
from goen.shop.run import archive, backup, restore
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from goen.shop.jobs.models import Job
    from goen.shop.run.backup import Backup
    from goen.shop.staff.models import Staff


@transaction.atomic
def ask_for_backup(*, by: Staff) -> Job:
    """Have a backup made now, in the background; a second wish joins the first."""
    arguments = {"kind": backup.MANUAL}
    return enqueue(name="run.backup", arguments=arguments, by=by, key="run.backup.manual")


def take_home(*, by: Staff, chosen: Backup) -> None:
    """Note that somebody takes a backup out of the house: it holds everything."""
    record(by=by, action="run.backup.downloaded", subject=Subject("backup", None, chosen.name))


def bring_in(*, by: Staff, file: UploadedFile, now: datetime) -> Backup:
    """Put a backup file from elsewhere among the others. Raises archive.UnusableBackup, NoRoom."""
    home = settings.HOME
    home.prepare()
    target = backup.file_for(home=home, kind=backup.MANUAL, now=now)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as into:
            shutil.copyfileobj(file, into)
        archive.read(path=part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    chosen = backup.named(home=home, name=target.name)
    assert chosen is not None  # noqa: S101 - just written
    record(by=by, action="run.backup.uploaded", subject=Subject("backup", None, chosen.name))
    return chosen


def go_back(*, by: Staff, chosen: Backup) -> None:
    """Have the supervisor restore a backup: the shop closes for that moment.

    The file is checked whole first. Raises archive.UnusableBackup.
    """
    archive.verify(path=chosen.path)
    record(by=by, action="run.backup.restore_asked", subject=Subject("backup", None, chosen.name))
    restore.wish(home=settings.HOME, name=chosen.name, by=by.name)
