"""What was emptied in Excel, though it cannot be empty, is told; never silently nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.utils import translation

from goen.shop.customers.models import Customer
from goen.shop.intake import outgoing
from goen.shop.intake.kinds import kind_of
from goen.shop.sales.models import Product
from tests.shop.intake.found import plan, problems
from tests.shop.intake.helpers import checked, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with translation.override("ja"):
        yield


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def edited(kind: str, *, by: Staff, to: Path, cells: dict[tuple[int, str], Any]) -> Batch:
    """A workbook that went out and comes back with some cells changed: (row, header) → value."""
    outgoing.write(kind_of(kind), to=to, form="xlsx", by=by)
    book = openpyxl.load_workbook(to)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    for (row, name), value in cells.items():
        sheet.cell(row, head.index(name) + 1).value = value
    whole = io.BytesIO()
    book.save(whole)
    return checked(by=by, kind=kind, text=whole.getvalue(), name="back.xlsx")


@pytest.mark.parametrize("emptied", [None, "=1+1"])
def test_a_name_that_was_emptied_is_an_error(by: Staff, tmp_path: Path, emptied: str) -> None:
    taken(by=by, kind="customers", text="顧客番号,お名前,メモ\nC-1,青木,茶\nC-2,伊藤,紅茶\n")
    cells = {(2, "名前"): emptied, (3, "メモ"): None}
    batch = edited("customers", by=by, to=tmp_path / "out.xlsx", cells=cells)
    assert [one["outcome"] for one in plan(batch).values()] == ["ERROR", "UPDATE"]
    [(row, field, level, words)] = problems(batch)
    assert (row, field, level) == (2, "name", "ERROR")
    assert "空" in words
    take_over(batch)
    assert set(Customer.objects.values_list("name", "memo")) == {("青木", "茶"), ("伊藤", "")}


def test_the_name_of_a_product_too(by: Staff, tmp_path: Path) -> None:
    taken(by=by, kind="products", text="商品コード,商品名,価格\nT-1,煎茶,100\nT-2,番茶,200\n")
    cells = {(2, "商品"): None, (3, "価格"): None}
    batch = edited("products", by=by, to=tmp_path / "out.xlsx", cells=cells)
    assert [one["outcome"] for one in plan(batch).values()] == ["ERROR", "UPDATE"]
    take_over(batch)
    assert set(Product.objects.values_list("name", "price")) == {("煎茶", 100), ("番茶", None)}


def test_what_stays_though_it_was_emptied_is_told(by: Staff, tmp_path: Path) -> None:
    taken(by=by, kind="customers", text="顧客番号,お名前,DM不可\nC-1,青木,不可\nC-2,伊藤,\n")
    kind = next(str(one.label) for one in kind_of("customers").fields() if one.name == "kind")
    post = next(str(one.label) for one in kind_of("customers").fields() if one.name == "no_post")
    cells = {(2, post): None, (3, kind): None}
    batch = edited("customers", by=by, to=tmp_path / "out.xlsx", cells=cells)
    told = {(row, field, level) for row, field, level, _words in problems(batch)}
    assert told == {(2, "no_post", "WARNING"), (3, "kind", "WARNING")}
    assert batch.counts["SAME"] == 2
