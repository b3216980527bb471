"""Touches from files: new, known again, doubtful, taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import get_default_timezone, localtime

from goen.shop.customers.operations import create_customer
from goen.shop.intake import operations
from goen.shop.intake.kinds import kind_of
from goen.shop.staff.models import Trail
from goen.shop.touches.models import Touch
from goen.shop.touches.operations import edit_touch, record_touch, trash_touches
from goen.shop.ui import search
from goen.shop.ui.clock import now
from tests.shop.intake.found import csv, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db

HEADER = ["日時", "種類", "顧客番号", "顧客名", "件名", "内容", "担当者", "受発信"]
CALL = ["2026/10/1 14:20", "電話", "K-1", "山田 花子", "新茶のご案内", "喜んでいただけた"]
CALL += ["STAFF", "発信"]
LIST = csv(
    HEADER,
    CALL,
    ["2026年10月2日", "訪問", "", "株式会社みなと商店", "", "棚卸しの相談\n来月また伺う", "", ""],
    CALL,
)


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


@pytest.fixture
def hana(by: Staff) -> Customer:
    """A person."""
    phones = [{"number": "03-1111-1111"}]
    values = {"name": "山田 花子", "code": "K-1", "phones": phones}
    return create_customer(by=by, values=values, now=now())


@pytest.fixture
def minato(by: Staff) -> Customer:
    """A company."""
    contacts = [{"name": "港 太郎"}]
    values = {"name": "株式会社みなと商店", "kind": "COMPANY", "contacts": contacts}
    return create_customer(by=by, values=values, now=now())


def test_touches_are_recorded_as_the_file_says(
    by: Staff, people: dict[str, Staff], hana: Customer, minato: Customer
) -> None:
    batch = taken(by=by, kind="touches", text=LIST)
    assert batch.result["taken"]["counts"] == {"new": 3, "gone": 0}
    call = Touch.objects.filter(customer=hana).first()
    assert call is not None
    assert (call.kind, call.direction, call.staff) == ("CALL", "OUT", people["STAFF"])
    assert (call.line, call.text) == ("新茶のご案内", "喜んでいただけた")
    assert call.at == datetime(2026, 10, 1, 14, 20, tzinfo=get_default_timezone())
    visit = Touch.objects.get(customer=minato)
    assert (visit.kind, visit.line) == ("VISIT", "棚卸しの相談")
    assert visit.text == "棚卸しの相談\n来月また伺う"
    assert localtime(visit.at).hour == 0
    hana.refresh_from_db()
    assert hana.last_touch_at == call.at
    row = Trail.objects.get(action="touches.touch.recorded", object_id=visit.pk)
    assert (row.group, row.row) == (batch.group, 3)
    assert [found.object_id for found in search.find(query="棚卸し", kinds=["touch"])] == [visit.pk]


def test_equal_rows_are_kept_and_the_same_file_adds_nothing(
    by: Staff, hana: Customer, minato: Customer
) -> None:
    taken(by=by, kind="touches", text=LIST)
    assert Touch.objects.filter(customer=hana).count() == 2
    assert outcomes(checked(by=by, kind="touches", text=LIST)) == ["SAME"] * 3
    touch = Touch.objects.get(customer=minato)
    edit_touch(by=by, touch_id=touch.pk, version=1, values={"line": "別の話"}, now=now())
    gone = Touch.objects.filter(customer=hana).first()
    assert gone is not None
    trash_touches(by=by, touch_ids=[gone.pk], now=now())
    assert outcomes(checked(by=by, kind="touches", text=LIST)) == ["SAME"] * 3


def test_what_was_recorded_by_hand_is_known_too(by: Staff, hana: Customer) -> None:
    at = datetime(2026, 10, 1, 14, 20, tzinfo=get_default_timezone())
    values = {"customer": hana, "kind": "CALL", "at": at, "line": "新茶", "text": ""}
    record_touch(by=by, values=values, now=now())  # type: ignore[arg-type]
    text = csv(HEADER[:5], ["2026/10/1 14:20", "電話", "K-1", "", "新茶"])
    assert outcomes(checked(by=by, kind="touches", text=text)) == ["SAME"]


def test_nobody_is_guessed(by: Staff, hana: Customer) -> None:
    other = create_customer(by=by, values={"name": "山田 花子", "code": "K-2"}, now=now())
    text = csv(
        ["日付", "顧客番号", "顧客名", "電話番号", "内容"],
        ["2026/10/1", "", "山田 花子", "", "どちら"],
        ["2026/10/1", "", "山田　花子", "０３（１１１１）１１１１", "電話で分かる"],
        ["2026/10/1", "K-2", "佐藤 一郎", "", "別の名前"],
        ["2026/10/1", "K-9", "", "", "いない"],
        ["2026/10/1", "", "", "", "誰"],
        [f"{now() + timedelta(days=400):%Y/%m/%d}", "K-1", "", "", "先の話"],
    )
    batch = checked(by=by, kind="touches", text=text)
    assert outcomes(batch) == ["DOUBTFUL", "NEW", "DOUBTFUL", "ERROR", "ERROR", "ERROR"]
    assert [(row, field) for row, field, *_ in problems(batch)] == [
        (5, "code"), (6, "name"), (7, "at"),
    ]  # fmt: skip
    found = kind_of("touches").candidates(texts={"name": "山田 花子"})
    assert {one.id for one in found} == {hana.pk, other.pk}
    batch = operations.choose(batch_id=batch.pk, row=2, what="TARGET", target=other.pk)
    assert plan(batch)[2]["outcome"] == "NEW"
    take_over(batch)
    assert Touch.objects.get(line="どちら").customer == other
    assert Touch.objects.get(line="電話で分かる").customer == hana


def test_contact_persons_are_found_by_name(by: Staff, minato: Customer) -> None:
    text = csv(
        ["日付", "会社名", "先方担当者", "内容"],
        ["2026/10/1", "(株)みなと商店", "港　太郎", "相談"],
        ["2026/10/1", "みなと商店（株）", "別人", "相談2"],
    )
    batch = checked(by=by, kind="touches", text=text)
    assert outcomes(batch)[0] == "NEW"
    take_over(batch)
    contact = Touch.objects.get(line="相談").contact
    assert contact is not None
    assert contact.name == "港 太郎"


def test_an_import_is_taken_back_but_for_what_people_did_since(
    by: Staff, hana: Customer, minato: Customer
) -> None:
    batch = taken(by=by, kind="touches", text=LIST)
    touch = Touch.objects.get(customer=minato)
    edit_touch(by=by, touch_id=touch.pk, version=1, values={"line": "別の話"}, now=now())
    batch = take_back(batch, by=by)
    assert batch.result["back"]["counts"] == {"removed": 2, "kept": 1}
    assert list(Touch.objects.all()) == [touch]
    hana.refresh_from_db()
    assert hana.last_touch_at is None
    assert outcomes(checked(by=by, kind="touches", text=LIST)) == ["NEW", "SAME", "NEW"]


def test_what_goes_out_comes_back_as_the_same(by: Staff, hana: Customer, minato: Customer) -> None:
    taken(by=by, kind="touches", text=LIST)
    kind = kind_of("touches")
    rows = [[row.get(field.name, "") for field in kind.fields()] for row in kind.export()]
    text = csv([str(field.label) for field in kind.fields()], *rows)
    assert outcomes(checked(by=by, kind="touches", text=text)) == ["SAME"] * 3
