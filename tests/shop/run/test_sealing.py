"""Backups locked with a password: only that password opens them, and nothing in them can change."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from goen.shop.run import sealing
from goen.shop.run.sealing import Unopened, is_sealed, seal, unseal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.run.kit import Shop

PASSWORD = "kagi-to-hako-7"  # noqa: S105


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_EXPONENT", 4)
    monkeypatch.setattr(sealing, "_BLOCK", 1000)


def _locked(folder: Path, content: bytes) -> Path:
    (folder / "plain").write_bytes(content)
    seal(source=folder / "plain", target=folder / "locked", password=PASSWORD)
    return folder / "locked"


def _open(locked: Path, password: str = PASSWORD) -> bytes:
    unseal(source=locked, target=locked.with_name("opened"), password=password)
    return locked.with_name("opened").read_bytes()


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 2000, 5500])
def test_what_is_locked_comes_back(tmp_path: Path, size: int) -> None:
    content = secrets.token_bytes(size)
    locked = _locked(tmp_path, content)
    assert is_sealed(path=locked)
    assert not is_sealed(path=tmp_path / "plain")
    assert _open(locked) == content
    assert content[:100] not in locked.read_bytes() or size < 100
    assert locked.stat().st_mode & 0o077 == 0


def test_another_password_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unopened):
        _open(_locked(tmp_path, b"x" * 3000), "kagi-to-hako-8")


@pytest.mark.parametrize("size", [1000, 2000, 3500])
def test_a_file_that_was_cut_lengthened_or_reordered_is_noticed(tmp_path: Path, size: int) -> None:
    locked = _locked(tmp_path, secrets.token_bytes(size))
    whole = locked.read_bytes()
    head, block = whole[:38], 1016
    blocks = [whole[at : at + block] for at in range(38, len(whole), block)]
    bad = [
        whole[:-1],
        whole + b"\0",
        whole + blocks[-1],
        head,
        whole[:20],
        b"".join([head, *blocks[:-1]]),
    ]
    bad += [head + b"".join(blocks[::-1])] if len(blocks) > 1 else []
    for content in bad:
        locked.write_bytes(content)
        with pytest.raises(Unopened):
            _open(locked)


def test_every_bit_counts(tmp_path: Path) -> None:
    locked = _locked(tmp_path, b"x" * 1500)
    whole = locked.read_bytes()
    for place in [*range(38), 40, 1050, len(whole) - 1]:
        if place == 14:  # the cost of the key: a small change makes it unreadable, or too dear
            continue
        locked.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Unopened):
            _open(locked)
    for cost in (b"\0", b"\x20", b"\xff"):
        locked.write_bytes(whole[:14] + cost + whole[15:])
        with pytest.raises(Unopened):
            _open(locked)


def test_a_company_comes_back_from_a_locked_backup(shop: Shop, tmp_path: Path) -> None:
    secret, other = tmp_path / "secret", tmp_path / "other"
    secret.write_text(PASSWORD + "\n")
    other.write_text("short\n")
    assert shop.goen("backup", "--to", tmp_path, "--password-file", other).returncode == 4
    done = shop.goen("backup", "--to", tmp_path, "--password-file", secret)
    assert done.returncode == 0, done.stderr
    (locked,) = tmp_path.glob(f"*{sealing.SUFFIX}")
    assert "みどり堂".encode() not in locked.read_bytes()
    assert list((shop.folder / "backups").iterdir()) == []
    fresh = type(shop)(tmp_path / "fresh")
    assert fresh.goen("restore", locked).returncode == 3
    other.write_text("another-password\n")
    assert fresh.goen("restore", locked, "--password-file", other).returncode == 3
    done = fresh.goen("restore", locked, "--password-file", secret)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(fresh.database)) as base:
        assert base.execute("SELECT name FROM staff_owncompany").fetchall() == [("みどり堂",)]
    assert list((fresh.folder / "backups").iterdir()) == []
