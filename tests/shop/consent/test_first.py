"""A fresh company can write consent down at once; the sample company shows how it looks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from goen.shop.consent import sample
from goen.shop.consent.models import Consent, Purpose, Standing, Suppressed
from goen.shop.consent.queries import standing_of
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.staff.models import SampleRow
from goen.shop.staff.operations import set_up_company
from goen.shop.staff.sample import mark

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(("language", "name"), [("ja", "ご案内"), ("en", "News and offers")])
def test_setting_a_company_up_brings_a_first_purpose(language, name):
    set_up_company(
        company="みどり堂",
        purpose="",
        preset="",
        language=language,
        president="関",
        email="seki@example.jp",
        password="hasami-kami-ishi",  # noqa: S106
    )
    assert [one.name for one in Purpose.objects.all()] == [name]


def test_only_who_may_add_purposes_is_led_there(client_of, people):
    customer = Customer.objects.create(name="関 凪")
    address = reverse("consent", args=[customer.pk])
    link = f'href="{reverse("consent_purposes")}"'
    assert link in client_of("PRESIDENT").get(address).content.decode()
    page = client_of("STAFF").get(address).content.decode()
    assert link not in page
    assert "利用目的がまだない" in page
    Purpose.objects.create(name="ご案内")
    assert "利用目的がまだない" not in client_of("STAFF").get(address).content.decode()


def test_the_sample_says_something_and_takes_every_word_with_it(people):
    by = people["PRESIDENT"]
    for number in range(30):
        values = {
            "kind": "PERSON",
            "name": "関 凪",
            "code": f"S-{number}",
            "phones": [{"number": f"03-0000-{number:04}"}],
            "emails": [{"address": f"seki{number}@example.jp"}],
        }
        made = create_customer(by=by, values=values, now=NOW)
        mark(kind="customer", ids=[made.pk])
    sample.make(by, NOW, lambda _done, _all: None)
    states = {
        standing.state
        for customer in Customer.objects.all()
        for standing in standing_of(customer=customer).values()
    }
    assert states == {"allowed", "refused", "unknown"}
    count = Consent.objects.count()
    assert Suppressed.objects.exists()
    sample.remove(lambda _done, _all: None)
    assert count
    for model in (Consent, Suppressed, Standing, Purpose):
        assert not model.objects.exists()
    assert set(SampleRow.objects.values_list("kind", flat=True)) == {"customer"}
