"""The real parts as fixtures; a missing one fails in CI and is skipped elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.shop.postgres import KNOWN, NoPostgres, Postgres
from tests.shop.postgres import running as running_postgres
from tests.shop.smtp import MailServer, NoMailServer
from tests.shop.smtp import running as running_smtp

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL; `.fresh()` gives the address of an empty database."""
    if KNOWN in os.environ:  # the whole run has one
        yield Postgres(port=int(os.environ[KNOWN]), user="goen")
        return
    try:
        with running_postgres() as server:
            yield server
    except NoPostgres as missing:
        _missing(str(missing))


@pytest.fixture(scope="module")
def _smtp_server() -> Iterator[MailServer]:
    try:
        with running_smtp() as server:
            yield server
    except NoMailServer as missing:
        _missing(str(missing))


@pytest.fixture
def smtp_server(_smtp_server: MailServer) -> MailServer:
    """A running mail server without mail; `.received()` and `.wait(count=…)` give what came."""
    _smtp_server.clear()
    return _smtp_server


def _missing(what: str) -> NoReturn:
    if "CI" in os.environ:
        pytest.fail(what)
    pytest.skip(what)
