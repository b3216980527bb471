"""Files whose rows are gone leave the disk, even when a kill fell between the two."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goen.shop.customers.desk import erase
from goen.shop.customers.jobs import sweep
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import add_attachment
from goen.shop.staff.trail import new_group
from goen.shop.touches.operations import record_touch
from goen.shop.touches.operations.files import add_file

pytestmark = pytest.mark.django_db  # nothing is committed, as if killed before the files were gone
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def kept(by, customer):
    upload = SimpleUploadedFile("名刺.txt", "名刺のうつし".encode())
    add_attachment(by=by, customer_id=customer.pk, upload=upload, document_on=TODAY, now=NOW)
    values = {"customer": customer, "kind": "VISIT", "direction": "OUT", "line": "ご挨拶"}
    touch = record_touch(by=by, values=values, now=NOW)
    upload = SimpleUploadedFile("見積.txt", "見積のうつし".encode())
    add_file(by=by, touch_id=touch.pk, upload=upload, document_on=TODAY, now=NOW)


def test_files_of_nobody_are_swept_and_others_stay(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = people["MANAGER"]
    gone, stays = (Customer.objects.create(name=name) for name in ("関 凪", "関 渚"))
    kept(by, gone)
    kept(by, stays)
    (tmp_path / "export.csv").write_text("another room's", encoding="utf-8")
    gone.touches.all().delete()
    erase(by, gone, NOW, new_group())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert sweep() == {"files": 0}  # they may be on their way in
    for path in files:
        os.utime(path, (0, 0))
    assert sweep() == {"files": 2}
    left = {path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"another room's", "名刺のうつし", "見積のうつし"}
