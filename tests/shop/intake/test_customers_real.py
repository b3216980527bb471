"""Customers of public files: people of a chain of shops, organisations, people in English."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from tests.shop.intake.found import outcomes, problems
from tests.shop.intake.helpers import checked, take_back, take_over

if TYPE_CHECKING:
    from pathlib import Path

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff

pytestmark = pytest.mark.django_db
FEW = 400  # rows of each file: the bench takes in all


@pytest.fixture
def by(people: dict[str, Staff]) -> Staff:
    """Who brings the files."""
    return people["PRESIDENT"]


def head_of(path: Path, *, encoding: str) -> bytes:
    with path.open(encoding=encoding, newline="") as lines:
        return "".join(islice(lines, FEW + 2)).encode(encoding)


def there_and_back(batch: Batch, *, by: Staff, **given: object) -> set[str]:
    """Take it in, see that the same file changes nothing, and take it out again."""
    batch = take_over(batch)
    names = set(Customer.objects.values_list("name", flat=True))
    again = checked(by=by, kind="customers", **given)  # type: ignore[arg-type]
    assert set(outcomes(again)) <= {"SAME", "SKIP", "ERROR"}
    take_back(batch, by=by)
    assert not Customer.objects.exists()
    return names


def test_the_members_of_a_chain_of_shops(by: Staff, shared_data: Path) -> None:
    text = head_of(shared_data / "jp_100knocks" / "customer.csv", encoding="utf-8-sig")
    batch = checked(by=by, kind="customers", text=text, name="customer.csv")
    assert {"code", "name", "birthday", "postal_code", "address"} <= set(batch.columns)
    assert set(outcomes(batch)) == {"NEW"}
    take_over(batch)
    place = Customer.objects.get(code="CS021313000114").addresses.get()
    assert (place.prefecture, place.city) == ("神奈川県", "伊勢原市")
    again = checked(by=by, kind="customers", text=text, name="customer.csv")
    assert set(outcomes(again)) == {"SAME"}
    take_back(batch, by=by)
    assert not Customer.objects.exists()


def test_organisations_with_corporate_numbers(by: Staff, shared_data: Path) -> None:
    path = shared_data / "jp_edinet" / "EdinetcodeDlInfo_20220221_cp932_corp.csv"
    given = {
        "text": head_of(path, encoding="cp932"),
        "name": "organisations.csv",
        "columns": {"code": 0, "name": 6, "kana": 8, "address": 9, "corporate_number": 12},
        "blank": "keep",
        "key": "code",
    }
    batch = checked(by=by, kind="customers", **given)  # type: ignore[arg-type]
    assert "NEW" in outcomes(batch)
    assert {field for _row, field, level, _words in problems(batch) if level == "ERROR"} <= {
        "corporate_number", "code",
    }  # fmt: skip
    assert "株式会社 サカタのタネ" in there_and_back(batch, by=by, **given)


def test_people_whose_names_stand_in_two_columns(by: Staff, shared_data: Path) -> None:
    path = shared_data / "febrl" / "dataset1.csv"
    given = {
        "text": head_of(path, encoding="utf-8"),
        "name": "people.csv",
        "columns": {"code": 0, "given_name": 1, "family_name": 2, "street": 4, "city": 6},
    }
    batch = checked(by=by, kind="customers", **given)  # type: ignore[arg-type]
    assert outcomes(batch).count("NEW") > FEW // 2
    assert "berry lachlan" in there_and_back(batch, by=by, **given)
