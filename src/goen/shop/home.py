"""The data folder of one company: where everything it owns is kept. No Django here."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnusableSetting(Exception):
    """An environment variable that cannot be understood; the message names it, never a secret."""


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder: `goen.sqlite3`, `files/`, `backups/`, `outbox/`, `static/`, `secret.key`."""

    folder: Path

    @classmethod
    def find(cls, environment: Mapping[str, str], *, given: str | None = None) -> Home:
        """The folder given, else GOEN_HOME, else the platform's folder for data of users."""
        named = given or environment.get("GOEN_HOME")
        if named:
            return cls(Path(named).expanduser().resolve())
        from platformdirs import user_data_path

        return cls(user_data_path("goen", appauthor=False))

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "goen.sqlite3"

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.folder / "backups"

    def prepare(self) -> None:
        """Make the folder and its parts, readable by their owner alone."""
        for part in (self.folder, *(self.folder / name for name in ("files", "backups", "outbox"))):
            part.mkdir(parents=True, exist_ok=True, mode=0o700)

    def secret_key(self) -> str:
        """The key that signs sessions: made once, kept in the folder, never logged."""
        self.prepare()
        path = self.folder / "secret.key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(key := secrets.token_urlsafe(50))
        return key


# Readers never wait for the writer (WAL), a commit is on the disk when it says so (FULL), and a
# writing transaction takes its lock at its beginning, so that none fails half-way (IMMEDIATE).
_SQLITE = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;"
    "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    "PRAGMA mmap_size = 268435456;"
)


def _port(parts: SplitResult) -> int | None:
    """The port of an address, 0 when it names none, None when that is no port."""
    try:
        return parts.port or 0
    except ValueError:
        return None


def database_settings(environment: Mapping[str, str], *, home: Home) -> dict[str, Any]:
    """Django's settings of the database: SQLite in the folder, or GOEN_DATABASE_URL's PostgreSQL.

    Raises UnusableSetting for an address that is not of the form postgres://user@host:port/name.
    """
    address = environment.get("GOEN_DATABASE_URL", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home.database),
            "CONN_MAX_AGE": 600,  # keeps each thread's page cache
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": _SQLITE},
        }
    parts = urlsplit(address)
    port = _port(parts)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/") or port is None:
        raise UnusableSetting("GOEN_DATABASE_URL must be postgres://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def email_settings(environment: Mapping[str, str], *, home: Home) -> dict[str, Any]:
    """Django's settings of mail: GOEN_EMAIL_URL (smtp, smtps or smtp+tls), else a file outbox.

    Raises UnusableSetting for another scheme.
    """
    address = environment.get("GOEN_EMAIL_URL", "")
    sender = environment.get("GOEN_EMAIL_FROM", "goen@localhost")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home.folder / "outbox"),
            "DEFAULT_FROM_EMAIL": sender,
        }
    parts = urlsplit(address)
    port = _port(parts)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname or port is None:
        raise UnusableSetting(
            "GOEN_EMAIL_URL must be smtp://, smtps:// or smtp+tls://user:password@host:port"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
