"""The ledger in the browser: a month, who was found late, and a look at it on a small phone."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.portfolio.models import PortfolioState
from tests.shop.browser.looks import barriers, sideways
from tests.shop.figures.conftest import set_up
from tests.shop.figures.test_ledger_page import BEGUN, disturb, update

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shop.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_published_and_known(
    visit: Callable[..., Visit], people: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = set_up(tmp_path, monkeypatch)
    Customer.objects.bulk_create(Customer(pk=pk, name=f"客 {pk}") for pk in range(1, 41))
    disturb(books, random.Random(5), 140)
    update(books, date(2025, 12, 31))
    PortfolioState.objects.filter(pk=1).update(begun_on=BEGUN)
    update(books, date(2026, 1, 3))
    books.sales += [(pk, date(2025, 10, 2 + pk), "SALE", 50_000) for pk in range(1, 21)]
    update(books, date(2026, 1, 4), "import")
    made = visit("/portfolio/ledger/")
    page = made.page
    page.get_by_label("月", exact=True).select_option("2025-10")
    expect(page.get_by_role("heading", name="2025年10月")).to_be_visible()
    expect(page.get_by_text("すべての行で 期首＋訂正＋入−出＝期末")).to_be_visible()
    page.get_by_role("link", name="だれが、なぜ").click()
    expect(page.get_by_text("すべての行で 公表＋訂正＝いまの記録")).to_be_visible()
    restated = page.locator("#restated")
    expect(restated.get_by_role("link", name="客").first).to_be_visible()
    restated.get_by_role("link", name="あとからの取り込み").click()
    expect(restated.locator("tbody tr").first).to_contain_text("あとからの取り込み")
    assert not barriers(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert sideways(page) <= 0
    assert not made.said
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("table.ledger tbody td a.num").first.click()
    expect(page.get_by_role("columnheader", name="お客様")).to_be_visible()
