"""Every address of the shop, asked by every role and by a stranger."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goen.shop.customers.models import Customer
from goen.shop.staff.roles import ABILITIES, Ability, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
EXPECTED = {200, 204, 302, 303, 400, 403, 404, 405, 409, 410, 422}
FOREIGN = ("allauth.", "django.views.")
WORDS = {
    "int": 1,
    "uuid": uuid.UUID(int=7),
    "slug": "loyal_left",
    "str": "customers",
    "day": "2026-11-22",
}


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route)
        else:
            yield route, entry


def _own() -> list[tuple[str, URLPattern]]:
    return [
        (route, entry)
        for route, entry in _patterns(get_resolver())
        if not entry.callback.__module__.startswith(FOREIGN)
    ]


def _address(route: str) -> str:
    """Fill the parts of a route with values that may or may not be there."""
    filled = route.replace("^", "").replace("$", "")
    for kind, value in WORDS.items():
        part = rf"<({kind}:)?\w+>" if kind == "str" else rf"<{kind}:\w+>"
        filled = re.sub(part, str(value), filled)
    assert "<" not in filled, route
    return "/" + filled


def test_every_view_says_who_may_open_it():
    assert [route for route, entry in _own() if not hasattr(entry.callback, "needs")] == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [None, *(role.value for role in Role)])
def test_each_role_gets_what_the_rule_says(role, method, client_of, people, company):
    Customer.objects.create(pk=1, name="客")
    client = client_of(role) if role else Client()
    for route, entry in _own():
        address = _address(route)
        told = f"{role} {method} {address}"
        status = getattr(client, method)(address).status_code
        needed = entry.callback.needs
        assert status < 500, told
        if needed is None:
            continue
        if role is None:
            assert status in (302, 405), told
        elif needed in ABILITIES[role]:
            # Some views ask for more once they know the object; none asks it of the president.
            assert status in EXPECTED, f"{told}: {status}"
            assert role != Role.PRESIDENT or status != 403, told
        else:
            assert status in (403, 405), told


def test_pages_of_the_sign_in_never_break(client_of, people, company):
    for client in (Client(), client_of("VIEWER")):
        for route, entry in _patterns(get_resolver()):
            if not entry.callback.__module__.startswith("allauth.") or "(?P" in route:
                continue
            for method in ("get", "post"):
                address = _address(route)
                if "logout" in address:
                    continue
                assert getattr(client, method)(address).status_code < 500, address


@pytest.mark.parametrize("name", ["person", "person_act"])
def test_a_guessed_address_of_another_person_opens_nothing(name, client_of, people):
    address = f"/staff/{people['PRESIDENT'].pk}/" + ("act/" if name == "person_act" else "")
    for role in ("MANAGER", "STAFF", "CLERK", "VIEWER"):
        assert client_of(role).get(address).status_code == 403
        assert client_of(role).post(address, {"act": "shut_out"}).status_code == 403


def test_only_the_president_may_everything():
    assert all(ability in ABILITIES[Role.PRESIDENT] for ability in Ability)
    assert all(Ability.SETTINGS not in ABILITIES[role] for role in Role if role != Role.PRESIDENT)
