"""Backups and background work on the screen: for those who keep the settings, on the trail."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from goen.shop.home import Home
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.operations import enqueue
from goen.shop.run import archive, backup, restore
from goen.shop.run.jobs import tidy
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.shop.staff.models import OwnCompany, Staff

    Clients = Callable[[str], Client]

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Home:
    """A data folder with one backup, made without a database."""
    import sqlite3
    from contextlib import closing

    home = Home(tmp_path / "home")
    home.prepare()
    settings.HOME = home  # type: ignore[attr-defined]
    with closing(sqlite3.connect(tmp_path / "d.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
    manifest = archive.Manifest(backup.MANUAL, "", "0", "sqlite", tables={"t": 0})
    target = backup.file_for(home=home, kind=backup.MANUAL, now=NOW)
    archive.write(
        target=target, database=tmp_path / "d.sqlite3", home=home.folder, manifest=manifest
    )
    return home


def name_of(home: Home) -> str:
    return backup.listed(home=home)[0].name


def actions() -> list[str]:
    noted = Trail.objects.filter(action__startswith="run.").order_by("id")
    return list(noted.values_list("action", flat=True))


def test_backups_are_listed(client_of: Clients, home: Home) -> None:
    page = client_of("PRESIDENT").get(reverse("backups"))
    assert page.status_code == 200
    assert reverse("backup_file", args=[name_of(home)]) in page.content.decode()


@pytest.mark.parametrize("role", ["MANAGER", "STAFF", "CLERK", "VIEWER"])
def test_nobody_else_reaches_backups(client_of: Clients, home: Home, role: str) -> None:
    name = name_of(home)
    client = client_of(role)
    for address in (
        reverse("backups"),
        reverse("backup_file", args=[name]),
        reverse("backup_restore", args=[name]),
        reverse("jobs"),
    ):
        assert client.get(address).status_code == 403, address
    for address in (reverse("backup_new"), reverse("backup_upload")):
        assert client.post(address).status_code == 403, address
    assert client.post(reverse("backup_restore", args=[name])).status_code == 403
    assert restore.wished(home=home) is None


def test_making_one_now_is_a_job_and_two_wishes_are_one(client_of: Clients, home: Home) -> None:
    client = client_of("PRESIDENT")
    first = client.post(reverse("backup_new"))
    second = client.post(reverse("backup_new"))
    job = Job.objects.get()
    assert first.url == second.url == reverse("job", args=[job.pk])  # type: ignore[attr-defined]
    assert job.arguments == {"kind": "manual"}
    assert client.get(first.url).status_code == 200  # type: ignore[attr-defined]


def test_taking_one_home_is_on_the_trail(client_of: Clients, home: Home) -> None:
    name = name_of(home)
    page = client_of("PRESIDENT").get(reverse("backup_file", args=[name]))
    assert page.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    whole = b"".join(page.streaming_content)  # type: ignore[attr-defined]
    assert "manifest.json" in zipfile.ZipFile(BytesIO(whole)).namelist()
    page.close()
    assert actions() == ["run.backup.downloaded"]


@pytest.mark.parametrize("name", ["secret.key", "..%2Fsecret.key", "goen-x.goen.zip", "."])
def test_nothing_but_backups_is_handed_out(client_of: Clients, home: Home, name: str) -> None:
    client = client_of("PRESIDENT")
    home.secret_key()
    for page in ("", "restore/"):
        answer = client.get(f"{reverse('backups')}{name}/{page}")
        assert answer.status_code in (301, 302, 404)


def test_going_back_is_asked_then_wished(client_of: Clients, home: Home) -> None:
    name = name_of(home)
    client = client_of("PRESIDENT")
    address = reverse("backup_restore", args=[name])
    assert client.get(address).status_code == 200
    assert restore.wished(home=home) is None
    assert client.post(address).status_code == 200
    assert restore.wished(home=home) == restore.Wish(name, "PRESIDENT")
    assert actions() == ["run.backup.restore_asked"]


def test_a_damaged_backup_is_not_gone_back_to(client_of: Clients, home: Home) -> None:
    path = backup.listed(home=home)[0].path
    path.write_bytes(path.read_bytes()[:-30])
    answer = client_of("PRESIDENT").post(reverse("backup_restore", args=[path.name]))
    assert answer.status_code == 422
    assert restore.wished(home=home) is None


def test_a_backup_is_brought_in_and_anything_else_is_refused(
    client_of: Clients, home: Home
) -> None:
    client = client_of("PRESIDENT")
    good = backup.listed(home=home)[0].path.read_bytes()
    for content in (b"", b"nothing", json.dumps({}).encode()):
        file = SimpleUploadedFile("b.goen.zip", content)
        assert client.post(reverse("backup_upload"), {"file": file}).status_code == 422
    answer = client.post(reverse("backup_upload"), {"file": SimpleUploadedFile("x.zip", good)})
    assert answer.status_code == 302
    assert len(backup.listed(home=home)) == 2
    assert not list(home.backups.glob(".*"))
    assert actions() == ["run.backup.uploaded"]


def test_a_job_is_seen_by_whoever_asked_and_by_the_president(
    client_of: Clients, people: dict[str, Staff], home: Home
) -> None:
    job = enqueue(name="run.tidy", by=people["STAFF"])
    address = reverse("job", args=[job.pk])
    for role, status in (("STAFF", 200), ("PRESIDENT", 200), ("MANAGER", 403), ("VIEWER", 403)):
        assert client_of(role).get(address).status_code == status
    assert client_of("MANAGER").post(reverse("job_stop", args=[job.pk])).status_code == 403
    client_of("STAFF").post(reverse("job_stop", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == State.STOPPED
    client_of("STAFF").post(reverse("job_again", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_the_part_of_a_running_job_asks_again_and_that_of_an_ended_one_does_not(
    client_of: Clients, people: dict[str, Staff], home: Home
) -> None:
    job = enqueue(name="run.tidy", by=people["STAFF"])
    address, client = reverse("job", args=[job.pk]), client_of("STAFF")
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "every 1s" in part
    Job.objects.update(state=State.FAILED, error="secret words", finished_at=NOW)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" not in part
    assert "secret words" not in part
    assert "secret words" in client_of("PRESIDENT").get(address).content.decode()


def test_the_nightly_jobs_do_their_work(people: dict[str, Staff], home: Home) -> None:
    from goen.shop.jobs.work import drain

    enqueue(name="run.tidy")
    drain()
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


def test_background_work_is_listed(client_of: Clients, home: Home) -> None:
    enqueue(name="run.tidy")
    assert client_of("PRESIDENT").get(reverse("jobs")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_tidying_up_lets_the_database_learn_about_its_tables(company: OwnCompany) -> None:
    tidy()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'staff_owncompany'")
            assert cursor.fetchone() == (1,)
