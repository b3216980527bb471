"""`goen doctor`: each illness is found, and what to do is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.kit import Shop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shop.smtp import MailServer


def findings(shop: Shop, *words: object) -> tuple[int, list[str]]:
    done = shop.goen("doctor", *words)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def bad(lines: list[str]) -> list[str]:
    """What is not good, each with what to do."""
    return [f"{line} {lines[at + 1]}" for at, line in enumerate(lines) if line[0] in "△×"]


def change(shop: Shop, statement: str) -> None:
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.executescript(statement)


def test_a_healthy_shop(shop: Shop, smtp_server: MailServer) -> None:
    shop.more["GOEN_EMAIL_URL"] = smtp_server.url
    assert shop.goen("backup").returncode == 0
    code, lines = findings(shop)
    assert (code, bad(lines)) == (0, [])
    assert lines[-1] == "all is well"
    assert len(lines) == 11


def test_a_new_shop_has_no_mail_server_and_no_backup(shop: Shop) -> None:
    code, lines = findings(shop)
    assert code == 1
    mail, backup = bad(lines)
    assert "outbox" in mail
    assert "GOEN_EMAIL_URL" in mail
    assert "goen backup" in backup
    _, japanese = findings(shop, "--lang", "ja")
    assert any("メールは送られず" in line for line in japanese)


def test_each_illness_is_found(shop: Shop) -> None:
    shop.more["GOEN_EMAIL_URL"] = "smtp://127.0.0.1:9"
    shop.folder.chmod(0o755)
    change(
        shop,
        "INSERT INTO jobs_job (name, arguments, key, long, state, done, attempts, failures, lease,"
        " stop_asked, error, created_at, finished_at) VALUES ('x', '{}', '', 0, 'failed', 0, 0, 0,"
        " '', 0, '', datetime('now'), datetime('now'));"
        'INSERT INTO staff_trail (at, action, kind, label, changes, "group") VALUES'
        " ('2100-01-01 00:00:00', 'x', '', '', '[]', '0');"
        "DELETE FROM django_migrations WHERE app = 'jobs';",
    )
    code, lines = findings(shop)
    assert code == 1
    text = "\n".join(bad(lines))
    for word in ("chmod 700", "127.0.0.1:9", "clock has gone back", "1 jobs failed", "migrations"):
        assert word in text


def test_a_damaged_database_is_told(shop: Shop) -> None:
    size = shop.database.stat().st_size
    with shop.database.open("r+b") as stream:
        for page in range(4096 * 3, size, 4096 * 2):
            stream.seek(page)
            stream.write(b"\xff" * 200)
    code, lines = findings(shop)
    assert code == 1
    assert any("goen restore" in line or "could not be examined" in line for line in bad(lines))


@pytest.mark.parametrize("name", ["GOEN_DATABASE_URL", "GOEN_EMAIL_URL"])
def test_a_setting_that_cannot_be_read_is_told(shop: Shop, name: str) -> None:
    shop.more[name] = "ftp://himitsu@x"
    code, lines = findings(shop)
    assert code == 1
    assert any(name in line for line in lines)
    assert not any("himitsu" in line for line in lines)


def test_an_empty_place_is_no_illness(tmp_path: Path) -> None:
    code, lines = findings(Shop(tmp_path / "none"))
    assert code == 1
    assert any("goen serve" in line for line in lines)
    assert not (tmp_path / "none").exists()
