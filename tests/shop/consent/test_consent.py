"""Consent and refusal: the latest word holds, refusal wins, and refused addresses stay refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from goen.shop.consent.models import Consent, Purpose, Suppressed
from goen.shop.consent.operations import allow, refuse
from goen.shop.consent.queries import may_reach, standing_of
from goen.shop.customers.models import Customer

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture
def purpose():
    return Purpose.objects.create(name="季節のご案内")


@pytest.fixture
def customer():
    return with_mail("seki@example.jp")


def with_mail(key):
    made = Customer.objects.create(name="関 凪")
    made.emails.create(address=key, key=key)
    return made


def allowed(by, customer, purpose, *, basis="CONSENT", ago=0, channel="mail"):
    return allow(
        by=by,
        customer_id=customer.pk,
        channel=channel,
        purpose=purpose,
        basis=basis,
        day=DAY - timedelta(days=ago),
        way="FORM",
    )


def refused(by, customer, *, purpose=None, ago=0, channels=("mail",)):
    return refuse(
        by=by,
        customer_id=customer.pk,
        channels=channels,
        purpose=purpose,
        day=DAY - timedelta(days=ago),
        way="PHONE",
    )


def test_without_a_recorded_basis_nobody_is_reached(customer, purpose):
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)
    assert standing_of(customer=customer)["mail"].state == "unknown"


def test_a_basis_is_kept_per_channel_and_purpose(people, customer, purpose):
    allowed(people["STAFF"], customer, purpose)
    other = Purpose.objects.create(name="アンケート")
    assert may_reach(customer=customer, channel="mail", purpose=purpose)
    assert not may_reach(customer=customer, channel="mail", purpose=other)
    assert not may_reach(customer=customer, channel="post", purpose=purpose)


@pytest.mark.parametrize("basis", ["DEALINGS", "CARD", "PUBLISHED"])
def test_a_refusal_stands_against_any_basis_but_renewed_consent(people, customer, purpose, basis):
    refused(people["STAFF"], customer, ago=10)
    allowed(people["STAFF"], customer, purpose, basis=basis)
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)
    allowed(people["STAFF"], customer, purpose)
    assert may_reach(customer=customer, channel="mail", purpose=purpose)
    refused(people["STAFF"], customer)
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)


def test_consent_written_down_late_does_not_lift_a_refusal_that_came_after_it(
    people, customer, purpose
):
    refused(people["STAFF"], customer, purpose=purpose, ago=1)
    allowed(people["STAFF"], customer, purpose, ago=5)
    assert not may_reach(customer=customer, channel="mail", purpose=purpose)


def test_a_refused_address_stays_refused_for_whoever_has_it_later(people, customer, purpose):
    refused(people["STAFF"], customer)
    customer.delete()
    again = with_mail("seki@example.jp")
    allowed(people["STAFF"], again, purpose, basis="DEALINGS")
    assert not may_reach(customer=again, channel="mail", purpose=purpose)
    assert standing_of(customer=again)["mail"].state == "refused"


def test_refused_addresses_are_kept_as_hashes_only(people, customer):
    refused(people["STAFF"], customer)
    row = Suppressed.objects.get()
    assert "seki" not in row.digest
    assert len(row.digest) == 64


def test_refusing_one_purpose_leaves_the_others(people, customer, purpose):
    other = Purpose.objects.create(name="アンケート")
    allowed(people["STAFF"], customer, purpose, ago=3)
    allowed(people["STAFF"], customer, other, ago=3)
    refused(people["STAFF"], customer, purpose=other)
    assert may_reach(customer=customer, channel="mail", purpose=purpose)
    assert not may_reach(customer=customer, channel="mail", purpose=other)
    assert Suppressed.objects.get().purpose == other


def test_the_database_refuses_consent_without_purpose_or_basis(people, customer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(customer=customer, channel="mail", given=True, day=DAY, way="FORM")
