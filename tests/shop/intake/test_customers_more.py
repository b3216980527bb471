"""Customers from files: own fields, refusals, those who left, and who may not be entered so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.consent.models import Consent, Standing
from goen.shop.consent.operations import refuse
from goen.shop.customers.desk import erase
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.customers.operations.purge import purge
from goen.shop.customers.snapshot import snapshot
from goen.shop.fields.operations import propose_field
from goen.shop.intake import round_trip
from goen.shop.intake.kinds import kind_of
from goen.shop.staff.trail import new_group
from goen.shop.ui.clock import now, today
from tests.shop.intake.found import csv, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.fields.models import OwnField
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


def own(by: Staff, label: str, kind: str, *choices: str, **asked: object) -> OwnField:
    asked = {"label": label, "kind": kind, **asked}
    return propose_field(by=by, asked=asked, choices=choices, today=today())


def test_own_fields_come_in_go_out_and_are_taken_back(by: Staff) -> None:
    fields = [
        own(by, "好きなお茶", "TEXT"),
        own(by, "ご予算", "YEN"),
        own(by, "会員ランク", "CHOICE", "金", "銀"),
        own(by, "趣味", "CHOICES", "茶道", "俳句", "旅"),
        own(by, "DM希望日", "DATE"),
        own(by, "来店あり", "YES_NO"),
        own(by, "家族の人数", "NUMBER"),
    ]
    head = ["顧客番号", "氏名", *(field.label for field in fields)]
    said = ["K-1", "山田 花子", "煎茶", "￥3,000", "金", "旅、茶道", "令和8年1月5日", "はい", "3.5"]
    text = csv(head, said, ["K-2", "佐藤 一郎", "", "", "銅", "", "", "", ""])
    batch = taken(by=by, kind="customers", text=text)
    assert [(row, field) for row, field, *_ in problems(checked_again(by, text))] == [
        (3, fields[2].input_name)
    ]
    values = snapshot(Customer.objects.get())["sections"]["fields"]
    assert [values[field.input_name] for field in fields] == [
        "煎茶", 3000, "金", ["茶道", "旅"], "2026-01-05", True, 3.5,
    ]  # fmt: skip
    assert outcomes(checked_again(by, text)) == ["SAME", "ERROR"]
    kind = kind_of("customers")
    out = [field for field in kind.fields() if field.name != round_trip.MARKS]
    rows = [[row.get(field.name, "") for field in out] for row in kind.export()]
    assert outcomes(checked_again(by, csv([str(one.label) for one in out], *rows))) == ["SAME"]
    changed = csv(head[:3], ["K-1", "山田 花子", "玉露"])
    second = checked_again(by, changed)
    assert plan(second)[2]["changes"] == {fields[0].input_name: ["煎茶", "玉露"]}
    second = take_over(second)
    assert snapshot(Customer.objects.get())["sections"]["fields"][fields[0].input_name] == "玉露"
    take_back(second, by=by)
    assert snapshot(Customer.objects.get())["sections"]["fields"][fields[0].input_name] == "煎茶"
    take_back(batch, by=by)
    assert not Customer.objects.exists()


def checked_again(by: Staff, text: str) -> Batch:
    return checked(by=by, kind="customers", text=text)


def test_a_field_that_has_to_be_there_at_once_stops_new_customers_alone(by: Staff) -> None:
    create_customer(by=by, values={"name": "山田 花子", "code": "K-1"}, now=now())
    field = own(by, "会員ランク", "TEXT", required=True, when="AT_ONCE")
    text = csv(["顧客番号", "氏名"], ["K-1", "山田 花子"], ["K-2", "佐藤 一郎"])
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["SAME", "ERROR"]
    assert [field for _row, field, *_ in problems(batch)] == [field.input_name]


def test_sensitive_fields_are_not_entered_by_everybody(by: Staff, people: dict[str, Staff]) -> None:
    own(by, "健康", "TEXT", sensitive=True)
    text = csv(["氏名", "健康"], ["山田 花子", "元気"])
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["NEW"]
    assert outcomes(checked(by=people["STAFF"], kind="customers", text=text)) == ["ERROR"]


def test_refusals_come_in_and_permission_never_does(by: Staff) -> None:
    text = csv(
        ["顧客番号", "氏名", "メール", "メール不可", "電話番号", "電話不可"],
        ["K-1", "山田 花子", "hana@example.jp", "不可", "03-1111-1111", ""],
        ["K-2", "佐藤 一郎", "ichi@example.jp", "可", "03-2222-2222", "×"],
    )
    taken(by=by, kind="customers", text=text)
    assert list(Consent.objects.values_list("customer__code", "channel", "given")) == [
        ("K-1", "mail", False)
    ]
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["SAME", "SAME"]


def test_refused_addresses_stay_refused_for_whoever_comes_with_them(by: Staff) -> None:
    emails = [{"address": "hana@example.jp"}]
    one = create_customer(by=by, values={"name": "山田 花子", "emails": emails}, now=now())
    refuse(by=by, customer_id=one.pk, channels=["mail"], day=today(), way="FACE")
    purge([one.pk], now=now())
    text = csv(["氏名", "メール"], ["山田 花子", "Hana@example.jp"], ["佐藤", "s@example.jp"])
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["NEW", "NEW"]
    assert [(row, field, level) for row, field, level, _ in problems(batch)] == [
        (2, "email", "WARNING")
    ]
    batch = take_over(batch)
    again = Customer.objects.get(name="山田 花子")
    assert Standing.objects.get(customer=again, purpose=None).allowed is False
    assert not Standing.objects.exclude(customer=again).exists()
    take_back(batch, by=by)
    assert not Customer.objects.exists()


def test_the_erased_are_not_filled_again(by: Staff) -> None:
    one = create_customer(by=by, values={"name": "山田 花子", "code": "K-1"}, now=now())
    erase(by, one, now(), new_group())
    text = csv(["Goen番号", "氏名", "メモ"], [str(one.pk), "山田 花子", "元どおり"])
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["ERROR"]


def test_customers_are_found_by_the_key_that_was_chosen(by: Staff) -> None:
    field = own(by, "旧番号", "TEXT")
    sections = {"fields": {field.input_name: "A-77"}}
    values = {"name": "山田 花子", "emails": [{"address": "h@example.jp"}], "sections": sections}
    one = create_customer(by=by, values=values, now=now())
    for head, cell, key in (
        ("メール", "H@example.jp", "email"),
        ("旧番号", "ａ-77", field.input_name),
    ):
        text = csv([head, "氏名", "メモ"], [cell, "山田花子様", "新しい"])
        batch = checked(by=by, kind="customers", text=text, key=key)
        assert [row["target"] for row in plan(batch).values()] == [one.pk]
        assert outcomes(batch) == ["UPDATE"]
