"""Backups: whole, thinned out by rule, restored anywhere; a bad file changes nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.shop.home import Home
from goen.shop.jobs.registry import TOKYO
from goen.shop.run import archive, backup
from tests.shop.run.kit import GOEN, Shop, kill

if TYPE_CHECKING:
    from tests.shop.postgres import Postgres


def write_some(shop: Shop, count: int = 20) -> list[str]:
    """Enter customers; their names."""
    process = shop.module("tests.shop.run.write_customers", "w")
    assert process.stdout is not None
    for _ in range(count):
        process.stdout.readline()
    kill(process)
    return shop.names


def test_a_backup_is_taken_while_others_write(either: Shop, tmp_path: Path) -> None:
    (either.folder / "files" / "ab").mkdir()
    (either.folder / "files" / "ab" / "写真.jpg").write_bytes(b"\xff" * 3000)
    writing = either.module("tests.shop.run.write_customers", "w")
    assert writing.stdout is not None
    before = [writing.stdout.readline().strip() for _ in range(20)]
    made = either.goen("backup", "--to", tmp_path)
    after = writing.stdout.readline().strip()
    kill(writing)
    assert made.returncode == 0, made.stderr
    (path,) = tmp_path.glob("goen-*-manual.goen.zip")
    there = Shop(tmp_path / "there")
    assert there.goen("restore", path).returncode == 0
    assert there.sound()
    assert before == there.names[:20]
    assert after in either.names
    assert there.names == either.names[: len(there.names)]
    assert (there.folder / "files" / "ab" / "写真.jpg").read_bytes() == b"\xff" * 3000
    key = (either.folder / "secret.key").read_text()
    assert (there.folder / "secret.key").read_text() == key
    assert there.rows("SELECT count(*) FROM django_session") == [(0,)]


def test_a_backup_of_one_database_is_restored_into_the_other(
    either: Shop, postgres: Postgres, tmp_path: Path
) -> None:
    names = write_some(either)
    backup_file = tmp_path / "b.goen.zip"
    assert either.goen("backup", "--to", backup_file).returncode == 0
    other = Shop(tmp_path / "other", "" if either.url else postgres.fresh())
    done = other.goen("restore", backup_file)
    assert done.returncode == 0, done.stderr
    assert other.names == names
    assert other.rows("SELECT count(*) FROM staff_trail") == either.rows(
        "SELECT count(*) FROM staff_trail"
    )
    # Nobody overwrites a company by mistake; on purpose it works, and numbering goes on.
    assert other.goen("restore", backup_file).returncode == 3
    assert other.goen("restore", backup_file, "--replace").returncode == 0
    assert other.names == names
    assert len(write_some(other, 3)) >= len(names) + 3


def test_a_folder_in_use_is_refused(shop: Shop, tmp_path: Path) -> None:
    from goen.shop.run.lock import folder_lock

    path = tmp_path / "b.goen.zip"
    assert shop.goen("backup", "--to", path).returncode == 0
    with folder_lock(home=Home(shop.folder), task="serve"):
        assert shop.goen("restore", path, "--replace").returncode == 4
        assert shop.goen("backup").returncode == 0


@pytest.fixture(scope="module")
def good(opened_once: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup file; tests leave it as it is."""
    path = tmp_path_factory.mktemp("good") / "good.goen.zip"
    assert opened_once.goen("backup", "--to", path).returncode == 0
    return path


def test_any_damage_is_found_before_anything_is_touched(good: Path, tmp_path: Path) -> None:
    whole = good.read_bytes()
    places = range(0, len(whole), max(1, len(whole) // 40))
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        path = tmp_path / "damaged.goen.zip"
        path.write_bytes(damaged)
        folder = tmp_path / "taken"
        try:
            archive.extract(path=path, folder=folder)
        except archive.UnusableBackup:
            pass
        else:  # a byte that means nothing, such as a date in the directory
            assert (folder / "goen.sqlite3").exists()
        shutil.rmtree(folder, ignore_errors=True)
    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.goen.zip").write_bytes(whole[:cut])
        with pytest.raises(archive.UnusableBackup):
            archive.verify(path=tmp_path / "cut.goen.zip")


@pytest.mark.parametrize("name", ["../out", "files/../../out", "/out", "files/..", "files\\x", "x"])
def test_no_part_leaves_the_folder(good: Path, tmp_path: Path, name: str) -> None:
    evil = tmp_path / "evil.goen.zip"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(evil, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["parts"][name] = {"size": 1, "sha256": "0"}
        for each in old.namelist():
            new.writestr(each, json.dumps(manifest) if each == "manifest.json" else old.read(each))
        new.writestr(name, "x")
    with pytest.raises(archive.UnusableBackup):
        archive.extract(path=evil, folder=tmp_path / "a" / "b")
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "a" / "out").exists()


def test_a_newer_backup_is_told(good: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.goen.zip"
    with zipfile.ZipFile(newer, "w") as archive_file:
        archive_file.writestr("manifest.json", json.dumps({"format": 99}))
    with pytest.raises(archive.UnusableBackup, match="newer"):
        archive.read(path=newer)


def test_a_full_disk_leaves_no_half_backup_and_loses_no_row(shop: Shop, tmp_path: Path) -> None:
    names = write_some(shop)
    limited = f"ulimit -f 200; exec {GOEN} backup --home {shop.folder}"
    done = subprocess.run(
        ["bash", "-c", limited], env=shop.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert "could not be written" in done.stderr
    assert list((shop.folder / "backups").iterdir()) == []
    # The same while a customer is entered: an error, and what was there is there.
    full = "ulimit -f 1; exec .venv/bin/python -m tests.shop.run.write_customers full"
    writing = subprocess.run(
        ["bash", "-c", full.replace(".venv/bin/python", GOEN.replace("goen", "python"))],
        env=shop.environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert writing.returncode != 0
    assert shop.sound()
    assert shop.names == names
    assert shop.goen("backup").returncode == 0


def days(count: int) -> list[backup.Backup]:
    """A backup each night, newest first."""
    last = datetime(2026, 11, 22, 3, tzinfo=TOKYO)
    made = (last - timedelta(days=back) for back in range(count))
    return [backup.Backup(Path(f"{when:%Y%m%d}"), backup.DAILY, when, 1) for when in made]


def test_seven_days_four_weeks_twelve_months_are_kept() -> None:
    kept = sorted({each.made_at for each in backup.kept_daily(days(800))}, reverse=True)
    assert [f"{when:%m-%d}" for when in kept[:7]] == [
        "11-22", "11-21", "11-20", "11-19", "11-18", "11-17", "11-16",
    ]  # fmt: skip
    assert {f"{when:%m-%d}" for when in kept[7:]} >= {"11-15", "11-08", "11-01", "10-31", "09-30"}
    assert len({f"{when:%Y-%m}" for when in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


@given(st.sets(st.integers(0, 1000), max_size=60))
def test_the_newest_is_always_kept_and_thinning_twice_changes_nothing(gaps: set[int]) -> None:
    every = days(1001)
    known = [every[gap] for gap in sorted(gaps)]
    kept = backup.kept_daily(known)
    assert not known or known[0] in kept
    again = [each for each in known if each in kept]
    assert set(map(id, backup.kept_daily(again))) == set(map(id, kept))


def test_thinning_leaves_those_made_by_hand(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    for each in days(60):
        for kind in backup.KINDS:
            backup.file_for(home=home, kind=kind, now=each.made_at).touch()
    backup.thin_out(home=home)
    left = [each.kind for each in backup.listed(home=home)]
    assert left.count(backup.MANUAL) == 60
    assert left.count(backup.BEFORE_MIGRATION) == left.count(backup.BEFORE_RESTORE) == 5
    assert left.count(backup.DAILY) < 15
