"""Fit: several raters over time, each rater's latest word counts, and never older than a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.fit.operations import observe_fit, take_back_fit
from goen.shop.fit.queries import fit_now
from goen.shop.staff.models import Trail

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def customer():
    return Customer.objects.create(name="関 凪")


def observe(by, customer, score, *, ago=0, note=""):
    day = TODAY - timedelta(days=ago)
    return observe_fit(by=by, customer_id=customer.pk, score=score, note=note, today=day)


def test_the_mean_is_of_each_rater_s_latest_word(people, customer):
    observe(people["STAFF"], customer, 1, ago=90)
    observe(people["STAFF"], customer, 5, ago=10)
    observe(people["MANAGER"], customer, 4, ago=20)
    observe(people["CLERK"], customer, 4, ago=364)
    now = fit_now(customer_id=customer.pk, today=TODAY)
    assert now is not None
    assert (now.mean, now.raters) == (4.3, 3)


def test_what_is_a_year_old_no_longer_counts_and_the_future_not_yet(people, customer):
    observe(people["STAFF"], customer, 5, ago=365)
    assert fit_now(customer_id=customer.pk, today=TODAY) is None
    observe(people["STAFF"], customer, 5, ago=-1)
    assert fit_now(customer_id=customer.pk, today=TODAY) is None


def test_a_second_thought_on_one_day_replaces_the_first(people, customer):
    observe(people["STAFF"], customer, 2)
    observe(people["STAFF"], customer, 4, note="話してみると")
    assert Fit.objects.get().score == 4
    changes = Trail.objects.order_by("-pk").values_list("changes", flat=True)[0]
    assert changes == [{"field": "fit", "from": 2, "to": 4}]


def test_only_who_observed_takes_it_back(people, customer):
    fit = observe(people["STAFF"], customer, 2)
    with pytest.raises(PermissionDenied):
        take_back_fit(by=people["PRESIDENT"], fit_id=fit.pk)
    take_back_fit(by=people["STAFF"], fit_id=fit.pk)
    assert not Fit.objects.exists()


def test_the_page_keeps_what_was_typed_when_the_step_is_missing(client_of, customer):
    page = client_of("STAFF").post(reverse("fit", args=[customer.pk]), {"note": "やさしい方"})
    assert "やさしい方" in page.content.decode()
    assert not Fit.objects.exists()


def test_a_viewer_cannot_observe(client_of, customer):
    page = client_of("VIEWER").post(reverse("fit", args=[customer.pk]), {"score": "5"})
    assert page.status_code == 403
