"""What erasing somebody takes out of the names of files, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from goen.shop.intake.models import Batch
from tests.shop.intake.helpers import taken
from tests.shop.intake.test_erased import erase

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


@pytest.mark.parametrize(
    ("erased", "name", "left"),
    [
        ("2026", "名簿2026年12月小林明子.csv", "名簿2026年12月小林明子.csv"),
        ("12", "名簿2026年12月.csv", "名簿2026年12月.csv"),
        ("小林 明", "名簿2026年12月小林明子.csv", "名簿2026年12月小林明子.csv"),
        ("小林 明", "名簿小林明様.csv", "名簿＊様.csv"),
        ("小林 明", "名簿12月小林明.csv", "名簿12月＊.csv"),
        ("小林 明", "小林　明_契約書.csv", "＊_契約書.csv"),
        ("小林 明", "小林明契約書.csv", "＊契約書.csv"),
        ("小林 明", "小林明一覧.csv", "＊一覧.csv"),
        ("佐藤 あき", "佐藤あきこ.csv", "佐藤あきこ.csv"),
        ("佐藤 あき", "佐藤あきさん.csv", "＊さん.csv"),
        ("ann lee", "joann leeds ann-lee.csv", "joann leeds ＊.csv"),
        ("青葉", "青葉商事.csv 青葉.csv", "青葉商事.csv ＊.csv"),  # 青葉商事 is in the ledger
    ],
)
def test_only_the_name_itself_goes(by: Staff, erased: str, name: str, left: str) -> None:
    people = f"顧客番号,お名前\nE-1,{erased}\nE-2,青葉商事\n"
    batch = taken(by=by, kind="customers", text=people, name=name)
    erase(Customer.objects.get(code="E-1"), by=by)
    assert Batch.objects.get(pk=batch.pk).file_name == left


def test_labels_of_others_stay(by: Staff) -> None:
    batch = taken(by=by, kind="customers", text="顧客番号,お名前\nE-1,小林 明\n")
    kept = ["小林 明子", "I-1 小林明 茶", "株式会社小林明商店", "小林　明", "I-2 小林明様"]
    batch.result = {"taken": {"counts": {"kept": 5}, "kept": kept}}
    batch.save()
    erase(Customer.objects.get(code="E-1"), by=by)
    batch.refresh_from_db()
    assert batch.result["taken"]["kept"] == ["小林 明子", "株式会社小林明商店"]
