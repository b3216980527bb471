"""Every address of the shop with every role and with a stranger: nobody passes who may not."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import transaction
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


def test_every_address_says_who_may_open_it():
    assert [name for name, _arguments, view in ADDRESSES if not hasattr(view, "needs")] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_shown_to_the_door(method, company):
    for name, arguments, view in ADDRESSES:
        if view.needs is not None:
            answer = getattr(Client(), method)(reverse(name, kwargs=arguments))
            assert answer.status_code in (302, 405), name  # 405: this method is for nobody
            if answer.status_code == 302:
                assert "/accounts/login/" in answer["Location"], name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", Role.values)
def test_each_address_keeps_to_its_rule(role, method, client_of):
    session = client_of(role).cookies["sessionid"].value
    for name, arguments, view in ADDRESSES:
        before = transaction.savepoint()
        client = Client()
        client.cookies["sessionid"] = session
        answer = getattr(client, method)(reverse(name, kwargs=arguments))
        transaction.savepoint_rollback(before)  # the next address is asked of the same shop
        assert answer.status_code < 500, name
        if view.needs is not None and answer.status_code != 405:
            may = view.needs in ABILITIES[role]
            assert (answer.status_code == 403) is not may, name
            assert not answer.get("Location", "").startswith("/accounts/login/"), name
