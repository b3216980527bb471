"""First visit, invitations, roles, the trail and undoing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import assign_owner
from goen.shop.staff.models import Invitation, OwnCompany, Staff, Trail
from goen.shop.staff.operations import AlreadySetUp, set_up_company
from goen.shop.staff.roles import Role
from goen.shop.staff.templatetags.staff_words import device

pytestmark = pytest.mark.django_db
FIRST = {
    "company": "みどり堂",
    "purpose": "お客様と末永くおつきあいする",
    "preset": "retail",
    "language": "ja",
    "president": "倉持 直",
    "email": "Kuramochi@example.jp",
    "password": "hasami-kami-ishi",
}


def test_before_set_up_every_address_leads_there(client):
    for address in ("/", "/customers/", "/accounts/login/"):
        assert client.get(address)["Location"] == reverse("setup")
    assert client.get(reverse("setup")).status_code == 200


def test_set_up_makes_the_company_signs_in_and_closes(client):
    assert client.post(reverse("setup"), FIRST)["Location"] == "/"
    page = client.get("/").content.decode()
    assert "みどり堂" in page
    assert "お客様と末永くおつきあいする" in page
    assert Staff.objects.get().role == Role.PRESIDENT
    again = Client().post(reverse("setup"), {**FIRST, "email": "b@example.jp"})
    assert again["Location"] == "/"
    assert Staff.objects.count() == 1


def test_of_two_set_ups_at_once_one_is_refused():
    set_up_company(**FIRST)
    with pytest.raises(AlreadySetUp):
        set_up_company(**{**FIRST, "email": "b@example.jp"})


@pytest.mark.parametrize("password", ["short", "kuramochi@example.jp", "1234567890", "password123"])
def test_a_weak_password_is_refused_and_what_was_typed_stays(client, password):
    page = client.post(reverse("setup"), {**FIRST, "password": password}).content.decode()
    assert "aria-invalid" in page
    assert "みどり堂" in page
    assert not OwnCompany.objects.exists()


def test_guessing_passwords_is_locked_out(people):
    guesser = Client()
    data = {"login": people["STAFF"].email, "password": "wrong-wrong-wrong"}
    for _guess in range(6):
        page = guesser.post(reverse("account_login"), data)
    right = {**data, "password": "hasami-kami-ishi"}
    page = guesser.post(reverse("account_login"), right)
    assert page.status_code in (200, 429)
    assert "_auth_user_id" not in guesser.session


def test_an_invitation_opens_once(client_of, people, mailoutbox):
    data = {"name": "及川 ほの香", "email": "oikawa@example.jp", "role": "CLERK"}
    page = client_of("PRESIDENT").post(reverse("invite"), data).content.decode()
    link = re.search(r'value="http://testserver(/join/[^"]+)"', page)
    assert link
    assert link[1] in mailoutbox[0].body
    guest = Client()
    assert guest.get(link[1]).status_code == 200
    guest.post(link[1], {"name": "及川 ほの香", "password": "ocha-to-sembei-3"})
    assert Staff.objects.get(email="oikawa@example.jp").role == "CLERK"
    assert Client().get(link[1]).status_code == 410


def test_an_invitation_ends_after_seven_days(client_of, people):
    data = {"name": "x", "email": "x@example.jp", "role": "CLERK"}
    page = client_of("PRESIDENT").post(reverse("invite"), data).content.decode()
    link = re.search(r'value="http://testserver(/join/[^"]+)"', page)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert link
    assert Client().get(link[1]).status_code == 410


def test_the_last_president_stays(client_of, people):
    president = people["PRESIDENT"]
    client = client_of("PRESIDENT")
    client.post(reverse("person", args=[president.pk]), {"role": "STAFF"})
    client.post(reverse("person_act", args=[president.pk]), {"act": "shut_out"})
    president.refresh_from_db()
    assert (president.role, president.is_active) == ("PRESIDENT", True)


def test_who_is_shut_out_is_out_at_once(client_of, people):
    clerk = client_of("CLERK")
    assert clerk.get("/").status_code == 200
    address = reverse("person_act", args=[people["CLERK"].pk])
    client_of("PRESIDENT").post(address, {"act": "shut_out"})
    assert clerk.get("/").status_code == 302


def test_the_database_itself_refuses_to_change_the_trail(people):
    row = Trail.objects.create(action="test.done", staff=people["STAFF"])
    for sql in ("UPDATE staff_trail SET label = 'x'", "DELETE FROM staff_trail"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Trail.objects.filter(pk=row.pk, label="").exists()


def test_long_lists_and_exports_are_in_the_trail(client_of, people):
    for number in range(30):
        Customer.objects.create(name=f"客{number}")
    client = client_of("MANAGER")
    client.get(reverse("customers"))
    client.post(reverse("customers_export", args=["csv"]))
    seen = Trail.objects.get(action="lists.seen")
    assert (seen.staff, seen.label, seen.changes[0]["to"]) == (people["MANAGER"], "customers", 30)
    assert Trail.objects.filter(action="lists.exported").exists()
    assert client.get(reverse("trail")).status_code == 200
    assert client_of("STAFF").get(reverse("trail")).status_code == 403


def test_a_bulk_change_is_undone_but_not_what_somebody_changed_since(client_of, people):
    rows = [Customer.objects.create(name=f"客{number}") for number in range(3)]
    group = assign_owner(
        by=people["MANAGER"],
        customer_ids=[row.pk for row in rows],
        owner=people["CLERK"],
        now=timezone.now(),
    )
    assign_owner(
        by=people["STAFF"], customer_ids=[rows[0].pk], owner=people["STAFF"], now=timezone.now()
    )
    client_of("STAFF").post(reverse("undo", args=[group]))
    assert Customer.objects.filter(owner=people["CLERK"]).count() == 2
    client_of("MANAGER").post(reverse("undo", args=[group]))
    assert Customer.objects.filter(owner=None).count() == 2
    assert Customer.objects.get(pk=rows[0].pk).owner == people["STAFF"]


def test_failed_sign_ins_are_recorded_without_what_was_typed(people):
    data = {"login": people["STAFF"].email, "password": "my-secret-guess"}
    Client().post(reverse("account_login"), data)
    row = Trail.objects.get(action="staff.sign_in_failed")
    assert row.object_id == people["STAFF"].pk
    assert "guess" not in str(row.changes)


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_pages_for_strangers_are_in_our_frame(company, client, name):
    page = client.get(reverse(name)).content.decode()
    assert "plain__card" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "name", ["account_change_password", "mfa_index", "usersessions_list", "myself", "my_history"]
)
def test_pages_about_oneself_are_in_our_frame(client_of, name):
    page = client_of("STAFF").get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "rail" in page.content.decode() or "plain__card" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge ・ Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", "Safari ・ iPhone"),
        ("curl/8.5", "curl/8.5"),
    ],
)
def test_devices_are_called_by_name(said, words):
    assert device(said) == words
