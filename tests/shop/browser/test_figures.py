"""A newcomer with a real sales file: how many excellent customers, who left, why sales changed."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.portfolio import updating
from goen.shop.ui.clock import now, today
from tests.shop.browser.looks import barriers, sideways
from tests.shop.figures.conftest import books as books
from tests.shop.figures.conftest import set_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.shop.browser.conftest import Visit
    from tests.shop.figures.conftest import ShopBooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST = date(2018, 12, 31)  # of the sales; moved so that it is today
Days = dict[int, dict[date, int]]


def _days(shared_data: Path) -> tuple[list[tuple[int, date, int]], dict[str, int]]:
    """The reservations of a hotel chain until today: customer, day, amount."""
    path = shared_data / "jp_hotel_awesomebook" / "data" / "reserve.csv"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    numbers = {code: at for at, code in enumerate(sorted({r["customer_id"] for r in rows}), 1)}
    later = today() - LAST
    told = [
        (
            numbers[row["customer_id"]],
            date.fromisoformat(row["reserve_datetime"][:10]) + later,
            int(row["total_price"]),
        )
        for row in rows
    ]
    return [one for one in told if one[1] <= today()], numbers


def _excellent(sales: list[tuple[int, date, int]], on: date) -> set[int]:
    """Who is 優良・現役 by the published limits, counted by hand."""
    days: Days = {}
    for who, day, amount in sales:
        if day <= on:
            days.setdefault(who, {})[day] = days.get(who, {}).get(day, 0) + amount
    found = set()
    for who, bought in days.items():
        first, last = min(bought), max(bought)
        steady = (last - first).days >= 210 and sum(bought.values()) >= 70_000
        if len(bought) > 1 and steady and (on - last).days < 240:
            found.add(who)
    return found


def test_a_newcomer_reads_the_portfolio(
    visit: Callable[..., Visit],
    shared_data: Path,
    people: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sales, numbers = _days(shared_data)
    books = set_up(tmp_path, monkeypatch)
    books.sales = [(who, day, "SALE", amount) for who, day, amount in sales]
    Customer.objects.bulk_create(
        Customer(pk=pk, code=code, name=f"{code} 様方") for code, pk in numbers.items()
    )
    updating.update(now=now(), today=today())
    page = visit("/portfolio/", role="VIEWER").page

    excellent = _excellent(sales, today())
    count = page.get_by_role("link", name=f"優良客・現役 {len(excellent):,}人を見る").first
    assert barriers(page) == []
    count.focus()
    page.keyboard.press("Enter")  # the number opens the list
    expect(page.get_by_text(f"{len(excellent):,}人").first).to_be_visible()

    page.goto(page.url.split("/customers/")[0] + "/portfolio/")
    left = _excellent(sales, today().replace(day=1) - timedelta(days=1)) - excellent
    page.get_by_role("table").last.get_by_role("row", name="優良客", exact=False).first.wait_for()
    out = page.get_by_role("link", name="から出た・時間で").first  # who left this month
    shown = int(out.inner_text())
    out.click()
    expect(page.get_by_role("main").get_by_role("row")).to_have_count(shown + 1)
    named = {int(one.split("/customers/")[1].strip("/")) for one in _links(page)}
    assert named <= left | excellent  # who lapsed and came back within the month is among them

    page.get_by_role("link", name="売上の増減").click()
    expect(page.get_by_role("heading", name="売上の増減", level=1)).to_be_visible()
    words = page.locator(".reading").first.inner_text()
    assert any(cause in words for cause in ("単価", "回数", "人数"))
    assert barriers(page) == []

    _moved_since_a_day_of_choice(page)

    page.get_by_role("link", name="RFM", exact=True).click()
    page.get_by_label("日付を動かす").focus()
    page.keyboard.press("ArrowLeft")  # the day before
    page.wait_for_url(f"**on={today() - timedelta(days=1)}*")
    page.set_viewport_size({"width": 320, "height": 800})
    assert sideways(page) <= 0


def _moved_since_a_day_of_choice(page: Page) -> None:
    """Whom we lost since a day that nobody offers: their names, and all of them as a list."""
    page.get_by_role("link", name="移り変わり").click()
    page.get_by_label("比べる日", exact=True).select_option("day")
    field, day = page.get_by_label("比べる日の日付"), today() - timedelta(days=100)
    expect(field).to_be_focused()
    field.fill(day.isoformat())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**vs={day}*")
    heading = page.get_by_role("heading", name="離れた方")
    count = int("".join(filter(str.isdecimal, heading.inner_text())))
    assert count > 10
    assert len(page.locator(".movers section").first.locator("a.name").all()) == 10
    assert barriers(page) == []
    page.get_by_role("link", name="全員を見る").first.click()
    expect(page.get_by_role("main").get_by_text(f"{count:,}人").first).to_be_visible()


def test_the_portfolio_is_two_pages_of_paper(
    visit: Callable[..., Visit], books: ShopBooks, people: object
) -> None:
    page = visit("/portfolio/").page
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2


def _links(page: object) -> list[str]:
    found = page.locator("main tbody a.name").evaluate_all(  # type: ignore[attr-defined]
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [str(one) for one in found]
