from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from goen.shop.customers.models import Customer
from goen.shop.sales import operations
from goen.shop.sales.models import Document
from goen.shop.ui import search
from tests.shop.sales.conftest import NOW, TODAY

LINE = {"text": "煎茶", "quantity": Decimal(3), "unit_price": Decimal(105), "tax_rate": 10}


def enter(staff, customer, *, lines=(LINE,), **values):
    given = {"kind": "INVOICE", "customer": customer, "issued_on": TODAY, **values}
    return operations.record_document(by=staff, values=given, lines=list(lines), now=NOW)


def test_the_sums_are_worked_out_once_for_each_rate(staff, inn):
    each = {**LINE, "quantity": Decimal(1)}
    document = enter(staff, inn, lines=[each, each, each])
    assert (document.net, document.tax, document.total) == (315, 31, 346)


def test_a_document_counts_as_a_contact_when_it_was_sent(staff, inn):
    draft = enter(staff, inn, status="DRAFT")
    assert Customer.objects.get(pk=inn.pk).last_touch_at is None
    operations.move_document(by=staff, document_id=draft.pk, status="SENT")
    assert Customer.objects.get(pk=inn.pk).last_touch_at is not None
    operations.trash_documents(by=staff, document_ids=[draft.pk], now=NOW)
    assert Customer.objects.get(pk=inn.pk).last_touch_at is None


def test_a_quote_cannot_be_paid(staff, inn):
    with pytest.raises(operations.NotFilledIn):
        enter(staff, inn, kind="QUOTE", status="PAID")
    quote = enter(staff, inn, kind="QUOTE")
    with pytest.raises(operations.NotFilledIn):
        operations.move_document(by=staff, document_id=quote.pk, status="PAID")


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"number": "2026-1"}, (LINE,)),
        ({}, ()),
        ({"due_on": TODAY - timedelta(days=1)}, (LINE,)),
    ],
)
def test_what_cannot_be_is_refused(staff, inn, values, lines):
    enter(staff, inn, number="2026-1")
    with pytest.raises(operations.NotFilledIn):
        enter(staff, inn, lines=lines, **values)
    assert Document.objects.count() == 1


def test_a_change_of_lines_is_on_the_trail_and_changes_the_sums(staff, inn):
    document = enter(staff, inn)
    operations.edit_document(
        by=staff,
        document_id=document.pk,
        version=1,
        values={},
        lines=[{**LINE, "unit_price": Decimal(200)}],
    )
    document.refresh_from_db()
    assert (document.net, document.version) == (600, 2)
    with pytest.raises(operations.SomeoneSavedFirst):
        operations.edit_document(
            by=staff, document_id=document.pk, version=1, values={}, lines=[LINE]
        )


def test_nothing_changed_is_no_new_version(staff, inn):
    document = enter(staff, inn)
    operations.edit_document(by=staff, document_id=document.pk, version=1, values={}, lines=[LINE])
    assert Document.objects.get().version == 1


def test_a_document_is_found_by_its_number_and_subject(staff, inn):
    document = enter(staff, inn, number="2026-017", subject="創業記念の記念品")
    for words in ("017", "記念"):
        assert [hit.object_id for hit in search.find(query=words)] == [document.pk]
    operations.trash_documents(by=staff, document_ids=[document.pk], now=NOW)
    assert not list(search.find(query="017"))


def test_a_part_of_a_piece_is_charged_to_the_yen(staff, inn):
    line = {**LINE, "quantity": Decimal("0.5"), "unit_price": Decimal("99")}
    assert enter(staff, inn, lines=[line]).net == 50
