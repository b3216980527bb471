"""Rank and status in the list of customers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import purge_trash, trash_customers
from goen.shop.customers.search import index_customers
from goen.shop.portfolio import queries
from goen.shop.portfolio.lists import address
from goen.shop.portfolio.models import Restatement, Standing
from goen.shop.portfolio.updating import update
from goen.shop.ui.clock import now, today
from goen.shop.ui.lists import facts
from goen.shop.ui.lists.fact import Asking, UnusableCondition
from goen.shop.ui.lists.keeping import use_filter
from goen.shop.ui.lists.tree import Condition, Group, compile_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

# Days before today and yen, by the limits of mail order (domain.md §1.2).
BOUGHT = {
    "初回": [(239, 1)],
    "初回離脱": [(240, 1)],
    "よちよち": [(150, 10_000), (61, 90_000)],
    "コツコツ": [(150, 10_000), (60, 59_999)],
    "流行": [(268, 10_000), (59, 60_000)],
    "優良": [(568, 35_000), (239, 35_000)],
    "優良離脱": [(568, 35_000), (240, 35_000)],
}


@pytest.fixture
def _bought(books: Books) -> None:
    Customer.objects.create(name="まだ")
    for name, rows in BOUGHT.items():
        customer = Customer.objects.create(name=name)
        for days, amount in rows:
            books.sales.append((customer.pk, today() - timedelta(days=days), "SALE", amount))
    update(now=now(), today=today())


@pytest.mark.usefixtures("_bought")
@pytest.mark.parametrize(
    ("fact", "values", "found"),
    [
        ("rank", ("loyal",), {"優良", "優良離脱"}),
        ("rank", ("first_time", "burst"), {"初回", "初回離脱", "流行"}),
        ("status", ("lapsed",), {"初回離脱", "優良離脱"}),
        ("status", ("active",), BOUGHT.keys() - {"初回離脱", "優良離脱"}),
    ],
)
def test_customers_are_found_by_rank(fact: str, values: tuple[str, ...], found: set[str]) -> None:
    tree = Group("and", (Condition(fact, "in", values),))
    by_key = {one.key: one for one in facts("customers")}
    asked = compile_tree(tree=tree, facts=by_key, asking=Asking(1, today()))
    assert set(Customer.objects.filter(asked).values_list("name", flat=True)) == found


@pytest.mark.usefixtures("_bought")
def test_the_list_shows_ranks(client_of: Callable[[str], Client]) -> None:
    page = client_of("STAFF").get(reverse("customers")).content.decode()
    assert page.count('data-rank="first_time"') == 2
    assert page.count('data-rank="loyal" data-status="lapsed"') == 1


@pytest.mark.usefixtures("_bought")
def test_the_standing_leaves_with_the_customer() -> None:
    gone = Customer.objects.get(name="優良")
    told: dict[str, Any] = {"cause": "import", "found_at": now(), "update": 1, "month": today()}
    Restatement.objects.create(customer=gone.pk, **told)
    trash_customers(by=None, customer_ids=[gone.pk], now=now() - timedelta(days=31))
    assert purge_trash(now=now()) == 1
    assert not Standing.objects.filter(customer=gone.pk).exists()
    assert Restatement.objects.get().customer is None
    assert queries.shown().standings().count() == len(BOUGHT) - 1


@pytest.mark.usefixtures("_bought")
def test_a_figure_leads_to_its_people(client_of: Callable[[str], Client]) -> None:
    client = client_of("STAFF")
    there = address(rank=["loyal", "burst"], status="active", sort="-last_touch")
    assert there == "/customers/?where=rank:in:loyal,burst;status:in:active&sort=-last_touch"
    page = client.get(there)
    assert shown_names(page) == {"優良", "流行"}
    assert "sort=-last_touch&amp;where=rank:in:loyal,burst;status:in:active" in page.text
    counted = client.get(there.replace("/customers/", "/customers/count/"))
    assert "2" in counted.content.decode()


@pytest.mark.usefixtures("_bought")
def test_an_address_narrows_a_kept_filter(
    client_of: Callable[[str], Client], people: dict[str, Staff]
) -> None:
    tree = Group("or", (Condition("name", "is", ("優良",)), Condition("name", "is", ("初回",))))
    kept = use_filter(staff=people["STAFF"], list_name="customers", tree=tree)
    there = address(rank="loyal", filter=kept.pk)
    assert shown_names(client_of("STAFF").get(there)) == {"優良"}


def test_only_choices_numbers_and_days_stand_in_an_address(
    client_of: Callable[[str], Client],
) -> None:
    nobody: tuple[dict[str, Any], ...] = ({"rank": []}, {"rank": [""]}, {"amount_12m__from": ""})
    unknown = ({"name__is": "山田"}, {"rank": "a,b"}, {"unknown": 1}, {"rank__unknown": 1})
    for given in (*nobody, *unknown):
        with pytest.raises(UnusableCondition):
            address(**given)
    for text in (
        "name:is:山田",
        "rank:in:nobody",
        "rank",
        "x;" * 40,
        "rank:in:<script>",
        "rank:in:",
    ):
        page = client_of("STAFF").get(reverse("customers"), {"where": text})
        assert page.status_code == 200
        assert "<script>" not in page.text.partition("<main")[2]
        assert "where=" not in page.text


def shown_names(page: Any) -> set[str]:
    return {line["row"].name for line in page.context["lines"]}


@pytest.mark.usefixtures("_bought")
def test_a_name_bears_its_rank_and_whether_it_is_a_vip(client_of: Callable[[str], Client]) -> None:
    vip, other = Customer.objects.get(name="優良"), Customer.objects.get(name="よちよち")
    for one in (vip, other):
        index_customers(customers=[one])
    Standing.objects.update(two_axis=3)
    Standing.objects.filter(customer=vip).update(two_axis=1)
    client, badge = client_of("STAFF"), "VIP</span>"
    assert client.get(reverse("customers")).text.count(badge) == 1
    assert badge in client.get(reverse("customer", args=[vip.pk])).text
    assert badge not in client.get(reverse("customer", args=[other.pk])).text
    found = client.post(reverse("search"), {"q": "優良"}).text
    assert badge in found
    assert 'data-rank="loyal"' in found
    found = client.post(reverse("search"), {"q": "よちよち"}).text
    assert badge not in found
    assert 'class="rank" data-rank' in found
