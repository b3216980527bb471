"""The sample company: in with one click, out with one, and nothing of one's own goes with it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.operations import claim
from goen.shop.jobs.work import do
from goen.shop.staff.models import OwnCompany, SampleRow, Trail
from goen.shop.touches.models import Improvement, SavedText, Touch, Voice
from goen.shop.ui import search

pytestmark = pytest.mark.django_db


def _work():
    job = claim(long=True, lease="test", now=timezone.now())
    assert job
    do(job)
    done = Job.objects.get(pk=job.pk)
    assert done.state == State.DONE, done.error


def test_in_and_out(client_of, people):
    mine = create_customer(
        by=people["STAFF"], values={"kind": "PERSON", "name": "四月一日 颯"}, now=timezone.now()
    )
    president = client_of("PRESIDENT")
    for _twice in range(2):
        president.post(reverse("sample"), {"do": "make"})
    assert Job.objects.filter(name="staff.sample.make").count() == 1
    assert "progress" in president.get(reverse("sample")).content.decode()
    _work()
    assert Customer.objects.count() == 1 + SampleRow.objects.filter(kind="customer").count() > 200
    assert Touch.objects.exists()
    assert Voice.objects.exists()
    assert OwnCompany.objects.get().sample
    first = Customer.objects.get(code="0000001")
    assert search.find(query=first.name.split()[0], limit=20)
    president.post(reverse("sample"), {"do": "remove"})
    _work()
    assert list(Customer.objects.all()) == [mine]
    for model in (Touch, Voice, Improvement, SavedText, SampleRow):
        assert not model.objects.exists(), model
    assert not OwnCompany.objects.get().sample
    assert Trail.objects.filter(action="staff.sample.removal_wished").exists()
    assert "0000001" not in president.get(reverse("customers")).content.decode()


def test_only_who_may_settings_is_offered_it(client_of):
    assert reverse("sample") in client_of("PRESIDENT").get("/").content.decode()
    assert reverse("sample") not in client_of("STAFF").get("/").content.decode()
    assert client_of("MANAGER").post(reverse("sample"), {"do": "make"}).status_code == 403
