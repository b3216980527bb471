"""The list of customers, ordered and found by what their standings hold."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goen.shop.customers.models import Customer
from goen.shop.portfolio import queries, writing
from goen.shop.portfolio.lists import address, order_by
from goen.shop.portfolio.models import PortfolioState, Standing
from goen.shop.portfolio.updating import update
from goen.shop.ui.clock import now, today
from goen.shop.ui.lists import beside, facts, listing
from goen.shop.ui.lists.beside import Way, along, ordered, page_beside
from goen.shop.ui.lists.fact import Asking
from goen.shop.ui.lists.tree import Condition, Group, compile_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.shop.portfolio.books import Books


@pytest.fixture
def _bought(books: Books) -> None:
    """Forty customers, thirty of whom bought; many of them the same."""
    chance = random.Random(7)
    for number in range(40):
        customer = Customer.objects.create(name=f"客{number}", kana_key=f"{number:02}")
        for _sale in range(number % 4):
            day = today() - timedelta(days=chance.choice([1, 10, 200, 400]))
            books.sales.append((customer.pk, day, "SALE", chance.choice([1000, 5000])))
    update(now=now(), today=today())


def by_hand(field: str, *, descending: bool) -> list[int]:
    worth = dict(queries.shown().standings().values_list("customer_id", field))
    known = sorted((worth[key], key) for key in worth)
    others = sorted(set(Customer.objects.values_list("pk", flat=True)) - worth.keys())
    if descending:
        return [key for _worth, key in reversed(known)] + others[::-1]
    return [key for _worth, key in known] + others


@pytest.mark.usefixtures("_bought")
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("midway", [True, False])
def test_pages_miss_nobody(
    *, descending: bool, midway: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_BATCHES", (3, 4))
    if midway:  # an update is being folded in: two layers are shown
        PortfolioState.objects.update(phase="FOLDING")
        few = list(Standing.objects.order_by("pk")[::3])
        Standing.objects.filter(pk__in=[one.pk for one in few[1:]]).update(layer=2)
        few[0].pk, few[0].layer, few[0].amount = None, 2, few[0].amount + 500
        few[0].save()  # who has a row in both is seen with the newer one
        assert len(queries.shown().layers) == 2
    for field in ("amount", "last_on"):
        expected = by_hand(field, descending=descending)
        assert len(expected) == 40
        rows = Customer.objects.all()
        for follow in (True, False):
            assert walked(rows, Way(order_by(field), descending), follow=follow) == expected


def walked(rows: Any, way: Way, *, follow: bool) -> list[int]:
    """All pages to the end, and back again."""
    found: list[int] = []
    page = page_beside(rows, way, size=7, follow=follow)
    assert not page.before
    while True:
        found += [row.pk for row in page.rows]
        if not page.after:
            break
        following = Way(way.order, way.descending, found[-1])
        page = page_beside(rows, following, size=7, follow=follow)
        assert page.before
    first, back = page.rows[0].pk, [row.pk for row in reversed(page.rows)]
    while page.before:
        earlier = Way(way.order, way.descending, first, back=True)
        page = page_beside(rows, earlier, size=7, follow=follow)
        back += [row.pk for row in reversed(page.rows)]
        first = page.rows[0].pk
    assert back == found[::-1]
    return found


@pytest.mark.usefixtures("_bought")
def test_few_who_match_are_found_either_way() -> None:
    rows = Customer.objects.filter(name__endswith="9")
    way = Way(order_by("amount"), descending=True)
    expected = [pk for pk in by_hand("amount", descending=True) if rows.filter(pk=pk).exists()]
    assert [row.pk for row in along(rows, way, size=9)] == expected
    assert [row.pk for row in ordered(rows, way)] == expected


def test_before_the_first_update_nobody_is_known(db: None) -> None:
    keys = [Customer.objects.create(name="客").pk for _ in range(3)]
    for follow in (True, False):
        way = Way(order_by("amount"), descending=False)
        page = page_beside(Customer.objects.all(), way, size=2, follow=follow)
        assert [row.pk for row in page.rows] == keys[:2]


@pytest.mark.usefixtures("_bought")
def test_the_screen_and_its_file_are_in_this_order(
    client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_MOST", 2)
    client = client_of("PRESIDENT")
    page = client.get("/customers/")
    assert 'href="/customers/?sort=-total"' in page.text.replace("&amp;", "&") or re.search(
        r'href="\?sort=-total"', page.text
    )
    page = client.get("/customers/?sort=-total")
    expected = by_hand("amount", descending=True)
    assert [line["row"].pk for line in page.context["lines"]] == expected
    names = [Customer.objects.get(pk=pk).name for pk in expected]
    answer = client.post("/customers/export/csv/?sort=-total")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [line.split(",")[0].strip('"') for line in text.splitlines()[1:]] == names
    assert listing.today() == today()


@pytest.mark.usefixtures("_bought")
@pytest.mark.parametrize(
    ("fact", "op", "values", "fits"),
    [
        ("decile", "in", ("1", "2"), lambda one: one.decile in (1, 2)),
        ("r", "in", ("5",), lambda one: one.r == 5),
        ("f", "in", ("1", "2"), lambda one: one.f < 3),
        ("m", "in", ("1",), lambda one: one.m == 1),
        ("two_axis", "in", ("vip", "new"), lambda one: one.two_axis in (1, 4)),
        ("amount", "ge", ("5,000",), lambda one: one.amount >= 5000),
        ("amount_12m", "between", ("1", "6000"), lambda one: 1 <= one.amount_12m <= 6000),
        ("profit_12m", "filled", (), lambda one: one.profit_12m is not None),
        ("occasions", "is", ("2",), lambda one: one.occasions == 2),
        ("first_on", "older", ("100",), lambda one: one.first_on < today() - timedelta(100)),
        ("last_on", "within", ("10",), lambda one: one.last_on >= today() - timedelta(10)),
        (
            "lapses_on",
            "next",
            ("60",),
            lambda one: today() <= one.lapses_on <= today() + timedelta(60),
        ),
    ],
)
def test_customers_are_found_by_their_standing(
    fact: str, op: str, values: tuple[str, ...], fits: Callable[[Standing], bool]
) -> None:
    standings = list(queries.shown().standings())
    expected = {one.customer_id for one in standings if fits(one)}
    assert expected
    known = {one.key: one for one in facts("customers")}
    tree = Group("and", (Condition(fact, op, values),))
    asked = compile_tree(tree=tree, facts=known, asking=Asking(1, today()))
    assert set(Customer.objects.filter(asked).values_list("pk", flat=True)) == expected
    assert f"where={fact}:{op}" in address(
        **{f"{fact}__{op}": [v.replace(",", "") for v in values]}
    )


@pytest.mark.usefixtures("_bought")
def test_who_never_bought_has_no_first_purchase() -> None:
    known = {one.key: one for one in facts("customers")}
    tree = Group("and", (Condition("first_on", "empty"),))
    asked = compile_tree(tree=tree, facts=known, asking=Asking(1, today()))
    assert Customer.objects.filter(asked).count() == 10


@pytest.mark.usefixtures("_bought")
def test_all_that_is_known_can_be_shown(client_of: Callable[[str], Client]) -> None:
    client = client_of("STAFF")
    keys = ["name", "rank", "two_axis", "r", "f", "m", "decile", "occasions", "first_on"]
    keys += ["amount_12m", "profit_12m", "lapses_on"]
    client.post("/customers/columns/", {"columns": keys})
    page = client.get("/customers/?sort=-lapses_on")
    assert page.status_code == 200
    lines = page.context["lines"]
    shown = {cell["column"].key: cell["value"] for cell in lines[0]["cells"]}
    assert set(shown) == set(keys)
    assert None not in [shown[key] for key in keys if key != "profit_12m"]
    assert all(cell["value"] is None for cell in lines[-1]["cells"][1:])
