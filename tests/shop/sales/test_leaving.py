"""What customers leave behind when the trash is emptied."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db.models import Sum
from django.urls import reverse

from goen.shop.customers.operations import purge_trash, trash_customers
from goen.shop.sales.models import Document, DocumentLine, Sale
from goen.shop.sales.operations import move_document, record_document, record_sales
from goen.shop.staff.models import Trail
from tests.shop.sales.conftest import NOW, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


@pytest.fixture
def left(staff: Staff, tea: Customer) -> Document:
    """The invoice of a customer who bought once and has left the trash."""
    record_sales(by=staff, lines=[{"customer": tea, "on": TODAY, "amount": 5400}], today=TODAY)
    record_sales(by=staff, lines=[{"on": TODAY, "amount": 600}], today=TODAY)
    document = record_document(
        by=staff,
        values={
            "kind": "INVOICE",
            "number": "S-1",
            "customer": tea,
            "issued_on": TODAY,
            "subject": f"{tea.name}様",
            "note": "玄関でお渡し",
        },
        lines=[{"text": f"{tea.name}様 名入れ", "unit_price": Decimal(500)}],
        now=NOW,
    )
    trash_customers(by=staff, customer_ids=[tea.pk], now=NOW)
    purge_trash(now=NOW + timedelta(days=31))
    document.refresh_from_db()
    return document


def test_what_was_sold_stays_counted(left: Document) -> None:
    assert Sale.objects.live().aggregate(sum=Sum("amount"))["sum"] == 6000
    assert set(Sale.objects.values_list("customer", flat=True)) == {None}


def test_an_invoice_stays_with_its_number_and_sums_but_without_words(left: Document) -> None:
    assert (left.customer_id, left.number, left.total) == (None, "S-1", 550)
    assert (left.subject, left.note) == ("", "")
    assert set(DocumentLine.objects.values_list("text", flat=True)) == {""}
    rows = Trail.objects.filter(kind="document", object_id=left.pk)
    assert set(rows.values_list("label", flat=True)) == {""}


def test_such_an_invoice_is_shown_and_can_still_be_paid(
    left: Document, staff: Staff, client_of: Callable[[str], Client]
) -> None:
    client = client_of("STAFF")
    for address in (reverse("document", args=[left.pk]), reverse("documents")):
        assert "お客様の登録なし" in client.get(address).content.decode()
    assert client.get(reverse("document_edit", args=[left.pk])).status_code == 200
    assert move_document(by=staff, document_id=left.pk, status="PAID").status == "PAID"
