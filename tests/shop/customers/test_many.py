from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goen.shop.customers import operations
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import _trail
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.undo import NothingToUndo, undo
from goen.shop.ui import search
from tests.shop.customers.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    Enter = Callable[..., Customer]


@pytest.fixture
def many(enter: Enter, people: dict[str, Staff]) -> list[int]:
    """Thirty customers of two owners, one in two with a tag."""
    owners = (people["STAFF"], people["CLERK"])
    return [
        enter(
            code=f"M-{n}",
            name=f"大勢 {n}",
            owner=owners[n % 2].pk,
            tags=["贈答"] if n % 2 else [],
            phones=[],
            emails=[],
        ).pk
        for n in range(30)
    ]


def _owners() -> list[int | None]:
    return list(Customer.objects.order_by("pk").values_list("owner_id", flat=True))


def _tags() -> list[list[str]]:
    return [
        sorted(customer.tags.values_list("name", flat=True))
        for customer in Customer.objects.order_by("pk")
    ]


@pytest.mark.parametrize("count", [3, 30])
def test_assigning_is_undone_exactly(many: list[int], people: dict[str, Staff], count: int) -> None:
    by, before = people["MANAGER"], _owners()
    group = operations.assign_owner(by=by, customer_ids=many[:count], owner=by, now=NOW)
    assert _owners()[:count] == [by.pk] * count
    done = undo(by=by, group=group, now=NOW)
    assert (_owners(), done.objects, list(done.kept)) == (before, count, [])
    with pytest.raises(NothingToUndo):
        undo(by=by, group=group, now=NOW)


@pytest.mark.parametrize("count", [3, 30])
def test_tagging_is_undone_exactly(many: list[int], people: dict[str, Staff], count: int) -> None:
    by, before = people["MANAGER"], _tags()
    group = operations.tag_customers(
        by=by, customer_ids=many[:count], add=["年賀"], remove=["贈答"], now=NOW
    )
    assert _tags()[:count] == [["年賀"]] * count
    undo(by=by, group=group, now=NOW)
    assert _tags() == before


@pytest.mark.parametrize("count", [3, 30])
def test_the_trash_is_undone_exactly(many: list[int], people: dict[str, Staff], count: int) -> None:
    by = people["MANAGER"]
    group = operations.trash_customers(by=by, customer_ids=many[:count], now=NOW)
    assert Customer.objects.live().count() == 30 - count
    assert search.find(query="大勢 1", kinds=["customer"]) or count == 30
    undo(by=by, group=group, now=NOW)
    assert Customer.objects.live().count() == 30
    assert search.find(query="大勢", kinds=["customer"], limit=50)


def test_what_changed_since_stays_when_many_are_undone(
    many: list[int], people: dict[str, Staff]
) -> None:
    by = people["MANAGER"]
    group = operations.assign_owner(by=by, customer_ids=many, owner=by, now=NOW)
    operations.assign_owner(by=by, customer_ids=many[:1], owner=people["VIEWER"], now=NOW)
    done = undo(by=by, group=group, now=NOW)
    assert (done.objects, list(done.kept)) == (29, ["大勢 0"])
    assert Customer.objects.get(pk=many[0]).owner == people["VIEWER"]


def test_each_customer_has_its_row_on_the_trail(many: list[int], people: dict[str, Staff]) -> None:
    group = operations.assign_owner(
        by=people["MANAGER"], customer_ids=many, owner=people["STAFF"], now=NOW
    )
    rows = Trail.objects.filter(group=group)
    assert rows.count() == 15  # the other half had that owner already
    assert {row.changes[0]["from"] for row in rows} == {people["CLERK"].pk}


def test_who_edits_one_of_the_many_is_told(many: list[int], people: dict[str, Staff]) -> None:
    operations.tag_customers(by=people["MANAGER"], customer_ids=many, add=["年賀"], now=NOW)
    with pytest.raises(operations.SomeoneSavedFirst):
        operations.update_customer(
            by=people["STAFF"], customer_id=many[0], version=1, values={"memo": "a"}, now=NOW
        )


def test_questions_grow_by_chunks_not_by_customers(
    many: list[int], people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_trail, "CHUNK", 10)
    with CaptureQueriesContext(connection) as ten:
        operations.assign_owner(
            by=people["MANAGER"], customer_ids=many[:10], owner=people["MANAGER"], now=NOW
        )
    with CaptureQueriesContext(connection) as twenty:
        operations.assign_owner(
            by=people["MANAGER"], customer_ids=many[10:], owner=people["MANAGER"], now=NOW
        )
    assert len(twenty) <= 2 * len(ten)
