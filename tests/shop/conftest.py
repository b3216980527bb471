from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, SimpleTestCase, TransactionTestCase

from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import Role
from tests.shop.homes import _opened_on_postgres, opened_once  # noqa: F401 - fixtures
from tests.shop.migrated import _migrated_once, django_db_setup  # noqa: F401 - fixtures
from tests.shop.parts import _smtp_server, postgres, smtp_server  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the second run, on PostgreSQL, leave out what asks no database."""
    if "GOEN_DATABASE_URL" not in os.environ:
        return
    left_out = [item for item in items if not _asks_the_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _asks_the_database(item)]


def _asks_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    of_django = isinstance(case, type) and issubclass(case, SimpleTestCase)
    return bool(asked) or of_django or item.get_closest_marker("django_db") is not None


PASSWORD = "hasami-kami-ishi"  # noqa: S105


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Let tests that commit be cleaned up after: SQLite's trail refuses to be emptied otherwise."""
    empty = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        if connection.vendor != "sqlite":
            empty(case)  # TRUNCATE asks no trigger
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'trail_no_%'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        empty(case)
        with connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(scope="session")
def live_server(chromium: Browser, live_server: LiveServer) -> Iterator[LiveServer]:
    """The server, stopped only when the browser has left all connections that it keeps open.

    A thread that answers such a connection shares the test's database as long as the server runs.
    """
    yield live_server
    chromium.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)


@pytest.fixture(autouse=True)
def forget_guesses() -> None:
    """Tests do not count as guesses of each other's passwords."""
    cache.clear()


@pytest.fixture
def company(db: None) -> OwnCompany:
    """A company that has been set up."""
    return OwnCompany.objects.create(name="みどり堂", purpose="お客様と末永く")


@pytest.fixture
def people(company: OwnCompany) -> dict[str, Staff]:
    """One staff member per role, by role."""
    return {
        role.value: Staff.objects.create_user(
            email=f"{role.value.lower()}@example.jp", name=role.value, role=role, password=PASSWORD
        )
        for role in Role
    }


@pytest.fixture
def client_of(people: dict[str, Staff]) -> Callable[[str], Client]:
    """A browser in which the member of that role is signed in."""

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(
            people[role], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in
