"""Where a value came from: the file and the row, in the history and in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.history import of_customer
from goen.shop.customers.models import Customer
from goen.shop.staff import origin
from goen.shop.staff.origin import Origin, origins_of
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from uuid import UUID

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from goen.shop.staff.models import Staff, Trail

pytestmark = pytest.mark.django_db
FILE = "顧客,一覧 <2026>.xlsx"
WORDS = "取り込み：顧客,一覧 &lt;2026&gt;.xlsx 128行目"
PAGE = "/intake/7/"


class Files:
    """A room that reads files in: it knows its groups, and how often it was asked."""

    def __init__(self) -> None:
        self.known: dict[UUID, Origin] = {}
        self.asked: list[set[UUID]] = []

    def __call__(self, groups: Collection[UUID]) -> Mapping[UUID, Origin]:
        self.asked.append(set(groups))
        return {group: self.known[group] for group in groups if group in self.known}


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    found = Files()
    monkeypatch.setattr(origin, "_SOURCES", [])
    origin.register(found)
    return found


@pytest.fixture
def customer() -> Customer:
    return Customer.objects.create(kind="PERSON", name="関 凪")


def _changed(customer: Customer, by: Staff, group: UUID, row: int | None) -> Trail:
    return record(
        by=by,
        action="customers.customer.updated",
        subject=Subject.of(customer),
        changes=[{"field": "memo", "from": None, "to": f"{row}"}],
        group=group,
        row=row,
    )


def test_each_row_of_the_trail_has_its_file_and_row_with_one_question(
    people: dict[str, Staff], customer: Customer, files: Files
) -> None:
    first, second, by_hand = new_group(), new_group(), new_group()
    files.known = {first: Origin(FILE, PAGE), second: Origin("b.csv", "/intake/8/")}
    groups = {by_hand: None, first: 128, second: 3}
    rows = [_changed(customer, people["CLERK"], group, row) for group, row in groups.items()]
    rows.append(_changed(customer, people["CLERK"], new_group(), 9))  # nobody knows it
    found = origins_of(rows)
    assert {pk: (one.origin.label, one.row) for pk, one in found.items()} == {
        rows[1].pk: (FILE, 128),
        rows[2].pk: ("b.csv", 3),
    }
    assert len(files.asked) == 1
    assert by_hand not in files.asked[0]


def test_nobody_is_asked_when_nothing_came_from_a_file(
    people: dict[str, Staff],
    customer: Customer,
    files: Files,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    row = _changed(customer, people["CLERK"], new_group(), None)
    with django_assert_num_queries(0):
        assert origins_of([row]) == {}
    assert files.asked == []


def test_the_history_of_a_customer_names_the_file_and_leads_to_it(
    people: dict[str, Staff],
    customer: Customer,
    files: Files,
    client_of: Callable[[str], Client],
) -> None:
    group = new_group()
    files.known = {group: Origin(FILE, PAGE, "IMPORT")}
    for number in (128, 129):
        _changed(customer, people["CLERK"], group, number)
    steps = of_customer(customer=customer, by=people["PRESIDENT"]).steps
    assert [step.origin.row for step in steps if step.origin] == [129, 128]
    assert len(files.asked) == 1
    address = reverse("customer_history", args=[customer.pk])
    assert f'<a href="{PAGE}">{WORDS}</a>' in client_of("PRESIDENT").get(address).content.decode()
    page = client_of("STAFF").get(address).content.decode()
    assert WORDS in page  # who may not open the page of the file is told its name
    assert PAGE not in page


def test_the_audit_trail_names_the_file_on_the_screen_and_in_its_file(
    people: dict[str, Staff],
    customer: Customer,
    files: Files,
    client_of: Callable[[str], Client],
) -> None:
    group = new_group()
    files.known = {group: Origin(FILE, PAGE)}
    _changed(customer, people["CLERK"], group, 128)
    client = client_of("PRESIDENT")
    assert f'<a href="{PAGE}">{WORDS}</a>' in client.get(reverse("trail")).content.decode()
    answer = client.post(reverse("trail_export", args=["csv"]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "取り込み元" in text
    assert "128行目" in text
