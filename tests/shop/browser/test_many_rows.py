"""A change of many rows in Chromium: asked for by keyboard, watched, undone; columns by arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.errands import operations
from goen.shop.jobs.work import drain
from goen.shop.ui.lists import changing
from goen.shop.ui.models import ListLayout
from tests.shop.browser.looks import barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_many_rows_are_changed_watched_and_undone(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (changing, operations):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 20)
    for number in range(60):
        Customer.objects.create(name=f"客{number}", kana_key=f"{number:02}")
    opened = visit("/customers/", role="MANAGER")
    page = opened.page
    # Asked through this thread, the page asks nothing while `drain` works in it on one database.
    page.route("**/*", lambda route: route.continue_())
    assert page.locator("thead [aria-sort=ascending]").count() == 1
    assert page.locator("thead [aria-sort=none]").count() >= 1
    page.locator("[data-tick-all]").press("Space")
    page.locator("[data-all]").press("Space")
    page.get_by_role("button", name="タグ").press("Enter")
    page.locator("[name=add]").fill("年賀")
    page.get_by_role("button", name="タグ").press("Enter")
    expect(page.get_by_role("progressbar", name="順番を待っています")).to_be_visible()
    assert barriers(page) == []
    drain()
    expect(page.get_by_text("60人のタグを変えました").first).to_be_visible()  # it asks by itself
    expect(page.get_by_role("status").filter(has_text="60人のタグ")).to_have_count(1)
    assert barriers(page) == []
    page.get_by_role("button", name="すべて元に戻す").press("Enter")
    page.wait_for_url("**/errands/*/")
    drain()
    assert not Customer.objects.filter(tags__name="年賀").exists()
    page.goto(page.url.partition("/errands/")[0] + "/touches/")
    page.get_by_role("button", name="閉じる").first.press("Enter")
    expect(page.locator("#callouts .callout")).to_have_count(0)
    assert opened.said == []


@pytest.mark.parametrize("javascript", [True, False])
def test_columns_are_moved_by_keyboard(visit: Open, *, javascript: bool) -> None:
    page = visit("/customers/columns/", javascript=javascript).page
    page.locator("#down-name").press("Enter")
    first = page.locator("[name=columns]").first
    expect(first).not_to_have_value("name")
    if javascript:
        expect(page.locator("#down-name")).to_be_focused()
        expect(page.locator("#moved")).to_have_text("お客様は11列のうち2番目です")
    assert not ListLayout.objects.exists()
    page.get_by_role("button", name="この列にする").click()
    expect(page.get_by_role("heading", name="お客様", exact=True)).to_be_visible()
    assert ListLayout.objects.get().columns[1] == "name"
