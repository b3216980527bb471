"""Letters about passwords: the same answer for everybody, and links that lead only here."""

from __future__ import annotations

import re
import socket
import time

import pytest
from django.test import Client
from django.urls import reverse

from tests.shop.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def _ask(email, host="192.168.0.10:8000"):
    return Client().post(reverse("account_reset_password"), {"email": email}, HTTP_HOST=host)


@pytest.mark.parametrize(
    ("host", "linked"),
    [
        ("192.168.0.10:8000", "http://192.168.0.10:8000/"),
        ("goen", "http://goen/"),
        ("goen.local:8000", "http://goen.local:8000/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("evil.example.com", f"http://{socket.gethostname()}/"),
        ("8.8.8.8:8000", f"http://{socket.gethostname()}:8000/"),
    ],
)
def test_the_link_never_leads_to_a_foreign_server(host, linked, people, mailoutbox):
    _ask(people["STAFF"].email, host)
    links = re.findall(r"https?://\S+", mailoutbox[0].body)
    assert any("/password/reset/key/" in link for link in links)
    assert all(link.startswith(linked) for link in links)


def test_the_address_of_the_settings_wins(people, mailoutbox, settings):
    settings.SHOP_ADDRESS = "https://goen.example.jp/"
    _ask(people["STAFF"].email)
    assert "https://goen.example.jp/accounts/password/reset/key/" in mailoutbox[0].body


def test_a_letter_lets_choose_a_new_password_once(people, mailoutbox):
    _ask(people["STAFF"].email)
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)
    assert link
    guest = Client()
    form = guest.get(link[0], follow=True)
    new = {"password1": "shin-aikotoba-7", "password2": "shin-aikotoba-7"}
    guest.post(form.request["PATH_INFO"], new)
    people["STAFF"].refresh_from_db()
    assert people["STAFF"].check_password("shin-aikotoba-7")
    assert "password1" not in Client().get(link[0], follow=True).content.decode()


def test_unknown_addresses_and_wrong_passwords_get_the_same_answer(people):
    pages = []
    for email in (people["STAFF"].email, "nobody@example.jp"):
        data = {"login": email, "password": "not-the-password"}
        page = Client().post(reverse("account_login"), data).content.decode()
        pages.append(re.findall(r'class="error".*?</span>|callout.*?</p>', page, re.DOTALL))
    assert pages[0] == pages[1] != []
    asked = [_ask(email) for email in (people["STAFF"].email, "nobody@example.jp")]
    assert asked[0].status_code == asked[1].status_code == 302
    assert asked[0]["Location"] == asked[1]["Location"]


def test_after_five_wrong_guesses_the_right_one_waits_five_minutes(people, monkeypatch):
    login, email = reverse("account_login"), people["STAFF"].email
    for _guess in range(5):
        Client().post(login, {"login": email, "password": "not-the-password"})
    right = {"login": email, "password": PASSWORD}
    assert Client().post(login, right).status_code != 302
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    assert Client().post(login, right).status_code == 302
