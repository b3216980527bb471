"""Products from files: new, known, changed, taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.shop.intake import driving, operations, round_trip
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.queries.rows import page
from goen.shop.sales.models import Product, Sale, Source
from goen.shop.sales.operations import add_product, edit_product
from goen.shop.staff.models import Trail
from goen.shop.ui import search
from goen.shop.ui.clock import now
from tests.shop.intake.found import csv, outcomes, plan, problems
from tests.shop.intake.helpers import checked, take_back, take_over, taken

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db

LIST = csv(
    ["商品コード", "商品名", "分類", "シリーズ", "松竹梅", "価格"],
    ["T-1", "煎茶 松", "茶葉", "煎茶", "松", "￥3,240"],
    ["T-2", "煎茶 竹", "茶葉", "煎茶", "竹", "2160"],
    ["0003", "茶筒", "道具", "", "", ""],
)


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


def said() -> list[tuple[str, str, str | None, int | None, int | None]]:
    rows = Product.objects.live().select_related("category").order_by("pk")
    return [
        (one.code, one.name, one.category and one.category.name, one.grade, one.price)
        for one in rows
    ]


def test_new_products_are_entered_with_all_that_the_file_says(by: Staff) -> None:
    batch = taken(by=by, kind="products", text=LIST)
    assert batch.result["taken"]["counts"]["new"] == 3
    assert said() == [
        ("T-1", "煎茶 松", "茶葉", 3, 3240),
        ("T-2", "煎茶 竹", "茶葉", 2, 2160),
        ("0003", "茶筒", "道具", None, None),
    ]
    row = Trail.objects.get(action="sales.product.added", label="煎茶 竹")
    assert (row.group, row.row) == (batch.group, 3)
    assert [found.kind for found in search.find(query="茶筒")] == ["product"]


def test_the_same_file_again_changes_nothing(by: Staff) -> None:
    taken(by=by, kind="products", text=LIST)
    assert outcomes(checked(by=by, kind="products", text=LIST)) == ["SAME"] * 3


def test_a_product_is_found_by_code_then_by_exact_name(by: Staff) -> None:
    add_product(by=by, values={"code": "T-1", "name": "せん茶"}, now=now())
    named = add_product(by=by, values={"name": "茶筒"}, now=now())
    batch = checked(by=by, kind="products", text=LIST)
    assert outcomes(batch) == ["UPDATE", "NEW", "UPDATE"]
    assert plan(batch)[2]["changes"]["name"] == ["せん茶", "煎茶 松"]
    take_over(batch)
    named.refresh_from_db()
    assert named.code == "0003"


def test_a_name_that_several_have_is_left_to_a_person(by: Staff) -> None:
    first = add_product(by=by, values={"name": "茶筒", "price": 100}, now=now())
    add_product(by=by, values={"name": "茶筒", "price": 200}, now=now())
    batch = checked(by=by, kind="products", text="商品名,価格\n茶筒,300\n")
    assert outcomes(batch) == ["DOUBTFUL"]
    batch = operations.choose(batch_id=batch.pk, row=2, what="TARGET", target=first.pk)
    take_over(batch)
    assert sorted(Product.objects.values_list("price", flat=True)) == [200, 300]


@pytest.mark.parametrize(("blank", "price"), [("keep", 500), ("clear", None)])
def test_empty_cells_keep_or_clear_as_it_was_chosen(
    by: Staff, blank: str, price: int | None
) -> None:
    add_product(by=by, values={"code": "T-1", "name": "煎茶", "price": 500}, now=now())
    text = "商品コード,商品名,価格\nT-1,煎茶 上,\n"
    taken(by=by, kind="products", text=text, blank=blank)
    assert said() == [("T-1", "煎茶 上", None, None, price)]


def test_a_product_stands_once_in_a_file(by: Staff) -> None:
    rows = ["T-1,煎茶,100", "T-1,煎茶,100", "T-1,煎茶,200", ",ほうじ茶,1", ",ほうじ茶,2"]
    text = "\n".join(["商品コード,商品名,価格", *rows])
    batch = checked(by=by, kind="products", text=text)
    assert outcomes(batch) == ["NEW", "SKIP", "ERROR", "NEW", "ERROR"]
    assert [(row, field) for row, field, _level, _words in problems(batch)] == [
        (4, "code"),
        (6, "name"),
    ]


def test_a_refused_cell_keeps_what_is_in_the_ledger(by: Staff) -> None:
    add_product(by=by, values={"code": "T-1", "name": "煎茶", "price": 500}, now=now())
    batch = checked(by=by, kind="products", text="商品コード,商品名,価格\nT-1,新茶,600\n")
    batch = operations.choose(batch_id=batch.pk, row=2, field="price", what="REFUSE")
    take_over(batch)
    assert said() == [("T-1", "新茶", None, None, 500)]


def test_what_was_changed_between_check_and_taking_over_stays(by: Staff) -> None:
    product = add_product(by=by, values={"code": "T-1", "name": "煎茶", "price": 500}, now=now())
    batch = checked(by=by, kind="products", text="商品コード,商品名,価格\nT-1,煎茶,600\n")
    kind = kind_of("products")
    row = plan(batch)[2]
    Product.objects.filter(pk=product.pk).update(price=700)
    tally = kind.take(batch=batch, rows=[row], now=now())
    assert tally.counts.get("kept") == 1
    assert said() == [("T-1", "煎茶", None, None, 700)]


def test_taking_back_removes_the_new_and_returns_the_changed(by: Staff) -> None:
    add_product(by=by, values={"code": "T-1", "name": "せん茶", "price": 500}, now=now())
    batch = taken(by=by, kind="products", text=LIST)
    batch = take_back(batch, by=by)
    assert batch.state == "UNDONE"
    assert said() == [("T-1", "せん茶", None, None, 500)]
    assert not search.find(query="茶筒")


def test_what_was_used_or_changed_since_is_kept_and_told(by: Staff) -> None:
    batch = taken(by=by, kind="products", text=LIST)
    sold, edited, _unused = Product.objects.order_by("pk")
    source = Source.objects.create(name="レジ", key="レジ")
    Sale.objects.create(product=sold, on=date(2026, 1, 5), amount=100, source=source)
    edit_product(by=by, product_id=edited.pk, version=1, values={"price": 9})
    batch = take_back(batch, by=by)
    assert batch.result["back"]["counts"] == {"removed": 1, "back": 0, "kept": 2}
    assert batch.result["back"]["kept"] == ["煎茶 松", "煎茶 竹"]
    assert [name for _code, name, *_rest in said()] == ["煎茶 松", "煎茶 竹"]


def test_a_value_changed_by_hand_after_the_import_stays_when_it_is_taken_back(by: Staff) -> None:
    product = add_product(by=by, values={"code": "T-1", "name": "煎茶", "price": 500}, now=now())
    text = "商品コード,商品名,価格\nT-1,新茶,600\n"
    batch = taken(by=by, kind="products", text=text)
    edit_product(by=by, product_id=product.pk, version=2, values={"price": 650})
    batch = take_back(batch, by=by)
    assert said() == [("T-1", "煎茶", None, None, 650)]
    assert batch.result["back"]["kept"] == ["新茶"]


def test_a_kill_between_steps_loses_and_doubles_nothing(by: Staff) -> None:
    rows = [["商品コード", "商品名"], *([f"P{n:03}", f"品{n}"] for n in range(60))]
    batch = checked(by=by, kind="products", text=csv(*rows))

    def killed(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        driving.take_over(batch_id=batch.pk, clock=now, progress=killed)
    assert 0 < Product.objects.count() < 60
    take_over(batch)
    assert Product.objects.count() == 60
    with pytest.raises(KeyboardInterrupt):
        driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=killed)
    take_back(batch, by=by)
    assert not Product.objects.exists()


def test_two_files_at_once_make_no_twins(by: Staff) -> None:
    first, second = (checked(by=by, kind="products", text=LIST) for _time in range(2))
    take_over(first)
    batch = take_over(second)
    assert (batch.state, batch.counts["SAME"]) == ("APPLIED", 3)
    assert Product.objects.count() == 3


def test_what_goes_out_comes_back_unchanged(by: Staff) -> None:
    taken(by=by, kind="products", text=LIST)
    kind = kind_of("products")
    fields = kind.fields()
    names = [field.name for field in fields]
    heads = [str(field.label) for field in fields]
    out = round_trip.going_out(kind, fields=fields)
    rows = [[str(row.get(name) or "") for name in names] for row in out]
    batch = checked(by=by, kind="products", text=csv(heads, *rows))
    assert set(batch.columns) == set(names)
    assert outcomes(batch) == ["SAME"] * 3
    rows[1][names.index("price")] = ""  # emptied in Excel
    batch = checked(by=by, kind="products", text=csv(heads, *rows))
    assert plan(batch)[3]["changes"] == {"price": ["2160", ""]}


@pytest.mark.parametrize("name", ['煎茶 "松", 上', "煎茶\n上", "=1+1", "'; DROP TABLE x; --", "🍵"])
def test_hostile_names_are_names(by: Staff, name: str) -> None:
    text = csv(["商品コード", "商品名"], ["T-1", name])
    taken(by=by, kind="products", text=text)
    assert outcomes(checked(by=by, kind="products", text=text)) == ["SAME"]
    assert Product.objects.count() == 1


def test_a_doubtful_row_offers_products_of_its_code_and_like_names(by: Staff) -> None:
    made = {}
    for code, name, price in (
        ("T-1", "煎茶", 1200),
        ("T-2", "煎茶", 2400),
        ("4901234567894", "玉露", None),
        ("T-4", "煎茶 ティーバッグ", 600),
        ("T-5", "羊羹", 980),
    ):
        asked = {"code": code, "name": name, "price": price}
        made[code] = add_product(by=by, values=asked, now=now())
    batch = checked(by=by, kind="products", text=csv(["商品名", "価格"], ["煎茶", "1300"]))
    assert outcomes(batch) == ["DOUBTFUL"]
    (row,) = page(batch, by=batch.by, show="doubtful").rows
    assert [(one.id, one.detail) for one in row.candidates] == [
        (made["T-1"].pk, "T-1・1,200円"),
        (made["T-2"].pk, "T-2・2,400円"),
        (made["T-4"].pk, "T-4・600円"),
    ]
    batch = operations.choose(batch_id=batch.pk, row=2, what="TARGET", target=made["T-2"].pk)
    assert plan(batch)[2]["target"] == made["T-2"].pk
    kind = kind_of("products")
    like = kind.candidates(texts={"name": "羊羹セット", "code": "４９０１２３４５６７８９４"})
    assert {one.label for one in like} == {"玉露", "羊羹"}
    assert kind.candidates(texts={"price": "12"}) == []
