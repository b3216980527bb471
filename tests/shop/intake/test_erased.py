"""Whoever had themselves erased does not come back with an old file without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goen.shop.consent.desk import erase_person, receive_request
from goen.shop.consent.models import Consent, ErasedKey
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import update_customer
from goen.shop.customers.snapshot import snapshot
from goen.shop.intake.models import Batch, Choice
from goen.shop.intake.operations import choose
from goen.shop.sales.models import Document, Sale
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now, today
from tests.shop.intake.found import plan
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

HEAD = "顧客番号,お名前,誕生日,電話番号,メール,郵便番号\n"
ERASED = "E-1,消去沢 太郎,1980/1/2,03-1234-5678,taro@example.jp,150-0001\n"
OTHER = "E-2,佐藤 一郎,1980/2/3,03-8765-4321,ichiro@example.jp,150-0002\n"


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def erase(customer: Customer, *, by: Staff) -> None:
    request = receive_request(
        by=by,
        customer_id=customer.pk,
        kind="ERASE",
        received_on=today(),
        identity="運転免許証",
        words="消してください",
    )
    erase_person(by=by, request_id=request.pk, answer="消しました", now=now(), today=today())


@pytest.fixture
def erased(by: Staff) -> None:
    """The people of a file came, and one of them had himself erased."""
    taken(by=by, kind="customers", text=HEAD + ERASED + OTHER)
    erase(Customer.objects.get(code="E-1"), by=by)


@pytest.mark.usefixtures("erased")
def test_the_row_of_an_erased_person_waits_to_be_decided(by: Staff) -> None:
    batch = checked(by=by, kind="customers", text=HEAD + ERASED + OTHER)
    assert (batch.counts["DOUBTFUL"], batch.counts["SAME"], batch.counts["NEW"]) == (1, 1, 0)
    why = plan(batch)[2]["why"]
    assert why == f"この方は{today().year}年{today().month}月に、ご本人の求めにより消しました。"
    batch = take_over(choose(batch_id=batch.pk, row=2, what=Choice.What.SKIP))
    assert not Customer.objects.filter(code="E-1").exists()
    assert batch.result["taken"]["counts"] == {"erased_left_out": 1}
    again = checked(by=by, kind="customers", text=HEAD + ERASED + OTHER)
    again = take_over(choose(batch_id=again.pk, row=2, what=Choice.What.NEW))
    assert Customer.objects.get(code="E-1").name == "消去沢 太郎"
    assert again.result["taken"]["counts"] == {"new": 1, "kept": 0, "erased_entered": 1}
    told = Trail.objects.filter(action="intake.batch.applied").latest("pk")
    assert {change["field"] for change in told.changes} == {"new", "erased_entered"}


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("E-1,別の方,,,,", "DOUBTFUL"),
        (",別の方,,03(1234)5678,,", "DOUBTFUL"),
        (",別の方,,,TARO@example.jp,", "DOUBTFUL"),
        (",消去沢太郎,S55.1.2,,,", "DOUBTFUL"),
        (",消去沢太郎,,,,1500001", "DOUBTFUL"),
        (",消去沢太郎,,,,", "DOUBTFUL"),  # nothing else tells who it is
        (",消去沢太郎,1999/9/9,,,", "NEW"),  # somebody else of this name
        ("E-3,消去沢太郎,,,,", "NEW"),
        (",別の方,1980/1/2,,,1500001", "NEW"),
    ],
)
@pytest.mark.usefixtures("erased")
def test_what_an_erased_person_is_known_by(by: Staff, row: str, outcome: str) -> None:
    batch = checked(by=by, kind="customers", text=f"{HEAD}{row}\n")
    assert plan(batch)[2]["outcome"] == outcome


def test_former_values_are_known_too(by: Staff) -> None:
    taken(by=by, kind="customers", text=HEAD + ERASED)
    customer = Customer.objects.get()
    values = {**snapshot(customer), "name": "転居田 太郎", "phones": [], "code": "N-9"}
    update_customer(by=by, customer_id=customer.pk, version=1, values=values, now=now())
    erase(Customer.objects.get(), by=by)
    for row in ("E-1,別の方,,,,", ",別の方,,03-1234-5678,,", "N-9,別の方,,,,"):
        batch = checked(by=by, kind="customers", text=f"{HEAD}{row}\n")
        assert batch.counts["DOUBTFUL"] == 1, row


@pytest.mark.usefixtures("erased")
def test_hashes_name_nobody_and_are_asked_for_together(by: Staff) -> None:
    assert ErasedKey.objects.count() >= 5
    assert all(len(one.digest) == 64 for one in ErasedKey.objects.all())
    rows = "".join(f"N-{n},新しい {n}号,,090-0000-{n:04},," + "\n" for n in range(200))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        batch = checked(by=by, kind="customers", text=HEAD + rows)
    assert batch.counts["NEW"] == 200
    assert sum("erasedkey" in one["sql"] for one in asked) <= 3


SALES = "日付,会員番号,氏名,金額\n2025/5/1,E-1,消去沢 太郎,1000\n2025/5/2,E-1,消去沢 太郎,2000\n"
NAMED = "日付,氏名,金額\n2025/5/1,消去沢太郎,1000\n2025/5/2,佐藤 一郎,500\n"


@pytest.mark.usefixtures("erased")
def test_sales_do_not_bring_an_erased_person_back(by: Staff) -> None:
    batch = checked(by=by, kind="sales", text=SALES)
    assert (batch.counts["DOUBTFUL"], batch.counts["NEW"]) == (2, 0)
    left_out = choose(batch_id=batch.pk, row=2, what=Choice.What.SKIP)  # holds for both rows
    assert (left_out.counts["SKIP"], left_out.counts["DOUBTFUL"]) == (2, 0)
    batch = take_over(choose(batch_id=batch.pk, row=2, what=Choice.What.NEW))
    assert batch.result["taken"]["counts"] == {"new": 2, "erased_entered": 2}
    assert Sale.objects.filter(customer__code="E-1").count() == 2
    take_back(batch, by=by)
    named = checked(by=by, kind="sales", text=NAMED)
    assert (named.counts["DOUBTFUL"], named.counts["NEW"]) == (1, 1)


def test_sales_that_were_there_stay_as_they_are(by: Staff) -> None:
    taken(by=by, kind="sales", text=SALES)
    erase(Customer.objects.get(code="E-1"), by=by)
    batch = checked(by=by, kind="sales", text=SALES)
    assert batch.counts["SAME"] == 2
    walk_in = checked(by=by, kind="sales", text=SALES.replace("2025", "2024"), unknown="walk_in")
    assert walk_in.counts["NEW"] == 2  # nobody is entered: nobody is asked about


@pytest.mark.usefixtures("erased")
def test_documents_do_not_either(by: Staff) -> None:
    text = "請求書番号,取引先,発行日,品名,金額\nI-1,消去沢太郎 様,2025/5/1,茶,1000\n"
    batch = checked(by=by, kind="invoices", text=text)
    assert batch.counts["DOUBTFUL"] == 1
    batch = take_over(choose(batch_id=batch.pk, row=2, what=Choice.What.NEW))
    assert Document.objects.get().customer.name == "消去沢太郎"
    assert batch.result["taken"]["counts"]["erased_entered"] == 1


@pytest.mark.usefixtures("erased")
def test_who_types_an_erased_person_in_is_told(client_of: Callable[[str], Client]) -> None:
    sent = {
        "kind": "PERSON",
        "name": "消去沢 太郎",
        "stage": "CUSTOMER",
        "phones-count": "1",
        "phones-0-number": "03-1234-5678",
        "emails-count": "0",
        "addresses-count": "0",
    }
    clerk = client_of("CLERK")
    page = clerk.post(reverse("customer_new"), sent).content.decode()
    assert "ご本人の求めにより消しました" in page
    assert not Customer.objects.filter(name="消去沢 太郎").exists()
    clerk.post(reverse("customer_new"), {**sent, "anyway": "1"})
    assert Customer.objects.filter(name="消去沢 太郎").exists()


def test_names_of_files_and_labels_that_hold_the_name_lose_it(by: Staff) -> None:
    text = "顧客番号,お名前,DM不可\nE-1,消去沢 太郎,\nE-2,佐藤 一郎,不可\n"
    batch = taken(by=by, kind="customers", text=text, name="名簿_消去沢太郎様.csv")
    notice = {"kind": "IMPORT", "object_id": batch.pk, "url_name": "batch", "created_at": now()}
    Notice.objects.create(to=by, line=f"「{batch.file_name}」を取り込みました", **notice)
    batch.result = {"taken": {"counts": {"kept": 2}, "kept": ["I-1 消去沢　太郎 茶", "佐藤 一郎"]}}
    batch.save()
    erase(Customer.objects.get(code="E-1"), by=by)
    batch = Batch.objects.get()
    assert batch.file_name == "名簿_＊様.csv"
    assert batch.result["taken"] == {"counts": {"kept": 2}, "kept": ["佐藤 一郎"]}
    assert not Trail.objects.filter(label__contains="消去沢").exists()
    assert Notice.objects.get().line == "「名簿_＊様.csv」を取り込みました"
    assert Consent.objects.get().note.endswith("名簿_＊様.csv")
