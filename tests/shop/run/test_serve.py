"""`goen serve`: one command, one folder, one server, and children that live and die with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.shop.run.kit import Shop, free_port, wait_for
from tests.shop.run.serving import SIGN_IN, Open, alive, children, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Serving = tuple[Shop, Open]

_SELF_SIGNED = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
_SELF_SIGNED += ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")


def test_one_command_opens_an_empty_folder_and_ctrl_c_ends_everything(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "new")
    begun = time.monotonic()
    with opened(shop) as serving:
        assert time.monotonic() - begun < 60
        assert f"http://localhost:{serving.port}/" in "".join(serving.said)
        below = [serving.child(role) for role in ("web", "worker", "scheduler")]
        assert all(below)
        below += [pid for pid, _ in children(below[0])]
    assert serving.process.returncode == 0
    assert "stopped" in serving.said[-1]
    assert not any(alive(pid) for pid in below)
    assert shop.sound()
    assert oct(shop.folder.stat().st_mode & 0o777) == "0o700"


@pytest.fixture(scope="module")
def shared(opened_once: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A shop that several tests find open, in this order; the last one kills it."""
    folder = tmp_path_factory.mktemp("shared") / "home"
    shutil.copytree(opened_once.folder, folder)
    shop = Shop(folder)
    with opened(shop) as serving:
        yield shop, serving


def test_a_second_server_is_told_who_has_the_folder_and_who_the_port(
    shared: Serving, tmp_path: Path
) -> None:
    shop, serving = shared
    second = shop.goen("serve", "--port", free_port())
    assert second.returncode == 4
    assert f"PID {serving.process.pid}" in second.stdout
    assert f"http://localhost:{serving.port}/" in second.stdout
    other = Shop(tmp_path / "other").goen("serve", "--port", serving.port)
    assert other.returncode == 4
    assert f"--port {serving.port + 1}" in other.stdout
    assert serving.answers()


def test_jobs_are_done_and_schedules_are_there(shared: Serving) -> None:
    shop, _serving = shared
    scheduled = "SELECT name FROM jobs_schedule ORDER BY name"
    wait_for(lambda: {"run.backup", "run.tidy"} <= {name for (name,) in shop.rows(scheduled)})
    # Due an hour ago, as after a night with the machine off.
    _due(shop, "run.backup")
    wait_for(lambda: bool(list((shop.folder / "backups").glob("*-daily.goen.zip"))))
    wait_for(lambda: shop.rows("SELECT state FROM jobs_job") == [("done",)])
    made = "SELECT label FROM staff_trail WHERE action = 'run.backup.made'"
    assert len(shop.rows(made)) == 1


def test_killed_children_come_back(shared: Serving) -> None:
    _shop, serving = shared
    for role in ("worker", "scheduler", "web"):
        old = serving.child(role)
        os.kill(old, signal.SIGKILL)
        wait_for(lambda role=role, old=old: serving.child(role) not in (0, old))  # type: ignore[misc]
    wait_for(serving.answers)
    (page, *_others) = [
        pid for pid, command in children(serving.child("web")) if "spawn" in command
    ]
    os.kill(page, signal.SIGKILL)
    wait_for(serving.answers)


def test_children_end_with_a_parent_that_is_killed(shared: Serving) -> None:
    shop, serving = shared
    wait_for(lambda: all(serving.child(role) for role in ("web", "worker", "scheduler")))
    below = [serving.child(role) for role in ("web", "worker", "scheduler")]
    below += [pid for pid, _ in children(below[0])]
    serving.process.kill()
    serving.process.wait()
    wait_for(lambda: not any(alive(pid) for pid in below))
    with opened(shop) as again:
        assert again.answers()


def _due(shop: Shop, name: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(shop.database, timeout=10)) as connection, connection:
        connection.execute(
            "UPDATE jobs_schedule SET next_run_at = '2026-11-01 00:00:00' WHERE name = ?", [name]
        )


def test_a_wished_restore_is_done_while_the_shop_is_open(shop: Shop) -> None:
    from goen.shop.home import Home
    from goen.shop.run import backup, restore

    assert shop.goen("backup").returncode == 0
    home = Home(shop.folder)
    (made,) = backup.listed(home=home)
    (shop.folder / "files" / "later.txt").write_text("later")
    with opened(shop) as serving:
        restore.wish(home=home, name=made.name, by="あおい")
        serving.read_until("restored")
        serving.read_until("Ctrl+C")
        wait_for(serving.answers)
    assert not (shop.folder / "files" / "later.txt").exists()
    assert [known.kind for known in backup.listed(home=home)] == ["before-restore", "manual"]
    noted = shop.rows("SELECT label FROM staff_trail WHERE action = 'run.backup.restored'")
    assert noted == [(made.name,)]


def test_https_with_a_certificate(shop: Shop, tmp_path: Path) -> None:
    import ssl

    certificate, key = tmp_path / "shop.crt", tmp_path / "shop.key"
    subprocess.run(
        [*_SELF_SIGNED, "-out", certificate, "-keyout", key],
        check=True,
        capture_output=True,
    )
    port = free_port()
    process = shop.begin("serve", "--port", port, "--tls-cert", certificate, "--tls-key", key)
    serving = Open(process, port)
    try:
        serving.read_until("Ctrl+C")
        trusted = ssl.create_default_context(cafile=str(certificate))
        address = f"https://localhost:{port}{SIGN_IN}"
        assert address.removesuffix(SIGN_IN[1:]) in "".join(serving.said)

        def secure() -> bool:
            try:
                with urllib.request.urlopen(address, context=trusted, timeout=5) as page:
                    return "Secure" in (page.headers["Set-Cookie"] or "")
            except OSError:
                return False

        wait_for(secure)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
