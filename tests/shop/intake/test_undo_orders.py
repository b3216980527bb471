"""Imports that change the same rows, taken back in every order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from goen.shop.intake.models import Confirmed
from goen.shop.sales.models import Document, Product, Sale
from goen.shop.sales.operations import edit_product, edit_sale
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import today
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

SLIPS = """伝票番号,日付,会員番号,商品名,金額
Z1,2025-01-05,A-1,茶,100
Z2,2025-01-06,A-2,茶,100
"""
DEARER = SLIPS.replace(",100\n", ",150\n")
PRODUCTS = "商品コード,商品名,単価\nP-1,煎茶,500\nP-2,番茶,300\n"
PEOPLE = "顧客番号,お名前,電話番号\nA-1,山田 太郎,03-1111-1111\nA-2,佐藤 一郎,03-2222-2222\n"
INVOICES = """請求書番号,取引先,発行日,件名,品名,金額
I-1,山田 太郎,2025/5/1,お茶,茶,500
I-2,佐藤 一郎,2025/5/2,お茶,茶,600
"""
TOUCHES = "日付,顧客番号,種類,内容\n2025/5/1,A-1,電話,お茶のご相談\n"


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def counts(batch: Batch) -> dict[str, int]:
    found: dict[str, int] = batch.result["back"]["counts"]
    return found


def test_lines_changed_by_an_import_alone_go_as_they_came(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=SLIPS)
    second = taken(by=by, kind="sales", text=DEARER)
    assert counts(take_back(second, by=by))["put_back"] == 2
    assert set(Sale.objects.values_list("amount", flat=True)) == {100}
    first = take_back(first, by=by)
    assert (counts(first)["removed"], counts(first)["kept"]) == (2, 0)
    for model in (Sale, Product, Customer):
        assert not model._default_manager.exists()


def test_lines_that_a_person_changed_stay(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=SLIPS)
    second = taken(by=by, kind="sales", text=DEARER)
    sale = Sale.objects.get(slip="Z1")
    edit_sale(by=by, sale_id=sale.pk, version=sale.version, values={"profit": 9}, today=today())
    take_back(second, by=by)
    first = take_back(first, by=by)
    assert (counts(first)["removed"], counts(first)["kept"]) == (1, 1)
    assert Sale.objects.get().slip == "Z1"


def test_lines_that_another_import_had_replaced_for_a_while_go(by: Staff) -> None:
    first = taken(by=by, kind="sales", text="日付,金額\n2025/5/1,100\n2025/5/2,200\n")
    other = "日付,金額\n2025/5/1,110\n2025/5/2,220\n"
    second = take_over(checked(by=by, kind="sales", text=other, dates="replace"))
    assert Sale.objects.live().count() == 2
    take_back(second, by=by)
    assert set(Sale.objects.live().values_list("amount", flat=True)) == {100, 200}
    first = take_back(first, by=by)
    assert counts(first)["kept"] == 0
    assert not Sale.objects.exists()


def test_products_changed_by_an_import_alone_go(by: Staff) -> None:
    first = taken(by=by, kind="products", text=PRODUCTS)
    second = taken(by=by, kind="products", text=PRODUCTS.replace(",500", ",550"))
    assert counts(take_back(second, by=by)) == {"removed": 0, "back": 1, "kept": 0}
    first = take_back(first, by=by)
    assert counts(first) == {"removed": 2, "back": 0, "kept": 0}
    assert not Product.objects.exists()


def test_a_product_that_a_person_changed_stays(by: Staff) -> None:
    first = taken(by=by, kind="products", text=PRODUCTS)
    product = Product.objects.get(code="P-1")
    edit_product(by=by, product_id=product.pk, version=product.version, values={"price": 510})
    first = take_back(first, by=by)
    assert counts(first) == {"removed": 1, "back": 0, "kept": 1}
    assert Product.objects.get().code == "P-1"


def test_invoices_changed_by_an_import_alone_go(by: Staff) -> None:
    first = taken(by=by, kind="invoices", text=INVOICES)
    other = INVOICES.replace("5/1,お茶,茶,500", "5/1,お茶とお菓子,菓子,700")
    second = taken(by=by, kind="invoices", text=other)
    assert second.counts["UPDATE"] == 1
    assert Document.objects.get(number="I-1").subject == "お茶とお菓子"
    assert counts(take_back(second, by=by)) == {"removed": 0, "back": 1, "kept": 0}
    first = take_back(first, by=by)
    assert (counts(first)["removed"], counts(first)["kept"]) == (2, 0)
    assert not Document.objects.exists()
    assert not Customer.objects.exists()


def test_a_correction_that_was_taken_back_can_come_again(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    take_back(taken(by=by, kind="sales", text=DEARER), by=by)
    again = taken(by=by, kind="sales", text=DEARER)
    assert (again.counts["UPDATE"], again.counts["DOUBTFUL"]) == (2, 0)
    assert set(Sale.objects.values_list("amount", flat=True)) == {150}


def test_what_a_person_changed_before_is_asked_for_again(by: Staff) -> None:
    taken(by=by, kind="sales", text=SLIPS)
    sale = Sale.objects.get(slip="Z1")
    edit_sale(by=by, sale_id=sale.pk, version=sale.version, values={"amount": 120}, today=today())
    over = SLIPS.replace("A-1,茶,100", "A-1,茶,130")
    batch = checked(by=by, kind="sales", text=over)
    assert batch.counts["DOUBTFUL"] == 1


def test_values_that_stay_for_a_later_file_are_not_counted_as_put_back(by: Staff) -> None:
    for kind, text, old, new in (
        ("products", PRODUCTS, ",500", ",550"),
        ("customers", PEOPLE, "03-1111-1111", "03-9999-9999"),
        ("sales", SLIPS, "A-1,茶,100", "A-1,茶,160"),
    ):
        taken(by=by, kind=kind, text=text)
        second = taken(by=by, kind=kind, text=text.replace(old, new))
        later = taken(by=by, kind=kind, text=text.replace(old, new))
        second = take_back(second, by=by)
        found = counts(second)
        assert (found.get("back", 0), found.get("put_back", 0), found["kept"]) == (0, 0, 0), kind
        assert second.result["back"]["later"] == {str(later.pk): 1}, kind


def test_what_an_undone_file_left_to_a_later_one_goes_with_that(by: Staff) -> None:
    people = taken(by=by, kind="customers", text=PEOPLE)
    for kind, text, model in (
        ("products", PRODUCTS, Product),
        ("touches", TOUCHES, Touch),
        ("invoices", INVOICES, Document),
    ):
        first = taken(by=by, kind=kind, text=text)
        second, third = (taken(by=by, kind=kind, text=text) for _ in range(2))
        count = model._default_manager.count()
        for batch in (first, third):
            take_back(batch, by=by)
            assert model._default_manager.count() == count, kind
        second = take_back(second, by=by)
        assert counts(second)["removed"] == count, kind
        assert not model._default_manager.exists(), kind
    again = taken(by=by, kind="customers", text=PEOPLE)
    take_back(people, by=by)
    assert Customer.objects.count() == 2
    assert counts(take_back(again, by=by))["removed"] == 2
    assert not Customer.objects.exists()
    assert not Confirmed.objects.exists()


def test_customers_of_invoices_go_with_the_later_file(by: Staff) -> None:
    first, later = (taken(by=by, kind="invoices", text=INVOICES) for _ in range(2))
    take_back(first, by=by)
    assert (Document.objects.count(), Customer.objects.count()) == (2, 2)
    take_back(later, by=by)
    assert not Document.objects.exists()
    assert not Customer.objects.exists()


def test_what_a_later_file_changed_goes_with_it_when_the_earlier_went_before(by: Staff) -> None:
    for kind, text, old, new, model in (
        ("customers", PEOPLE, "03-1111-1111", "03-9999-9999", Customer),
        ("products", PRODUCTS, ",500", ",550", Product),
        ("invoices", INVOICES, "お茶,茶,500", "お菓子,菓子,700", Document),
        ("sales", SLIPS, "A-1,茶,100", "A-1,茶,160", Sale),
    ):
        first = taken(by=by, kind=kind, text=text)
        later = taken(by=by, kind=kind, text=text.replace(old, new))
        assert later.counts["UPDATE"] == 1, kind
        first = take_back(first, by=by)
        assert first.result["back"]["later"] == {str(later.pk): 2}, kind
        assert not counts(first).get("kept"), kind
        assert model._default_manager.count() == 2, kind
        take_back(later, by=by)
        assert not model._default_manager.exists(), kind


def test_what_a_person_changed_or_uses_stays_without_its_files(by: Staff) -> None:
    first, later = (taken(by=by, kind="products", text=PRODUCTS) for _ in range(2))
    product = Product.objects.get(code="P-1")
    edit_product(by=by, product_id=product.pk, version=product.version, values={"price": 510})
    take_back(first, by=by)
    assert counts(take_back(later, by=by))["removed"] == 1
    assert Product.objects.get().code == "P-1"
