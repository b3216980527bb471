"""From the names of the VIPs to one owner's, and from a quarter of money and fit to its people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.portfolio.models import Standing
from goen.shop.portfolio.updating import update
from goen.shop.ui.clock import now, today
from tests.shop.browser.looks import barriers, filled_buttons, sideways
from tests.shop.portfolio.conftest import books  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit
    from tests.shop.portfolio.books import Books

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _known(books: Books, people: dict[str, Staff]) -> None:  # noqa: F811 - the fixture
    """Forty customers; every fourth earns much, is a VIP and was observed by two people."""
    for number in range(40):
        vip = number % 4 == 0
        one = Customer.objects.create(
            name=f"客{number:02}",
            kana_key=f"{number:02}",
            owner=people["STAFF"] if number % 8 == 0 else None,
        )
        day = today() - timedelta(days=number)
        books.sales.append((one.pk, day, "SALE", 50_000 + number if vip else 900))
        for staff, score in (("STAFF", 1 + number % 5), ("CLERK", 4)) if vip else ():
            Fit.objects.create(customer=one, staff=people[staff], score=score, day=today())
    update(now=now(), today=today())
    Standing.objects.filter(amount__gt=10_000).update(two_axis=1)


@pytest.mark.usefixtures("_known")
def test_vips_and_what_they_earn_beside_how_they_suit_us(visit: Callable[..., Visit]) -> None:
    made = visit(reverse("customers") + "?sort=-total")
    page = made.page
    expect(page.locator("tbody tr").first).to_contain_text("客36")
    expect(page.locator("tbody .badge", has_text="VIP")).to_have_count(10)
    page.get_by_role("link", name="VIPのお客様").first.click()
    expect(page.locator(".vip-screen tbody tr")).to_have_count(10)
    page.get_by_label("担当").select_option(index=1)
    page.get_by_role("button", name="見る", exact=True).click()
    expect(page.locator(".vip-screen tbody tr")).to_have_count(5)
    looks = _looks(page)
    page.get_by_role("link", name="利益と価値観").first.click()
    expect(page.locator(".fit-drawing--wide svg")).to_be_visible()
    looks += _looks(page)
    count = page.locator(".four-quarters a.num").nth(1).inner_text()
    page.locator(".four-quarters a.num").nth(1).click()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("tbody tr")).to_have_count(int(count.removesuffix("人")))
    found = [line for line in made.said if "404" not in line] + looks
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _looks(page: Page) -> list[str]:
    """What is wrong on a desk and on the smallest phone."""
    found = barriers(page)
    if filled_buttons(page) > 1:
        found.append("more than one filled button")
    page.set_viewport_size({"width": 320, "height": 700})
    if (page_over := sideways(page)) > 0:
        found.append(f"{page.url} {page_over} px to scroll sideways")
    page.set_viewport_size({"width": 1440, "height": 900})
    return found
