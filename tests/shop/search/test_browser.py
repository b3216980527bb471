"""The search field in Chromium: as you type, by the keyboard, and while an IME composes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.customers.models import Customer
from goen.shop.ui import search
from goen.shop.ui.search import KANA, NAME, PHONE, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from playwright.sync_api import BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {"髙橋 みな子": "タカハシ ミナコ", "田中 太郎": "タナカ タロウ", "田中 花": "タナカ ハナ"}
FIELD = '[role="search"] input[type="search"]'


@pytest.fixture
def page(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> Page:
    for name, kana in NAMES.items():
        row = Customer.objects.create(name=name, kana=kana)
        words = [Words(NAME, name), Words(KANA, kana), Words(PHONE, f"090-0000-000{row.pk}")]
        search.index(kind="customer", object_id=row.pk, texts=words)
    session = client_of("STAFF").cookies["sessionid"].value
    context = new_context(viewport={"width": 390, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    opened = context.new_page()
    opened.goto(f"{live_server.url}/search/")
    return opened


def test_two_characters_find_a_customer_by_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("たか")
    page.wait_for_selector("#search-found .found__line")
    names = page.locator(".found__line b").all_inner_texts()
    assert [name.removesuffix(" 様") for name in names] == ["髙橋 みな子"]
    page.keyboard.press("ArrowDown")
    current = page.get_attribute(FIELD, "aria-activedescendant")
    assert current
    assert page.get_attribute(f"#{current}", "aria-selected") == "true"
    with page.expect_navigation(url="**/customers/*/"):
        page.keyboard.press("Enter")
    assert "たか" not in page.url


def test_escape_closes_the_list_and_then_leaves_the_field(page: Page) -> None:
    page.focus(FIELD)
    page.keyboard.type("田中")
    page.wait_for_selector("#search-found .found__line")
    assert page.get_attribute(FIELD, "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute(FIELD, "aria-expanded") == "false"
    assert page.locator("#search-found").is_hidden()
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") != "q"


def test_nothing_is_asked_and_nothing_is_sent_while_an_ime_composes(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.focus(FIELD)
    page.wait_for_timeout(300)
    asked.clear()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "た", "selectionStart": 1, "selectionEnd": 1})
    client.send("Input.imeSetComposition", {"text": "たな", "selectionStart": 2, "selectionEnd": 2})
    page.dispatch_event(FIELD, "keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    page.wait_for_timeout(400)
    assert asked == []
    assert page.url.endswith("/search/")
    client.send("Input.insertText", {"text": "田中"})
    page.wait_for_selector("#search-found .found__line")
    assert asked == ["POST"]


def test_all_results_come_as_a_page_whose_address_holds_no_words(page: Page) -> None:
    page.focus(FIELD)
    page.keyboard.type("田中")
    page.wait_for_selector("#search-found .found__line")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found-lines")
    assert page.locator(".found-lines li").count() == 2
    assert page.url.endswith("/search/")


def test_what_was_opened_comes_first_in_the_empty_field(page: Page) -> None:
    page.focus(FIELD)
    page.keyboard.type("0900000")
    page.locator(".found__line").first.click()
    page.wait_for_load_state()
    page.goto(page.url.split("/customers/")[0] + "/search/")
    page.focus(FIELD)
    page.wait_for_selector("#search-found .found__line")
    assert page.locator("#search-found .found__line").count() == 1
