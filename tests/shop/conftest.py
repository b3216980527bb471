from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import Role
from tests.shop.parts import _smtp_server, postgres, smtp_server  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Callable


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the one mail server in one worker."""
    for item in items:
        if "smtp_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("smtp"))


PASSWORD = "hasami-kami-ishi"  # noqa: S105


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
