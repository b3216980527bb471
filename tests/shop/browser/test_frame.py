"""The frame in Chromium: accessible at every width and brightness, usable by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.shop.browser.looks import barriers, filled_buttons

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_newcomer_sees_what_to_do_first(visit: Open) -> None:
    page = visit("/").page
    assert filled_buttons(page) == 1
    page.keyboard.press("n")
    page.wait_for_url("**/customers/new/")


def test_strangers_may_sign_in(visit: Open) -> None:
    made = visit("/", role=None)
    assert barriers(made.page) == []
    assert filled_buttons(made.page) == 1


def test_keys_are_explained_and_search_is_one_key_away(visit: Open) -> None:
    page = visit("/settings/").page
    page.keyboard.press("?")
    expect(page.locator("[data-keys-help]")).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.type("?n")  # letters in a field are letters
    expect(page.locator("[data-keys-help]")).to_be_hidden()
    expect(page.locator("input[type=search]")).to_have_value("?n")


def test_brightness_goes_round_and_stays(visit: Open) -> None:
    page = visit("/").page
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_menu_of_a_person_closes_with_escape(visit: Open) -> None:
    page = visit("/").page
    page.click(".person-menu > summary")
    expect(page.locator(".person-menu ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".person-menu ul")).to_be_hidden()
