from __future__ import annotations

import pytest

from goen.shop.customers import sample as customers
from goen.shop.customers.models import Customer
from goen.shop.sales import sample
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.sales.operations import record_sales
from tests.shop.sales.conftest import NOW, TODAY


def quiet(_done: int, _of: int) -> None:
    """Nobody watches."""


@pytest.mark.django_db
def test_the_sample_buys_once_and_leaves_whole(people):
    president = people["PRESIDENT"]
    customers.make(president, NOW, quiet)
    sample.make(president, NOW, quiet)
    count = Sale.objects.count()
    assert count > 2000
    assert Sale.objects.filter(customer__isnull=False).count() > count * 0.7
    sample.make(president, NOW, quiet)
    assert Sale.objects.count() == count
    tried = {"customer": Customer.objects.latest("pk"), "on": TODAY, "amount": 100}
    record_sales(by=president, lines=[tried], today=TODAY)
    sample.remove(quiet)
    assert [model.objects.count() for model in (Sale, Document, Product)] == [0, 0, 0]
