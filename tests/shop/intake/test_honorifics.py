"""小林 明子様 of a file is 小林 明子 of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from goen.shop.sales.models import Sale
from goen.shop.touches.models import Touch
from tests.shop.intake.helpers import checked, taken
from tests.shop.intake.test_erased import erase

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def customer(*, by: Staff, name: str, code: str = "C-1", kind: str = "個人") -> Customer:
    text = f"顧客番号,お名前,区分,電話番号\n{code},{name},{kind},03-1234-5678\n"
    taken(by=by, kind="customers", text=text)
    return Customer.objects.get(code=code)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("小林 明子", "小林　明子様"),
        ("小林 明子", "小林明子 殿"),
        ("小林 明子", "小林明子さん"),
        ("株式会社青葉", "株式会社青葉　御中"),
    ],
)
def test_sales_of_who_is_written_with_an_honorific(by: Staff, name: str, written: str) -> None:
    one = customer(by=by, name=name, kind="法人" if "会社" in name else "個人")
    sales = f"日付,氏名,金額\n2025/5/1,{written},1000\n"
    taken(by=by, kind="sales", text=sales)
    assert Sale.objects.get().customer == one
    assert Customer.objects.count() == 1
    assert checked(by=by, kind="sales", text=sales).counts["SAME"] == 1


def test_sales_bring_new_customers_without_it(by: Staff) -> None:
    text = "日付,氏名,金額\n2025/5/1,小林　明子様,1\n2025/5/2,小林 明子,2\n2025/5/3,青葉 御中,3\n"
    taken(by=by, kind="sales", text=text)
    found = Customer.objects.values_list("name", "kind")
    assert sorted(found) == [("小林 明子", "PERSON"), ("青葉", "COMPANY")]


def test_an_erased_person_does_not_come_back_with_an_honorific(by: Staff) -> None:
    erase(customer(by=by, name="山本 花子"), by=by)
    for kind, text in (
        ("sales", "日付,氏名,金額\n2025/5/1,山本 花子様,1000\n"),
        ("customers", "お名前\n山本花子 様\n"),
    ):
        batch = checked(by=by, kind=kind, text=text)
        assert (batch.counts["DOUBTFUL"], batch.counts["NEW"]) == (1, 0), kind


def test_whoever_is_called_so_in_the_ledger_is_found_first(by: Staff) -> None:
    one = customer(by=by, name="小林 明子")
    Customer.objects.filter(pk=one.pk).update(name="小林 明子様", name_key="小林明子様")
    batch = checked(by=by, kind="sales", text="日付,氏名,金額\n2025/5/1,小林明子様,1000\n")
    assert batch.counts["NEW"] == 1
    text = "顧客番号,お名前,電話番号\nC-1,小林 明子様,03-1234-5678\n"
    assert checked(by=by, kind="customers", text=text).counts["SAME"] == 1
    text = "お名前,電話番号\n小林明子様,03-1234-5678\n"
    assert checked(by=by, kind="customers", text=text).counts["NEW"] == 0


def test_touches_and_customers_of_files(by: Staff) -> None:
    one = customer(by=by, name="小林 明子")
    taken(by=by, kind="touches", text="日付,顧客名,内容\n2025/5/1,小林明子 様,お電話\n")
    assert Touch.objects.get().customer == one
    for text in (
        "顧客番号,お名前,電話番号\nC-1,小林 明子様,03-1234-5678\n",
        "お名前,電話番号\n小林 明子様,03-1234-5678\n",
    ):
        assert checked(by=by, kind="customers", text=text).counts["SAME"] == 1
    taken(by=by, kind="customers", text="お名前\n関 凪 様\n")
    assert Customer.objects.latest("pk").name == "関 凪"
