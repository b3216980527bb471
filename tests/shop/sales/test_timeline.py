from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goen.shop.customers.models import Customer
from goen.shop.customers.timeline import read_timeline
from goen.shop.portfolio.timeline import rank_count
from goen.shop.sales import operations
from goen.shop.sales.models import Document, Sale, Source
from goen.shop.touches.models import Touch
from tests.shop.sales.conftest import NOW, TODAY

DAYS = st.lists(st.integers(0, 12), min_size=1, max_size=14)


def fresh(customer):
    """As another page has it in hand."""
    return Customer.objects.get(pk=customer.pk)


def keys(customer, limit):
    found, before = [], ""
    for _page in range(60):
        page = read_timeline(customer=fresh(customer), before=before, limit=limit)
        found += [entry.key for entry in page.entries]
        if not page.older:
            return found
        before = page.older
    pytest.fail("the timeline has no end")


@pytest.mark.django_db
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bought=DAYS, papers=DAYS, touched=DAYS, limit=st.integers(1, 5))
def test_page_after_page_shows_everything_once_newest_first(
    staff, tea, bought, papers, touched, limit
):
    for model in (Sale, Document, Touch):
        model.objects.filter(customer=tea).delete()
    source = operations.screen()
    day = lambda n: TODAY - timedelta(days=n)  # noqa: E731
    Sale.objects.bulk_create(
        Sale(customer=tea, on=day(n), amount=100, source=source) for n in bought
    )
    Document.objects.bulk_create(
        Document(customer=tea, kind="QUOTE", issued_on=day(n), source=source, entered_at=NOW)
        for n in papers
    )
    midnight = NOW.replace(hour=0)
    Touch.objects.bulk_create(
        Touch(
            customer=tea,
            at=midnight - timedelta(days=n),
            line="電話",
            staff=staff,
            entered_by=staff,
            entered_at=NOW,
        )
        for n in touched
    )
    whole = [entry.key for entry in read_timeline(customer=fresh(tea), limit=500).entries]
    ranks = rank_count(fresh(tea))
    assert ranks >= 1
    assert len(whole) == len(set(bought)) + len(papers) + len(touched) + ranks
    assert keys(tea, limit) == whole


def test_the_page_of_the_customer_shows_what_was_bought(client_of, staff, tea):
    line = {"customer": tea, "on": TODAY, "amount": 3240, "quantity": Decimal(2)}
    product = operations.add_product(by=staff, values={"name": "深むし煎茶"}, now=NOW)
    operations.record_sales(by=staff, lines=[{**line, "product": product}], today=TODAY)
    page = client_of("VIEWER").get(f"/customers/{tea.pk}/").content.decode()
    assert "深むし煎茶" in page
    assert "3,240" in page
    assert Source.objects.count() == 1
    assert f"{date(2026, 11, 20):%Y/%m/%d}" in page
