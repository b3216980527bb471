"""Refusals and proof outlive whatever happens to a customer: the steps by which they got lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goen.shop.consent.desk import erase_person, receive_request
from goen.shop.consent.leaving import PROOF_KEPT, sweep_proof
from goen.shop.consent.models import Consent, Proof, Purpose, Standing, Suppressed, Wording
from goen.shop.consent.operations import allow, refuse
from goen.shop.consent.queries import may_reach, standing_of
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import (
    create_customer,
    purge_trash,
    trash_customers,
    update_customer,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MAIL, PHONE = "seki@example.jp", "03-0000-1234"


@pytest.fixture
def purpose():
    return Purpose.objects.create(name="ご案内")


@pytest.fixture
def by(people):
    return people["MANAGER"]


def entered(by, name="関 凪", *, mail=MAIL, phone=None):
    values = {
        "kind": "PERSON",
        "name": name,
        "emails": [{"address": mail}] if mail else [],
        "phones": [{"number": phone}] if phone else [],
    }
    return create_customer(by=by, values=values, now=NOW)


def allowed(by, customer, purpose, *, basis="CONSENT", day=TODAY, channel="mail", wording=None):
    return allow(
        by=by,
        customer_id=customer.pk,
        channel=channel,
        purpose=purpose,
        basis=basis,
        day=day,
        way="FORM",
        wording=wording,
    )


def refused(by, customer, *, purpose=None, day=TODAY, channel="mail"):
    refuse(
        by=by, customer_id=customer.pk, channels=[channel], purpose=purpose, day=day, way="PHONE"
    )


def trashed(by, customer):
    trash_customers(by=by, customer_ids=[customer.pk], now=NOW)


def erased(by, customer):
    request = receive_request(
        by=by,
        customer_id=customer.pk,
        kind="ERASE",
        received_on=TODAY,
        identity="運転免許証",
        words="",
    )
    erase_person(by=by, request_id=request.pk, answer="消しました", now=NOW, today=TODAY)


def purged(by, customer):
    trashed(by, customer)
    purge_trash(now=NOW + timedelta(days=31))
    assert not Customer.objects.filter(pk=customer.pk).exists()


WAYS_TO_LEAVE = (trashed, erased, purged)


def state(customer, channel="mail"):
    return standing_of(customer=customer)[channel].state


@pytest.mark.parametrize("leave", WAYS_TO_LEAVE)
def test_an_old_consent_entered_later_lifts_no_newer_refusal(by, purpose, leave):
    customer = entered(by)
    refused(by, customer)
    allowed(by, customer, purpose, day=date(2020, 1, 1))
    assert state(customer) == "refused"
    leave(by, customer)
    again = entered(by)
    assert state(again) == "refused"
    allowed(by, again, purpose, day=date(2020, 1, 1))
    assert not may_reach(customer=again, channel="mail", purpose=purpose)


def test_consent_to_one_purpose_leaves_the_refusal_of_everything_on_the_address(by, purpose):
    other = Purpose.objects.create(name="アンケート")
    customer = entered(by)
    refused(by, customer, day=TODAY - timedelta(days=9))
    allowed(by, customer, purpose)
    assert may_reach(customer=customer, channel="mail", purpose=purpose)
    trashed(by, customer)
    again = entered(by)
    allowed(by, again, other, basis="CARD")
    assert not may_reach(customer=again, channel="mail", purpose=other)


@pytest.mark.parametrize("leave", WAYS_TO_LEAVE)
def test_consent_of_one_person_lifts_no_refusal_of_another(by, purpose, leave):
    father, mother = (entered(by, name, mail=None, phone=PHONE) for name in ("関 凪", "関 渚"))
    refused(by, father, channel="phone", day=TODAY - timedelta(days=2))
    leave(by, father)
    assert state(mother, "phone") == "refused"  # nobody knows who answers
    allowed(by, mother, purpose, channel="phone")
    assert may_reach(customer=mother, channel="phone", purpose=purpose)  # she said so herself
    leave(by, mother)
    for name in ("関 凪", "セキ ナギ", "関 渚"):
        again = entered(by, name, mail=None, phone=PHONE)
        assert state(again, "phone") == "refused"
        allowed(by, again, purpose, channel="phone", basis="CARD")
        assert not may_reach(customer=again, channel="phone", purpose=purpose)


def test_an_earlier_consent_does_not_stand_against_a_refusal_of_the_shared_address(by, purpose):
    father, mother = (entered(by, name, mail=None, phone=PHONE) for name in ("関 凪", "関 渚"))
    allowed(by, mother, purpose, channel="phone", day=TODAY - timedelta(days=2))
    refused(by, father, channel="phone")
    assert not may_reach(customer=mother, channel="phone", purpose=purpose)


@pytest.mark.parametrize("leave", WAYS_TO_LEAVE)
def test_an_address_that_came_after_the_refusal_is_refused_as_well(by, purpose, leave):
    customer = entered(by)
    refused(by, customer)
    new = {"emails": [{"address": "nagi@example.jp"}]}
    update_customer(by=by, customer_id=customer.pk, version=1, values=new, now=NOW)
    leave(by, customer)
    for mail in (MAIL, "nagi@example.jp"):
        again = entered(by, mail=mail)
        allowed(by, again, purpose, basis="DEALINGS")
        assert not may_reach(customer=again, channel="mail", purpose=purpose)


def test_an_address_that_takes_the_place_of_a_refused_one_is_refused(by, purpose):
    customer = entered(by)
    refused(by, customer)
    purged(by, customer)
    again = entered(by)
    new = {"emails": [{"address": "nagi@example.jp"}]}
    update_customer(by=by, customer_id=again.pk, version=1, values=new, now=NOW)
    allowed(by, again, purpose, basis="CARD")
    assert not may_reach(customer=again, channel="mail", purpose=purpose)


@pytest.mark.parametrize("leave", WAYS_TO_LEAVE)
def test_a_refused_purpose_stays_refused(by, purpose, leave):
    other = Purpose.objects.create(name="アンケート")
    customer = entered(by)
    refused(by, customer, purpose=purpose)
    leave(by, customer)
    again = entered(by)
    for each in (purpose, other):
        allowed(by, again, each, basis="CARD", day=TODAY + timedelta(days=1))
    assert not may_reach(customer=again, channel="mail", purpose=purpose)
    assert may_reach(customer=again, channel="mail", purpose=other)


@pytest.mark.parametrize("basis", ["DEALINGS", "CARD", "PUBLISHED"])
def test_the_refusal_of_a_purpose_stands_against_a_basis_but_not_renewed_consent(
    by, purpose, basis
):
    customer = entered(by)
    refused(by, customer, purpose=purpose)
    allowed(by, customer, purpose, basis=basis)
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)
    allowed(by, customer, purpose)
    assert may_reach(customer=customer, channel="mail", purpose=purpose)


@pytest.mark.parametrize("leave", [erased, purged])
def test_proof_stays_three_years_without_a_name_and_then_goes(by, purpose, leave):
    wording = Wording.objects.create(name="会員規約", text="…", used_from=TODAY)
    customer = entered(by)
    allowed(by, customer, purpose, wording=wording)
    refused(by, customer, purpose=purpose)
    leave(by, customer)
    assert not Consent.objects.exists()
    assert not Standing.objects.exists()
    given, no = Proof.objects.order_by("pk")
    assert (given.given, given.purpose, given.way, given.wording) == (
        True,
        purpose,
        "FORM",
        wording,
    )
    assert (no.given, no.way, no.day) == (False, "PHONE", TODAY)
    assert {len(one.digest) for one in (given, no)} == {64}
    assert "関" not in str(Proof.objects.values())
    assert MAIL not in str(Proof.objects.values())
    assert sweep_proof(today=given.left_on + PROOF_KEPT) == 0
    assert sweep_proof(today=given.left_on + PROOF_KEPT + timedelta(days=1)) == 2
    assert Suppressed.objects.count() == 1  # the refusal itself stays for good


def test_requests_of_somebody_purged_tell_nothing_of_them(by):
    customer = entered(by)
    request = receive_request(
        by=by,
        customer_id=customer.pk,
        kind="CORRECT",
        received_on=TODAY,
        identity="関様の免許証",
        words="関です",
    )
    purged(by, customer)
    request.refresh_from_db()
    assert (request.customer, request.words, request.identity) == (None, "", "")


def test_whoever_shares_a_refused_address_is_told_apart_from_who_refused(by):
    father, mother = (entered(by, name) for name in ("関 凪", "関 渚"))
    refused(by, father)
    theirs, hers = (standing_of(customer=one)["mail"] for one in (father, mother))
    assert (theirs.word is not None, theirs.by_address) == (True, None)
    assert (hers.word, hers.by_address is not None) == (None, True)
