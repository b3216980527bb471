"""Money and fit: the four quarters, their movement, and where raters disagree."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.portfolio import fit_chart, money_fit, queries
from goen.shop.portfolio.updating import update
from goen.shop.sales.models import Sale, Source
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now, today
from tests.shop.portfolio import books as made_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

# Yen of this month, and what the two raters said, if anything.
PEOPLE = {
    "優良": (10_000, (5, 3)),  # 4.0
    "境": (10_000, (4, 3)),  # 3.5 is high
    "疲弊": (12_000, (1, 5)),  # 3.0, and they disagree
    "味方": (500, (4, None)),
    "その他": (500, (3, None)),
    "まだ": (11_000, (None, None)),
    **{f"ほか{number}": (100, (None, None)) for number in range(15)},
    "買わない": (0, (5, None)),
}


@pytest.fixture
def _known(books: Books, people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_up, "profit_of", lambda _sale: None)
    raters = [people["STAFF"], people["CLERK"]]
    for name, (yen, said) in PEOPLE.items():
        customer = Customer.objects.create(name=name)
        if yen:
            books.sales.append((customer.pk, today(), "SALE", yen))
        for staff, score in zip(raters, said, strict=True):
            if score:
                Fit.objects.create(
                    customer=customer, staff=staff, score=score, note=f"{name}の話", day=today()
                )
    update(now=now(), today=today())


def names(found: list[money_fit.Observed]) -> set[str]:
    return {Customer.objects.get(pk=one.customer_id).name for one in found}


@pytest.mark.usefixtures("_known")
def test_the_four_quarters() -> None:
    found = money_fit.now(today=today())
    # Twenty-one earned something; seventeen, four fifths of them, earned 500 yen or less.
    assert found.money == queries.Money("amount_12m", 500, by_hand=False)
    assert names(found.of(money_fit.WEARING)) == {"疲弊", "その他"}
    assert names(found.of(money_fit.EXCELLENT)) == {"優良", "境", "味方"}
    assert names(found.of(money_fit.ALLIES)) == {"買わない"}
    assert found.unobserved == 1
    assert names(found.disagreements) == {"疲弊", "優良"}


@pytest.mark.usefixtures("_known")
def test_the_picture_shows_all_points_that_one_can_give() -> None:
    for svg in fit_chart.drawings(money_fit.now(today=today())).values():
        told = re.findall(r">([^<>]+)</text>", svg)
        assert [one for one in told if one in "12345"] == ["1", "2", "3", "4", "5"]
        assert "3.5" in told
        assert any("1〜5点" in one for one in told)


@pytest.mark.usefixtures("_known")
def test_a_company_chooses_its_limit_and_every_figure_leads_to_its_people(
    client_of: Callable[[str], Client],
) -> None:
    client = client_of("PRESIDENT")
    assert client.post(reverse("money_fit_cut"), {"cut": "1万"}).status_code == 302
    page = client.get(reverse("money_fit"))
    assert {key: one["count"] for key, one in page.context["quarters"].items()} == {
        "excellent": 2,
        "wearing": 1,
        "allies": 2,
        "others": 1,
    }
    for one in page.context["quarters"].values():
        listed = client.get(one["address"])
        assert len(listed.context["lines"]) == one["count"]
        assert not listed.context["listing"].problem
    listed = client.get(page.context["unobserved"])
    assert [line["row"].name for line in listed.context["lines"]] == ["まだ"]
    changes = Trail.objects.get(action="portfolio.money_cut").changes
    assert changes == [{"field": "money_cut", "from": None, "to": 10_000}]
    update(now=now(), today=today())
    assert queries.shown().money.cut == 10_000
    assert client.post(reverse("money_fit_cut"), {"cut": ""}).status_code == 302
    assert queries.shown().money.cut == 500
    assert "0より大きい" in client.post(reverse("money_fit_cut"), {"cut": "0"}).text
    assert client_of("STAFF").post(reverse("money_fit_cut"), {"cut": "1"}).status_code == 403


@pytest.mark.usefixtures("_known")
def test_what_raters_wrote_is_for_those_who_record(client_of: Callable[[str], Client]) -> None:
    told = client_of("STAFF").get(reverse("money_fit")).text
    assert "疲弊の話" in told
    told = client_of("VIEWER").get(reverse("money_fit")).text
    assert "疲弊の話" not in told
    assert "疲弊" in told


def test_gross_profit_counts_when_it_is_known(books: Books) -> None:
    day = date(2025, 6, 2)  # an even day: the mart knows the profit, a quarter of the sum
    books.sales += [(number, day, "SALE", 4000 * number) for number in range(1, 6)]
    update(now=now(), today=date(2025, 6, 3))
    assert queries.shown().money == queries.Money("profit_12m", 4000, by_hand=False)


@pytest.mark.usefixtures("_known")
def test_the_movement_tells_who_went_where(people: dict[str, Staff]) -> None:
    ends = money_fit.ends_of_quarters(today=today())
    one = Customer.objects.get(name="優良")
    Fit.objects.filter(customer=one).delete()
    common = {"customer": one, "staff": people["STAFF"]}
    Fit.objects.create(score=1, day=ends[-3], **common)
    Fit.objects.create(score=5, day=today(), **common)
    source = Source.objects.get_or_create(name=Source.SCREEN)[0]
    Sale.objects.create(customer=one, on=ends[-2] - timedelta(days=3), amount=9000, source=source)
    steps, moves = money_fit.movement(today=today(), then=money_fit.now(today=today()))
    # What the update does not know yet (the sale) counts at the ends of quarters.
    assert [(step.on, dict(step.counts)) for step in steps[:-1]] == [
        (ends[-3], {"others": 1}),
        (ends[-2], {"wearing": 1}),
        (ends[-1], {"wearing": 1}),
    ]
    assert steps[-1].on == today()
    assert steps[-1].observed == 6
    (move,) = moves
    assert (move.customer_id, move.before, move.after) == (one.pk, "wearing", "excellent")


@pytest.mark.parametrize(
    ("day", "last", "first"),
    [
        (date(2026, 11, 22), date(2026, 9, 30), date(2024, 12, 31)),
        (date(2026, 1, 1), date(2025, 12, 31), date(2024, 3, 31)),
        (date(2026, 3, 31), date(2025, 12, 31), date(2024, 3, 31)),
    ],
)
def test_the_ends_of_quarters(day: date, last: date, first: date) -> None:
    ends = money_fit.ends_of_quarters(today=day)
    assert (ends[-1], ends[0], len(ends)) == (last, first, 8)


@pytest.mark.django_db
def test_without_sales_or_observations_it_says_what_to_do(
    client_of: Callable[[str], Client], books: Books
) -> None:
    client = client_of("PRESIDENT")
    assert reverse("imports") in client.get(reverse("money_fit")).text
    books.sales.append((Customer.objects.create(name="客").pk, today(), "SALE", 100))
    update(now=now(), today=today())
    page = client.get(reverse("money_fit"))
    assert page.context["unobserved"] in page.text.replace("&amp;", "&")
