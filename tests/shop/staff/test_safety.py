"""Sign-ins that end unused, second factors that are demanded, and pages that no cache keeps."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goen.shop.staff import safety
from goen.shop.staff.models import OwnCompany, Trail
from goen.shop.staff.operations import change_role
from tests.shop.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """Let the time of the pages go on (or back) by as much as the test says."""
    shift = [timedelta()]
    monkeypatch.setattr("goen.shop.staff.middleware.now", lambda: timezone.now() + shift[0])

    def go(**span):
        shift[0] += timedelta(**span)

    return go


def _sign_in(member, **more):
    client = Client()
    data = {"login": member.email, "password": PASSWORD, **more}
    return client, client.post(reverse("account_login"), data)


def test_a_sign_in_ends_that_nobody_used_for_twelve_hours(client_of, people, later):
    client = client_of("STAFF")
    for _turn in range(3):
        later(hours=11, minutes=50)
        assert client.get("/customers/").status_code == 200
    later(hours=12, minutes=10)
    answer = client.get("/customers/?tab=all")
    assert answer["Location"] == "/accounts/login/?next=/customers/%3Ftab%3Dall"
    assert Trail.objects.get(action="staff.lay_idle").staff == people["STAFF"]
    assert not Trail.objects.filter(action="staff.signed_out").exists()


def test_the_company_says_after_how_long(client_of, people, later):
    boss = client_of("PRESIDENT")
    boss.post(reverse("safety"), {"idle_minutes": 30, "second_factor": "NOBODY"})
    change = Trail.objects.get(action="staff.safety.changed").changes
    assert change == [{"field": "idle_minutes", "from": 720, "to": 30}]
    later(minutes=31)
    assert boss.get("/").status_code == 302


def test_a_clock_that_goes_back_ends_nothing(client_of, later):
    client = client_of("STAFF")
    later(days=-3)
    assert client.get("/me/").status_code == 200
    later(hours=11)
    assert client.get("/me/").status_code == 200


def test_reading_pages_seldom_writes_the_session(client_of, later, django_assert_num_queries):
    client = client_of("STAFF")
    client.get(reverse("standing"))
    with django_assert_num_queries(2):  # the session and the member
        client.get(reverse("standing"))


def test_after_sending_the_sign_in_leads_back_to_the_page(people):
    sent = Client(HTTP_REFERER="http://testserver/customers/new/")
    to = "/accounts/login/?next=/customers/new/"
    assert sent.post("/customers/new/")["Location"] == to
    foreign = Client(HTTP_REFERER="http://evil.example.com/customers/new/")
    assert foreign.post("/customers/new/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("address", ["//evil.example.com/", "https://evil.example.com/", "/me/"])
def test_the_sign_in_leads_only_to_pages_of_ours(people, address):
    _client, answer = _sign_in(people["STAFF"], next=address)
    assert answer["Location"] == ("/me/" if address == "/me/" else "/")


def test_a_part_of_a_page_says_that_the_sign_in_has_ended(people):
    answer = Client(HTTP_HX_REQUEST="true").get("/customers/")
    assert (answer.status_code, answer.content) == (401, b"")


def test_a_page_that_lay_open_can_ask_whether_it_still_counts(client_of, company):
    assert Client().get(reverse("standing")).json()["signed_in"] is False
    answer = client_of("STAFF").get(reverse("standing"))
    assert answer.json()["signed_in"] is True
    assert "no-store" in answer["Cache-Control"]


def test_no_cache_keeps_a_page_behind_the_sign_in(client_of, people):
    client = client_of("PRESIDENT")
    for address in ("/", "/customers/", "/trail/", "/settings/", reverse("standing"), "/nowhere/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
        assert "private" in client.get(address)["Cache-Control"], address
    again = client.post("/settings/company/", {"name": ""})
    assert (again.status_code, again["Cache-Control"]) == (200, "private, no-cache")


@pytest.mark.parametrize(
    ("demand", "bound"),
    [
        ("NOBODY", set()),
        ("SETTINGS", {"PRESIDENT"}),
        ("LEADERS", {"PRESIDENT", "MANAGER"}),
        ("ALL", {"PRESIDENT", "MANAGER", "STAFF", "CLERK", "VIEWER"}),
    ],
)
def test_who_owes_a_second_factor_can_do_nothing_else(people, demand, bound):
    OwnCompany.objects.update(second_factor=demand)
    for role, member in people.items():
        client, _answer = _sign_in(member)
        home = client.get("/")
        assert (home.status_code == 302) is (role in bound), role
        if role in bound:
            assert home["Location"] == reverse("factor_first")
            assert client.post("/customers/new/", {})["Location"] == reverse("factor_first")
            assert client.get(reverse("factor_first")).status_code == 200
            assert client.get(reverse("mfa_activate_totp"), follow=True).status_code == 200
            assert client.post(reverse("account_logout")).status_code == 302


def test_setting_it_up_opens_everything_and_it_cannot_be_taken_away(people):
    OwnCompany.objects.update(second_factor="ALL")
    client, _answer = _sign_in(people["CLERK"])
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get("/").status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 200
    assert Authenticator.objects.filter(user=people["CLERK"], type="totp").exists()
    OwnCompany.objects.update(second_factor="NOBODY")
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=people["CLERK"]).exists()


def test_the_president_who_demands_it_begins(client_of, people):
    data = {"idle_minutes": 720, "second_factor": "SETTINGS"}
    answer = client_of("PRESIDENT").post(reverse("safety"), data)
    assert answer["Location"] == reverse("factor_first")
    assert client_of("MANAGER").get("/").status_code == 200


def test_an_invited_person_sets_it_up_first(client_of, people):
    OwnCompany.objects.update(second_factor="ALL")
    TOTP.activate(people["PRESIDENT"], generate_totp_secret())
    data = {"name": "及川", "email": "oikawa@example.jp", "role": "CLERK"}
    page = client_of("PRESIDENT").post(reverse("invite"), data)
    guest = Client()
    joined = {"name": "及川", "password": "ocha-to-sembei-3"}
    guest.post(page.context["link"].removeprefix("http://testserver"), joined)
    assert guest.get("/")["Location"] == reverse("factor_first")


def test_a_new_role_that_owes_one_signs_in_anew(people):
    OwnCompany.objects.update(second_factor="LEADERS")
    client, _answer = _sign_in(people["STAFF"])
    change_role(
        by=people["PRESIDENT"], staff_id=people["STAFF"].pk, role="MANAGER", department=None
    )
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_leaders_without_one_are_advised(client_of, people):
    assert reverse("mfa_index") in client_of("MANAGER").get("/").content.decode()
    assert reverse("mfa_index") not in client_of("STAFF").get("/").content.decode()
    TOTP.activate(people["MANAGER"], generate_totp_secret())
    assert reverse("mfa_index") not in client_of("MANAGER").get("/").content.decode()


def test_the_president_forgets_a_lost_factor_and_it_is_owed_again(client_of, people):
    OwnCompany.objects.update(second_factor="LEADERS")
    for role in ("PRESIDENT", "MANAGER"):
        TOTP.activate(people[role], generate_totp_secret())
    address = reverse("person_act", args=[people["MANAGER"].pk])
    client_of("PRESIDENT").post(address, {"act": "reset"})
    assert Trail.objects.filter(action="staff.second_factor.reset").exists()
    client, _answer = _sign_in(people["MANAGER"])
    assert client.get("/")["Location"] == reverse("factor_first")


def test_secrets_of_apps_are_kept_encrypted(people):
    secret = generate_totp_secret()
    TOTP.activate(people["STAFF"], secret)
    kept = Authenticator.objects.get(user=people["STAFF"])
    assert secret not in str(kept.data)
    assert decrypt(kept.data["secret"]) == secret
    assert decrypt("as an older version kept it") == "as an older version kept it"
    assert safety.has_factor(member=people["STAFF"])


@pytest.mark.parametrize(("password", "taken"), [("hasami-kami", False), ("hasami-kami-", True)])
def test_passwords_have_twelve_characters(client, password, taken):
    data = {
        "company": "みどり堂",
        "purpose": "お客様と末永く",
        "preset": "retail",
        "language": "ja",
        "president": "倉持 直",
        "email": "kuramochi@example.jp",
        "password": password,
    }
    client.post(reverse("setup"), data)
    assert OwnCompany.objects.exists() is taken
