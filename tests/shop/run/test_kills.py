"""Killed at any instant: nothing that was acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from goen.shop.run import archive
from tests.shop.run.kit import (
    MAIL,
    PASSWORD,
    Shop,
    chance,
    finish,
    instants,
    kill,
    kill_amid,
    wait_for,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.postgres import Postgres

KILLS = pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.soak)])
APPS = "tests.shop.run"


@KILLS
def test_customers_that_were_acknowledged_are_there_once(either: Shop, kills: int) -> None:
    acknowledged: list[str] = []
    for turn, instant in enumerate(instants(1, kills, longest=0.6)):
        process = either.module(f"{APPS}.write_customers", turn)
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        time.sleep(instant)
        acknowledged += [first, *kill(process).split()]
    assert either.sound()
    names = either.names
    assert len(set(names)) == len(names)
    assert set(acknowledged) <= set(names)
    assert len(names) - len(acknowledged) <= kills  # at most the row of each last instant
    entered = "SELECT count(*) FROM staff_trail WHERE action = 'customers.customer.created'"
    assert either.rows(entered) == [(len(names),)]


@KILLS
def test_a_job_whose_worker_is_killed_is_done_once(either: Shop, kills: int) -> None:
    total, thrown = 100 + 5 * kills, chance(2)
    finish(either.module(f"{APPS}.count_job", "enqueue", total))
    ended = "SELECT finished_at IS NOT NULL FROM jobs_job"
    amid = 0
    while amid < kills and not either.rows(ended)[0][0]:
        process = either.module(f"{APPS}.count_job", "work")
        assert process.stdout is not None
        # Every third time or so it gets on: a job that never does is given up by rule.
        for _ in range(thrown.choice((1, 1, 2))):
            process.stdout.readline()
        time.sleep(thrown.uniform(0, 0.25))
        kill(process)
        amid += 1
    assert amid > kills // 2
    process = either.module(f"{APPS}.count_job", "work")
    wait_for(lambda: bool(either.rows(ended)[0][0]))
    finish(process)
    assert either.rows("SELECT state, done, total FROM jobs_job") == [("done", total, total)]
    assert sorted(either.names) == sorted(f"c-{number}" for number in range(total))
    assert either.sound()


@KILLS
def test_a_backup_is_whole_or_not_there(shop: Shop, kills: int) -> None:
    backups = shop.folder / "backups"
    amid = 0
    for instant in instants(3, kills, longest=0.08):
        known = set(backups.glob(".backup-*"))
        amid += kill_amid(
            shop.begin("backup"),
            begun=lambda known=known: set(backups.glob(".backup-*")) > known,  # type: ignore[misc]
            instant=instant,
        )
        for path in backups.glob("goen-*"):
            archive.verify(path=path)
    assert amid
    done = shop.goen("backup")
    assert done.returncode == 0, done.stderr
    assert shop.sound()


@KILLS
def test_a_restore_is_whole_or_has_not_begun(shop: Shop, tmp_path: Path, kills: int) -> None:
    backup = tmp_path / "b.goen.zip"
    (shop.folder / "files" / "a.txt").write_text("then")
    assert shop.goen("backup", "--to", backup).returncode == 0
    amid = 0
    for turn, instant in enumerate(instants(4, kills, longest=0.06)):
        (shop.folder / "files" / "a.txt").write_text(f"now {turn}")
        process = shop.begin("restore", backup, "--replace")
        new = shop.folder / ".restoring"
        amid += kill_amid(process, begun=new.exists, instant=instant)
        # The next command finishes or forgets what was begun.
        assert shop.goen("restore", backup).returncode == 3
        assert (shop.folder / "files" / "a.txt").read_text() in ("then", f"now {turn}")
        assert shop.rows("SELECT name FROM staff_owncompany") == [("みどり堂",)]
        assert shop.sound()
        assert not new.exists()
    assert amid


@KILLS
def test_rows_and_files_are_restored_together_or_not_at_all(
    on_postgres: Shop, tmp_path: Path, kills: int
) -> None:
    """The rows go into PostgreSQL, the files into the folder."""
    shop, backup = on_postgres, tmp_path / "b.goen.zip"
    file, new = shop.folder / "files" / "a.txt", shop.folder / ".restoring"
    asked, restored = "SELECT purpose FROM staff_owncompany", []
    _leave(shop, file, "then")
    assert shop.goen("backup", "--to", backup).returncode == 0
    for instant in instants(9, kills, longest=3.0):
        _leave(shop, file, "now")
        kill_amid(shop.begin("restore", backup, "--replace"), begun=new.exists, instant=instant)
        # The next command finishes or forgets what was begun.
        assert shop.goen("restore", backup).returncode == 3
        assert shop.rows(asked) == [(file.read_text(),)]
        assert not new.exists()
        restored.append(file.read_text() == "then")
    assert not all(restored)


def _leave(shop: Shop, file: Path, word: str) -> None:
    """Write a word into a file and into the database."""
    file.write_text(word)
    shop.rows("UPDATE staff_owncompany SET purpose = ? RETURNING 1", word)


@KILLS
def test_a_migration_is_whole_or_has_not_begun(tmp_path: Path, kills: int) -> None:
    shop, secret = Shop(tmp_path / "home"), tmp_path / "password"
    secret.write_text(PASSWORD)
    words = ("--company", "みどり堂", "--president", MAIL, "--password-file", secret)
    for instant in instants(5, kills, longest=1.0):
        process = shop.begin("init", *words)
        kill_amid(process, begun=shop.database.exists, instant=instant)
        if shop.database.exists():
            assert shop.sound()
    assert shop.goen("init", *words).returncode in (0, 3)  # 3: the last one had come to its end
    assert shop.rows("SELECT name FROM staff_owncompany") == [("みどり堂",)]
    assert shop.rows("SELECT email FROM staff_staff") == [(MAIL,)]
    assert shop.sound()


@KILLS
def test_migrating_a_company_loses_nothing(shop: Shop, kills: int) -> None:
    names = _enter_some(shop)
    finish(shop.module("django", "migrate", "jobs", "zero"))
    for instant in instants(6, kills, longest=0.8):
        process = shop.module("goen.shop.run.child", "prepare")
        kill_amid(process, begun=(shop.folder / "prepare.lock").exists, instant=instant)
        (shop.folder / "prepare.lock").unlink(missing_ok=True)
        assert shop.sound()
        assert shop.names == names
    process = shop.module("goen.shop.run.child", "prepare")
    assert process.wait(60) == 0
    kill(process)
    made = [
        path.name for path in (shop.folder / "backups").glob("goen-*-before-migration.goen.zip")
    ]
    assert made
    assert shop.rows("SELECT count(*) FROM jobs_job") == [(0,)]
    assert shop.names == names


@KILLS
def test_a_move_is_whole_or_has_not_begun(shop: Shop, postgres: Postgres, kills: int) -> None:
    _enter_some(shop)
    there, amid = Shop(shop.folder, postgres.fresh()), 0
    for instant in instants(8, kills, longest=1.2):
        process = shop.begin("move-to", there.url)
        kill_amid(process, begun=lambda: postgres.is_entered(there.url), instant=instant)
        wait_for(lambda: not postgres.is_entered(there.url))
        if there.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"):
            assert there.names == shop.names  # it had come to its end
            there.url = postgres.fresh()
        else:
            amid += 1
    assert amid
    done = shop.goen("move-to", there.url)
    assert done.returncode == 0, done.stderr
    assert there.names == shop.names
    assert shop.sound()


def _enter_some(shop: Shop) -> list[str]:
    process = shop.module(f"{APPS}.write_customers", 0)
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    kill(process)
    return shop.names
