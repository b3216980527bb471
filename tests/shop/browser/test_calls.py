"""A newcomer asks: whom do I call today, and why? And the phone, the dark and the axe agree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.portfolio.models import PortfolioState, Standing
from goen.shop.rhythm.models import Rhythm
from goen.shop.rhythm.reading import told
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import today
from tests.shop.browser.looks import barriers, filled_buttons, sideways
from tests.shop.rhythm.conftest import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def late(people: dict[str, Staff]) -> list[Customer]:
    """Three customers who came every 32 days until 130 days ago; one came lately."""
    day, shared = today(), keep(today()).pk
    found = [
        Customer.objects.create(name=f"四月一日 環{n}", owner=people["STAFF"]) for n in range(4)
    ]
    PortfolioState.objects.create(pk=1, shown={"history": "-", "limits": {"preset": "mail_order"}})
    for number, one in enumerate(found):
        last = day - timedelta(days=130 if number else 5)
        first = last - timedelta(days=256)
        Standing.objects.create(
            customer=one,
            layer=0,
            occasions=9,
            first_on=first,
            last_on=last,
            amount=90_000,
            amount_12m=10_000 * (number + 1),
            rank=4,
            lapses_on=last + timedelta(days=240),
            r=1,
            f=1,
            m=1,
        )
        Rhythm.objects.create(
            customer=one,
            shared=shared,
            state=Rhythm.State.STABLE,
            contacts=9,
            first_on=first,
            last_on=last,
            expected_on=last + timedelta(days=29),
            attention_on=last + timedelta(days=70),
            follow_up_on=last + timedelta(days=90),
            distant_on=last + timedelta(days=150),
            mark=0,
        )
    return found


def test_whom_do_i_call_today_and_why(visit: Open, late: list[Customer]) -> None:
    assert told(rows=[Rhythm.objects.get(pk=late[1].pk)], today=today())[late[1].pk].late
    page = visit("/", role="STAFF").page
    card = page.locator("section.card", has=page.locator("#h-call"))
    expect(card.locator(".who a").first).to_have_text("四月一日 環3 様")
    expect(card.locator(".why").first).to_contain_text("ふだんは32日ごとなのに、130日")
    expect(card.locator(".why").first).to_contain_text("回に1回です")
    page.get_by_role("link", name="お声がけ", exact=True).first.click()
    rows = page.locator(".task--call")
    expect(rows).to_have_count(3)
    rows.first.get_by_role("link", name="電話を記録する").click()
    page.fill("[name=line]", "お元気でした。年末にご来店予定")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/rhythm/**")
    expect(page.locator(".task--call")).to_have_count(2)
    expect(page.locator(".quota b")).to_have_text("1 / 20")
    assert Touch.objects.get().customer == late[3]
    page.locator(".task--call .menu summary").first.click()
    page.get_by_role("button", name="1週間後").first.click()
    expect(page.locator(".task--call")).to_have_count(1)
    page.locator("[data-undo]").click()
    expect(page.locator(".task--call")).to_have_count(2)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_calls_are_fit_for_everybody(
    visit: Open, late: list[Customer], *, dark: bool
) -> None:
    made = visit("/rhythm/?who=all", dark=dark)
    host = made.page.url.split("/rhythm/")[0]
    for path in ("/rhythm/?who=all", "/rhythm/not-taken-off/", "/rhythm/weekly/"):
        made.page.goto(host + path)
        assert barriers(made.page, colours_only=dark) == [], path
        assert filled_buttons(made.page) <= 1
        for width in (390, 320):
            made.page.set_viewport_size({"width": width, "height": 900})
            assert sideways(made.page) <= 0, (path, width)
        made.page.set_viewport_size({"width": 1440, "height": 900})
    assert made.said == []
