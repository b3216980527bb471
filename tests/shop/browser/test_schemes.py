"""What happens if lapse is 180 days instead of 240: asked and answered with the keyboard alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import duckdb
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from goen.analysis import preset
from goen.sample import generate
from goen.sheets import LoadOptions, load
from goen.shop.customers.models import Customer
from goen.shop.portfolio import schemes, updating
from goen.shop.portfolio.place import place_of
from goen.shop.schemes import queries
from goen.shop.ui.clock import now, today
from tests.shop.browser.looks import barriers, filled_buttons, sideways
from tests.shop.portfolio.conftest import books  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.shop.browser.conftest import Visit
    from tests.shop.portfolio.books import Books

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNTED = 20_000  # ms, while other tests keep the machine busy
# Pages that show more once there are ranks: none of them has anything to say to the console.
WITH_RANKS = ("scheme_new", "two_indicators", "vip", "money_fit", "advice", "playbook")
LAPSE = "離脱：購入のない日数"


@pytest.fixture
def days(books: Books, tmp_path: Path) -> dict[int, dict[date, int]]:  # noqa: F811 - the fixture
    """The sales of a sample company, day by day and customer by customer."""
    place = tmp_path / "sample"
    place.mkdir()
    made = generate(out=place, customers=150, years=3, seed=7, until=today())
    with duckdb.connect() as connection:
        load(connection, [made.sales], options=LoadOptions(), today=today())
        rows = connection.execute("SELECT customer, day, amount FROM sales").fetchall()
    numbers = {code: pk for pk, code in enumerate(sorted({row[0] for row in rows}), start=1)}
    books.sales = [(numbers[who], day, "SALE", net) for who, day, net in rows]
    Customer.objects.bulk_create(
        [Customer(pk=pk, code=str(code), name=f"客 {code}") for code, pk in numbers.items()]
    )
    updating.update(now=now(), today=today())
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for who, day, net in books.counting():
        found[who][day] += net
    return found


def active(days: dict[int, dict[date, int]], lapse: int) -> int:
    limits = preset(name="mail_order")
    places = [place_of(days=own.items(), today=today(), limits=limits) for own in days.values()]
    return sum(one is not None and one.silence < lapse for one in places)


def test_what_another_lapse_limit_would_change(
    visit: Callable[..., Visit], days: dict[int, dict[date, int]]
) -> None:
    made = visit(reverse("schemes"))
    page, keys = made.page, made.page.keyboard
    _reach(page, "決まりをためす")
    keys.press("Enter")
    expect(page.get_by_text("いまの決まりのままです")).to_be_visible(timeout=COUNTED)
    page.get_by_label(LAPSE).focus()
    keys.press("Control+A")
    keys.type("180")
    keys.press("Tab")
    said = page.locator(".said")
    expect(said).to_contain_text(
        f"離脱を240日から180日にすると、現役は{active(days, 240)}人から{active(days, 180)}人",
        timeout=COUNTED,
    )
    expect(said).to_contain_text("1年のうちに戻ってきます")
    assert page.evaluate("document.activeElement.name") == "inactive_days"
    page.locator(".matrix button").first.focus()
    keys.press("Enter")
    expect(page.locator("#people a").first).to_be_visible(timeout=COUNTED)
    assert made.said == []
    page.get_by_label("この決まりの名前").fill("冬の決まり")
    page.get_by_label("変える理由").fill("2か月早く気づくため")
    page.get_by_role("button", name="公開する").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="冬の決まり")).to_be_visible(timeout=COUNTED)
    found = queries.latest()
    assert found is not None
    assert found.thresholds.lapse_days == 180
    base, told = page.url.removesuffix(reverse("schemes")), {}
    for name in WITH_RANKS:
        made.said.clear()
        page.goto(base + reverse(name))
        page.wait_for_load_state("networkidle")
        told[name] = list(made.said)
    assert not {name: said for name, said in told.items() if said}


def _reach(page: Page, name: str) -> None:
    """Go to a link with the Tab key."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"{name} is not reached by keyboard")


@pytest.mark.usefixtures("days")
def test_every_screen_is_readable_on_a_phone_in_the_dark(visit: Callable[..., Visit]) -> None:
    row = schemes.current(on=today(), now=now())
    page = visit("/", width=390, dark=True).page
    root = page.url.rstrip("/")
    found = []
    for address in (
        reverse("schemes"),
        reverse("scheme", args=[row.pk]),
        reverse("scheme_as_if", args=[row.pk]),
        reverse("scheme_new") + "?from=preset:salon",
        reverse("two_indicators") + "?length=QUARTER&wait=1",
    ):
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(root + address, wait_until="networkidle")
        for summary in page.locator("main summary").all():
            summary.click()
        said = barriers(page)
        found += [f"{address} {line}" for line in said]
        assert filled_buttons(page) <= 2
        page.set_viewport_size({"width": 320, "height": 900})
        found += [f"{address} {sideways(page)} px too wide"] * (sideways(page) > 0)
    assert found == []
