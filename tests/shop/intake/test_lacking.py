"""What went out in Shift_JIS comes back unchanged, whatever Shift_JIS lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from goen.shop.customers.models import Customer
from goen.shop.intake import outgoing
from goen.shop.intake.kinds import kind_of
from goen.shop.sales.models import Sale
from tests.shop.intake.found import plan
from tests.shop.intake.helpers import checked, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

NAMES = ["𠮷野　花子", "１−１〜茶房", "①番　一郎", "髙﨑　凪", "関\u200b　森"]
FILES = {
    "customers": "顧客番号,お名前,住所,メモ\n"
    + "".join(f"C-{n},{name},東京都港区1−{n},{name}〜\n" for n, name in enumerate(NAMES)),
    "products": "商品コード,商品名,分類,価格\n"
    + "".join(f"T-{n},{name},𠮷野〜,1296\n" for n, name in enumerate(NAMES)),
    "sales": "日付,会員番号,氏名,商品名,店舗,金額\n"
    + "".join(
        f"2025/5/{n + 1},C-{n},{name},茶〜{name},𠮷野店,100\n" for n, name in enumerate(NAMES)
    ),
    "touches": "日時,顧客番号,内容\n"
    + "".join(f"2025/5/{n + 1} 10:00,C-{n},{name[:2]}〜お電話\n" for n, name in enumerate(NAMES)),
    "invoices": "請求書番号,取引先,発行日,品名,数量,単価,金額\n"
    + "".join(f"I-{n},{name},2025/5/1,茶〜{name},1,100,100\n" for n, name in enumerate(NAMES)),
}


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with translation.override("ja"):
        yield


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def went_out(kind: str, *, by: Staff, to: Path) -> bytes:
    outgoing.write(kind_of(kind), to=to, form="cp932", by=by)
    return to.read_bytes()


def found(batch: Batch) -> Mapping[str, int]:
    return {name: count for name, count in batch.counts.items() if count and name.isupper()}


@pytest.mark.parametrize("kind", list(FILES))
def test_what_went_out_is_unchanged(by: Staff, tmp_path: Path, kind: str) -> None:
    if kind == "touches":
        taken(by=by, kind="customers", text=FILES["customers"])
    taken(by=by, kind=kind, text=FILES[kind])
    whole = went_out(kind, by=by, to=tmp_path / "out.csv")
    assert "𠮷" not in whole.decode("cp932")
    batch = checked(by=by, kind=kind, text=whole)
    assert batch.grid["encoding"] == "cp932"
    outcomes = {one["outcome"] for one in plan(batch).values()}
    assert outcomes == {"SAME"}


def test_what_was_changed_is_changed(by: Staff, tmp_path: Path) -> None:
    taken(by=by, kind="customers", text=FILES["customers"])
    text = went_out("customers", by=by, to=tmp_path / "out.csv").decode("cp932")
    changed = text.replace("吉野 花子", "吉野 華子", 1)
    assert changed != text
    batch = checked(by=by, kind="customers", text=changed.encode("cp932"))
    assert batch.counts["UPDATE"] == 1
    one = next(one for one in plan(batch).values() if one["outcome"] == "UPDATE")
    assert set(one["changes"]) == {"name"}
    assert Customer.objects.count() == len(NAMES)
    assert not Sale.objects.exists()
