"""Files kept with a touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.staff.rows import locked
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Touch, TouchFile
from goen.shop.ui import files

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from goen.shop.staff.models import Staff


@transaction.atomic
def add_file(
    *, by: Staff, touch_id: int, upload: UploadedFile, document_on: date, now: datetime
) -> TouchFile:
    """Keep a file with a touch. Raises `goen.shop.ui.files.Refused`."""
    accepted = files.check(upload)
    touch = locked(Touch, id=touch_id)
    kept = TouchFile.objects.create(
        touch=touch,
        document_on=document_on,
        name=accepted.name,
        stored=files.store(upload, folder="touches"),
        content_type=accepted.content_type,
        size=accepted.size,
        added_by=by,
        added_at=now,
    )
    changes = [{"field": "file", "from": None, "to": kept.name}]
    record(by=by, action="touches.file.added", subject=Subject.of(touch), changes=changes)
    return kept


@transaction.atomic
def remove_file(*, by: Staff, file_id: int, now: datetime) -> TouchFile:
    """Put a file into the trash."""
    kept = TouchFile.objects.select_related("touch").get(pk=file_id)
    TouchFile.objects.filter(pk=file_id).update(deleted_at=now)
    changes = [{"field": "file", "from": kept.name, "to": None}]
    record(by=by, action="touches.file.removed", subject=Subject.of(kept.touch), changes=changes)
    return kept


@transaction.atomic
def restore_file(*, by: Staff, file_id: int) -> TouchFile:
    """Take a file out of the trash."""
    kept = TouchFile.objects.select_related("touch").get(pk=file_id)
    TouchFile.objects.filter(pk=file_id).update(deleted_at=None)
    changes = [{"field": "file", "from": None, "to": kept.name}]
    record(by=by, action="touches.file.restored", subject=Subject.of(kept.touch), changes=changes)
    return kept
