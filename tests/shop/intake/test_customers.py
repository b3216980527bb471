"""Customers from files: new, known, doubtful, changed, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer, update_customer
from goen.shop.customers.snapshot import snapshot
from goen.shop.intake import driving, operations, round_trip
from goen.shop.intake.kinds import kind_of
from goen.shop.staff.models import Trail
from goen.shop.ui import search
from goen.shop.ui.clock import now, today
from tests.shop.intake.found import csv, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db

HEADER = [
    "顧客番号",
    "氏名",
    "フリガナ",
    "電話番号",
    "携帯",
    "メール",
    "郵便番号",
    "住所",
    "生年月日",
    "タグ",
]
LIST = csv(
    HEADER,
    ["K-1", "山田 花子", "ヤマダ ハナコ", "0258-32-1234", "090-1234-5678", "hana@example.jp",
     "940-0062", "新潟県長岡市大手通2-3-5 みどりビル201号室", "昭和35年2月29日", "茶会、お得意"],
    ["K-2", "株式会社みなと商店", "", "03-1234-5678", "", "", "100-0001", "東京都千代田区千代田1-1",
     "", ""],
    ["0003", "佐藤 一郎", "サトウ イチロウ", "", "", "", "", "", "", "お得意"],
)  # fmt: skip


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


def of(code: str) -> Customer:
    return Customer.objects.get(code=code)


def test_new_customers_are_entered_with_all_that_the_file_says(by: Staff) -> None:
    batch = taken(by=by, kind="customers", text=LIST)
    assert batch.result["taken"]["counts"] == {"new": 3, "kept": 0}
    said = snapshot(of("K-1"))
    assert said["birthday"] == "1960-02-29"
    assert said["tags"] == ["お得意", "茶会"]
    assert [(one["label"], one["number"], one["primary"]) for one in said["phones"]] == [
        ("", "0258-32-1234", True),
        ("携帯", "090-1234-5678", False),
    ]
    (place,) = said["addresses"]
    assert (place["prefecture"], place["city"], place["street"], place["building"]) == (
        "新潟県",
        "長岡市",
        "大手通2-3-5",
        "みどりビル201号室",
    )
    assert of("K-2").is_company
    assert of("0003").kana_key
    row = Trail.objects.get(action="customers.customer.created", label="佐藤 一郎")
    assert (row.group, row.row) == (batch.group, 4)
    assert [found.object_id for found in search.find(query="大手通")] == [of("K-1").pk]


def test_entering_in_bulk_is_entering_one_by_one(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    for code in ("K-1", "K-2"):
        values = {**snapshot(of(code)), "code": f"{code}x"}
        one = create_customer(by=by, values=values, now=now())
        assert snapshot(one) == values
        trail = Trail.objects.filter(action="customers.customer.created").order_by("pk")
        assert {c["field"] for c in trail.get(object_id=one.pk).changes} == {
            c["field"] for c in trail.get(object_id=of(code).pk).changes
        }


def test_the_same_file_again_changes_nothing(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    assert outcomes(checked(by=by, kind="customers", text=LIST)) == ["SAME"] * 3
    without = LIST.replace('"K-1"', '""').replace('"K-2"', '""').replace('"0003"', '""')
    assert outcomes(checked(by=by, kind="customers", text=without)) == ["SAME"] * 3


def test_changes_are_shown_and_refused_cell_by_cell(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    changed = LIST.replace("0258-32-1234", "0258-99-9999").replace("茶会、お得意", "茶会")
    batch = checked(by=by, kind="customers", text=changed)
    assert outcomes(batch) == ["UPDATE", "SAME", "SAME"]
    assert plan(batch)[2]["changes"] == {
        "phone": ["0258-32-1234", "0258-99-9999"],
        "tags": ["お得意、茶会", "茶会"],
    }
    batch = operations.choose(batch_id=batch.pk, row=2, field="tags", what="REFUSE")
    take_over(batch)
    said = snapshot(of("K-1"))
    assert said["tags"] == ["お得意", "茶会"]
    assert [one["number"] for one in said["phones"]] == ["0258-99-9999", "090-1234-5678"]


def test_empty_cells_keep_or_clear(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    empty = csv(["顧客番号", "氏名", "メール", "タグ"], ["K-1", "山田 花子", "", ""])
    assert outcomes(checked(by=by, kind="customers", text=empty)) == ["SAME"]
    take_over(checked(by=by, kind="customers", text=empty, blank="clear"))
    said = snapshot(of("K-1"))
    assert (said["emails"], said["tags"]) == ([], [])
    assert said["phones"]


def test_doubtful_rows_wait_for_a_person(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    batch = checked(
        by=by,
        kind="customers",
        text=csv(
            ["顧客番号", "氏名", "電話番号", "郵便番号"],
            ["K-1", "田中 次郎", "", ""],  # the number of somebody else
            ["", "佐藤 一郎", "03-9999-0000", ""],  # nothing tells whether it is he
            ["K-9", "山田 花子", "0258-32-1234", ""],  # the same but for the number
            ["", "山田 花子", "", "100-0001"],
            ["", "鈴木 三郎", "0258-32-1234", ""],  # lives there too
        ),
    )
    assert outcomes(batch) == ["DOUBTFUL", "DOUBTFUL", "DOUBTFUL", "DOUBTFUL", "NEW"]
    assert plan(batch)[3]["target"] == of("0003").pk
    assert "佐藤 一郎" in plan(batch)[3]["why"]
    operations.choose(batch_id=batch.pk, row=3, what="TARGET", target=of("0003").pk)
    operations.choose(batch_id=batch.pk, row=4, what="NEW")
    batch = operations.choose(batch_id=batch.pk, row=2, what="SKIP")
    assert outcomes(batch) == ["SKIP", "UPDATE", "NEW", "DOUBTFUL", "NEW"]
    take_over(batch)
    assert snapshot(of("0003"))["phones"][0]["number"] == "03-9999-0000"
    assert Customer.objects.count() == 5


def test_several_of_the_same_name_are_told_apart_by_what_is_exactly_the_same(by: Staff) -> None:
    two = csv(["氏名", "電話番号"], ["田中 一郎", "03-1111-1111"], ["田中 一郎", "03-2222-2222"])
    taken(by=by, kind="customers", text=two)
    assert Customer.objects.count() == 2
    assert outcomes(checked(by=by, kind="customers", text=two)) == ["SAME", "SAME"]


def test_a_customer_stands_once_in_a_file(by: Staff) -> None:
    text = csv(
        ["顧客番号", "氏名", "電話番号"],
        ["K-1", "山田 花子", "03-1111-1111"],
        ["K-1", "山田 花子", "03-1111-1111"],
        ["K-1", "山田 花子", "03-2222-2222"],
        ["", "佐藤 一郎", "03-3333-3333"],
        ["", "佐藤 一郎", "03-3333-3333"],
    )
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["NEW", "SKIP", "ERROR", "NEW", "SKIP"]
    assert [(row, field) for row, field, *_ in problems(batch)] == [(4, "code")]


def test_lost_zeros_are_mended_together_and_my_numbers_are_refused(by: Staff) -> None:
    text = csv(
        ["氏名", "電話番号", "郵便番号", "メモ"],
        ["山田 花子", "258321234", "640801", ""],
        ["佐藤 一郎", "9012345678", "", "マイナンバー 123456789018"],
        ["鈴木 三郎", "312345678", "", ""],
    )
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["NEW", "ERROR", "NEW"]
    words = {words for _row, field, _level, words in problems(batch) if field == "phone"}
    assert len(words) == 1
    batch, count = operations.accept_alike(batch_id=batch.pk, field="phone", words=words.pop())
    assert count == 3
    take_over(batch)
    assert snapshot(Customer.objects.get(name="山田 花子"))["phones"][0]["number"] == "0258-32-1234"


HOSTILE = (
    '株式会社"甲"',
    "甲,乙 株式会社",
    "株式会社 丙\n丁",
    "=HYPERLINK(1)",
    "'甲'; DROP TABLE x",
)


def test_names_with_commas_quotes_and_line_ends_are_never_mixed_up(by: Staff) -> None:
    rows = [[name, f"03-1234-{n:04}"] for n, name in enumerate(HOSTILE)]
    text = csv(["会社名", "電話番号"], *rows)
    taken(by=by, kind="customers", text=text)
    assert {" ".join(name.split()) for name in HOSTILE} == set(
        Customer.objects.values_list("name", flat=True)
    )
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["SAME"] * len(HOSTILE)
    near = [["甲", "03-1234-0000"], ["株式会社乙", "03-1234-0001"]]
    found = checked(by=by, kind="customers", text=csv(["会社名", "電話番号"], *near))
    assert outcomes(found) == ["DOUBTFUL", "NEW"]
    others = [
        ["甲", "03-9999-0000"],
        ["乙 株式会社", "03-1234-0001"],
        ["株式会社丙", "03-1234-0002"],
    ]
    found = checked(by=by, kind="customers", text=csv(["会社名", "電話番号"], *others))
    assert outcomes(found) == ["NEW", "NEW", "NEW"]


def test_head_offices_are_found_by_their_numbers(by: Staff) -> None:
    text = csv(
        ["顧客番号", "会社名", "親コード"],
        ["H", "株式会社みなと", ""],
        ["B", "株式会社みなと長岡支店", "H"],
        ["C", "株式会社みなと柏崎支店", "Z"],
    )
    batch = checked(by=by, kind="customers", text=text)
    assert outcomes(batch) == ["NEW", "NEW", "ERROR"]
    batch = take_over(batch)
    assert of("B").parent == of("H")
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["SAME", "SAME", "ERROR"]
    take_back(batch, by=by)
    assert not Customer.objects.exists()


def test_an_import_is_taken_back_but_for_what_people_did_since(by: Staff) -> None:
    create_customer(by=by, values={"name": "木村 四郎", "code": "K-7"}, now=now())
    more = csv(["顧客番号", "氏名", "電話番号"], ["K-7", "木村 四郎", "03-7777-7777"])
    batch = taken(by=by, kind="customers", text=LIST)
    second = taken(by=by, kind="customers", text=more)
    assert second.result["taken"]["counts"]["update"] == 1
    update_customer(
        by=by, customer_id=of("K-1").pk, version=1, values={"memo": "電話あり"}, now=now()
    )
    batch = take_back(batch, by=by)
    assert batch.result["back"] == {
        "counts": {"removed": 2, "back": 0, "kept": 1},
        "kept": ["山田 花子"],
    }
    assert set(Customer.objects.values_list("code", flat=True)) == {"K-1", "K-7"}
    assert not search.find(query="みなと商店")
    take_back(second, by=by)
    assert snapshot(of("K-7"))["phones"] == []
    assert outcomes(checked(by=by, kind="customers", text=LIST)) == ["SAME", "NEW", "NEW"]


def test_what_somebody_saved_meanwhile_is_not_overwritten_unseen(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    changed = LIST.replace("0258-32-1234", "0258-99-9999")
    batch = checked(by=by, kind="customers", text=changed)
    kind = kind_of("customers")
    (row,) = (row for row in plan(batch).values() if row["outcome"] == "UPDATE")
    update_customer(by=by, customer_id=of("K-1").pk, version=1, values={"memo": "新"}, now=now())
    tally = kind.take(batch=batch, rows=[row], now=now())
    assert (tally.counts["update"], tally.kept) == (0, ["山田 花子"])
    assert of("K-1").phones.first().number == "0258-32-1234"  # type: ignore[union-attr]


def test_a_kill_between_steps_loses_nothing_and_doubles_nothing(
    by: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind_of("customers"), "most", 7, raising=False)
    rows = [[f"N{n:03}", f"名前{n} 太郎", f"03-1000-{n:04}"] for n in range(60)]
    batch = checked(by=by, kind="customers", text=csv(["顧客番号", "氏名", "電話番号"], *rows))

    class Killed(Exception):
        pass

    def kill(done: int, _total: int) -> None:
        if done:
            raise Killed

    for _ in range(3):
        with pytest.raises(Killed):
            driving.take_over(batch_id=batch.pk, clock=now, progress=kill)
    batch = take_over(batch)
    assert Customer.objects.count() == 60
    with pytest.raises(Killed):
        driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=kill)
    take_back(batch, by=by)
    assert not Customer.objects.exists()


def test_what_goes_out_comes_back_as_the_same(by: Staff) -> None:
    taken(by=by, kind="customers", text=LIST)
    kind = kind_of("customers")
    fields = [field for field in kind.fields() if field.name != round_trip.MARKS]
    rows = [[row.get(field.name, "") for field in fields] for row in kind.export()]
    text = csv([str(field.label) for field in fields], *rows)
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["SAME"] * 3


def test_days_to_come_are_no_birthdays(by: Staff) -> None:
    text = csv(["氏名", "生年月日"], ["山田 花子", f"{today().year + 1}/1/1"])
    assert outcomes(checked(by=by, kind="customers", text=text)) == ["ERROR"]
