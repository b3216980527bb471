"""Every address of the shop with every role and with a stranger: nobody passes who may not."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters

from goen.shop.staff.roles import ABILITIES, Role

pytestmark = pytest.mark.django_db
# Values that fit the converters and lead to nothing that is there.
SAMPLES: dict[str, Any] = {
    "IntConverter": 987654321,
    "StringConverter": "nothing",
    "SlugConverter": "nothing",
    "UUIDConverter": uuid.UUID(int=7),
    "PathConverter": "nothing/at/all",
    "DayConverter": "2026-11-20",
}
SIGNED_OUT = {"account_logout"}


def addresses() -> list[tuple[str, dict[str, Any], Any]]:
    """Name, arguments and view of every address of our own."""
    found = []

    def walk(patterns: list[Any]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and not _is_foreign(pattern):
                arguments = {
                    name: SAMPLES[type(converter).__name__]
                    for name, converter in pattern.pattern.converters.items()
                }
                found.append((str(pattern.name), arguments, pattern.callback))

    walk(get_resolver().url_patterns)
    return found


def _is_foreign(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(("allauth.", "django."))


ADDRESSES = addresses()


def test_the_walk_meets_the_converters_it_has_values_for():
    assert get_converters()
    assert len(ADDRESSES) > 60


@pytest.mark.parametrize(
    ("name", "arguments", "view"), ADDRESSES, ids=[name for name, _a, _v in ADDRESSES]
)
def test_an_address_says_who_may_open_it_and_keeps_to_it(name, arguments, view, client_of):
    assert hasattr(view, "needs"), f"{name} says nothing about access"
    address = reverse(name, kwargs=arguments)
    for method in ("get", "post"):
        if view.needs is not None:
            stranger = getattr(Client(), method)(address)
            if stranger.status_code == 405:  # this method is for nobody
                continue
            assert stranger.status_code == 302, (name, method)
            assert "/accounts/login/" in stranger["Location"]
        for role in Role.values:
            answer = getattr(client_of(role), method)(address)
            assert answer.status_code < 500, (name, method, role)
            if view.needs is None or answer.status_code == 405:
                continue
            may = view.needs in ABILITIES[role]
            assert (answer.status_code == 403) is not may, (name, method, role)
