"""A real mail server (OpenSMTPD) for the tests: takes mail for anybody and keeps it in a folder.

OpenSMTPD must be started by root, and there is one of it per machine (its queue and its control
socket have fixed places): tests that use it wait for those of other processes.
"""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_CONFIGURATION = """\
listen on 127.0.0.1 port {port} hostname mail.example.jp
table everybody {{ "@" = "nobody" }}
action keep maildir "{mail}" virtual <everybody>
match from any for any action keep
"""


class NoMailServer(Exception):
    """No mail server is installed, or this user may not start it."""


class MailServer:
    """A running mail server."""

    def __init__(self, *, port: int, mail: Path) -> None:
        self.host = "127.0.0.1"
        self.port = port
        self._mail = mail

    @property
    def url(self) -> str:
        """The address as GOEN_EMAIL_URL has it."""
        return f"smtp://{self.host}:{self.port}"

    def received(self) -> list[EmailMessage]:
        """What has arrived until now, in the order of arrival."""
        files = sorted(self._mail.glob("new/*"), key=lambda path: path.stat().st_mtime_ns)
        parse = email.message_from_bytes
        return [parse(path.read_bytes(), policy=email.policy.default) for path in files]  # type: ignore[arg-type,misc]

    def wait(self, *, count: int, seconds: float = 20.0) -> list[EmailMessage]:
        """What has arrived once there are at least `count` mails, or the time is over."""
        until = time.monotonic() + seconds
        while len(found := self.received()) < count and time.monotonic() < until:
            time.sleep(0.05)
        return found

    def clear(self) -> None:
        """Forget what has arrived."""
        for path in self._mail.glob("new/*"):
            path.unlink()


@contextmanager
def running() -> Iterator[MailServer]:
    """Start the server on a free port and stop it afterwards. Raises NoMailServer."""
    program = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise NoMailServer("OpenSMTPD is missing: scripts/system-parts installs it")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    with FileLock(Path(tempfile.gettempdir()) / "goen-smtpd.lock", timeout=600):
        folder = Path(tempfile.mkdtemp(prefix="goen-smtp-"))
        try:
            folder.chmod(0o755)
            (folder / "mail").mkdir(mode=0o777)
            (folder / "mail").chmod(0o777)
            with _started([*as_root, program], folder) as port:
                yield MailServer(port=port, mail=folder / "mail")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(program: list[str], folder: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    configuration = folder / "smtpd.conf"
    configuration.write_text(_CONFIGURATION.format(port=port, mail=folder / "mail"))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*program, "-d", "-f", configuration], stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_for(port, server, folder / "log")
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=2):
                return
        except (OSError, smtplib.SMTPException):
            time.sleep(0.05)
    raise NoMailServer(log.read_text(errors="replace")[-2000:])
