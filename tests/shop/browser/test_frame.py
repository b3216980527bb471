"""The frame in Chromium: accessible at every width and brightness, usable by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.shop.browser.looks import barriers, filled_buttons, sideways

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/settings/", "/components/", "/more/", "/nowhere/")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_have_no_barrier(visit: Open, address: str, width: int, dark: bool) -> None:  # noqa: FBT001
    made = visit(address, width=width, dark=dark)
    assert barriers(made.page) == []
    assert [line for line in made.said if "404" not in line] == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways_on_the_smallest_phone(visit: Open, address: str) -> None:
    assert sideways(visit(address, width=320).page) <= 0


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


def test_the_first_visit_is_light_and_asks_nobody_else(visit: Open) -> None:
    made = visit("/")
    made.page.wait_for_load_state("networkidle")
    assert sum(made.asked.values()) < 300_000, made.asked
    own = made.page.evaluate("location.origin")
    assert [url for url in made.asked if not url.startswith((own, "data:"))] == []
