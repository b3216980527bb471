"""The board of VIPs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import ContactPerson, Customer
from goen.shop.portfolio import vips
from goen.shop.portfolio.models import Standing
from goen.shop.portfolio.updating import update
from goen.shop.staff.models import Trail
from goen.shop.touches.models import Action
from goen.shop.ui.clock import now, today
from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books


@pytest.fixture
def board(books: Books, people: dict[str, Staff]) -> list[Customer]:
    """Twenty-five VIPs, two of them of the member of staff, and others."""
    made = []
    for number in range(30):
        owner = people["STAFF"] if number < 2 else None
        made.append(
            Customer.objects.create(name=f"客{number:02}", kana_key=f"{number:02}", owner=owner)
        )
        books.sales.append((made[-1].pk, today() - timedelta(days=number), "SALE", 1000 + number))
    update(now=now(), today=today())
    Standing.objects.filter(customer__in=made[:25]).update(two_axis=1)
    Standing.objects.filter(customer__in=made[25:]).update(two_axis=2)
    return made


def test_all_vips_are_named_by_their_kana(
    client_of: Callable[[str], Client], board: list[Customer], people: dict[str, Staff]
) -> None:
    company = board[1]
    Customer.objects.filter(pk=company.pk).update(kind="COMPANY")
    ContactPerson.objects.create(customer=company, name="山田")
    common = {"owner": people["STAFF"], "entered_by": people["STAFF"]}
    for days, what in ((9, "新茶の案内"), (3, "お礼の電話")):
        Action.objects.create(
            customer=board[0],
            what=what,
            due_on=today() + timedelta(days),
            entered_at=now(),
            **common,
        )
    page = client_of("STAFF").get(reverse("vip"))
    assert [row.customer for row in page.context["rows"]] == board[:25]
    assert page.context["rows"][1].with_whom == "山田"
    assert "お礼の電話" in page.text
    assert "新茶の案内" not in page.text
    assert page.text.count("客00") == 2  # on screen, and on paper
    seen = Trail.objects.filter(kind="list", label="vip").get()
    assert seen.action == "lists.seen"


def test_who_lapsed_stands_below_those_who_are_active(
    client_of: Callable[[str], Client], board: list[Customer]
) -> None:
    Standing.objects.filter(customer__in=board[:3]).update(lapses_on=today())
    page = client_of("STAFF").get(reverse("vip"))
    assert [row.customer for row in page.context["rows"]] == [*board[3:25], *board[:3]]
    told = [(gone, count, len(rows)) for gone, count, rows in page.context["groups"]]
    assert told == [(False, 22, 22), (True, 3, 3)]
    assert page.text.index("現役のVIPのお客様") < page.text.index("離れたVIPのお客様")


def test_upper_rooms_say_what_comes_next_where_nothing_is_planned(
    board: list[Customer], people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    common = {"owner": people["STAFF"], "entered_by": people["STAFF"], "entered_at": now()}
    Action.objects.create(customer=board[0], what="お礼", due_on=today(), **common)
    rooms: Registry[vips.NextSteps] = Registry()
    for order in (2, 1):
        steps = {one.pk: vips.Step(f"{order}番", "/") for one in board[: order + 1]}
        rooms.add(vips.NextSteps(str(order), lambda _ids, _day, told=steps: told, order))
    monkeypatch.setattr(vips, "next_steps", rooms)
    rows = vips.board(owner=None, start=0, today=today())
    found = [row.step.what if row.step else "" for row in rows[:4]]
    assert found == ["お礼", "1番", "2番", ""]


def test_the_board_of_one_owner(
    client_of: Callable[[str], Client], board: list[Customer], people: dict[str, Staff]
) -> None:
    client = client_of("STAFF")
    page = client.get(reverse("vip"), {"owner": people["STAFF"].pk})
    assert [row.customer for row in page.context["rows"]] == board[:2]
    page = client.get(reverse("vip"), {"owner": vips.NOBODY})
    assert [row.customer for row in page.context["rows"]] == board[2:25]
    page = client.get(reverse("vip"), {"owner": "x"})
    assert page.context["count"] == 25


def test_a_long_board_goes_on(
    client_of: Callable[[str], Client], board: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vips, "PAGE", 10)
    client = client_of("STAFF")
    shown = []
    for start in (0, 10, 20):
        page = client.get(reverse("vip"), {"start": start})
        shown += [row.customer for row in page.context["rows"]]
    assert shown == board[:25]
    assert page.context["after"] is None
    assert client.get(reverse("vip"), {"start": 999}).context["first"] == 21


def test_of_very_many_the_largest_are_named(
    client_of: Callable[[str], Client], board: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vips, "MANY", 20)
    monkeypatch.setattr(vips, "PAGE", 10)
    Customer.objects.filter(pk=board[24].pk).update(deleted_at=now())
    page = client_of("STAFF").get(reverse("vip"))
    assert [row.customer for row in page.context["rows"]] == board[14:24][::-1]
    assert "10人" in page.text
    assert "two_axis" in page.context["in_list"]
    monkeypatch.setattr(vips, "MANY", 25)
    assert len(client_of("STAFF").get(reverse("vip")).context["owners"]) == 2


@pytest.mark.django_db
def test_before_there_are_sales_it_says_what_to_do(client_of: Callable[[str], Client]) -> None:
    page = client_of("PRESIDENT").get(reverse("vip")).text
    assert reverse("imports") in page
