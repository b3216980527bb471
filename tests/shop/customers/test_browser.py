"""Entering and editing customers in Chromium: keyboard, IME, phone, two people, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from goen.shop.customers import operations
from goen.shop.customers.models import Customer
from tests.shop.customers.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django.live_server_helper import LiveServer

    from goen.shop.staff.models import Staff

    Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What Chromium tells a page while 変換 goes on: Enter chooses the word and must not save.
COMPOSE = """(field) => {
  field.focus();
  field.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
  field.value = "わたぬき";
  const enter = {key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true};
  const taken = !field.dispatchEvent(new KeyboardEvent("keydown", enter));
  field.value = "四月一日";
  field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true, data: "四月一日"}));
  return taken;
}"""


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> Open:
    """Open an address as a member of staff; the page fails the test on any script error."""

    def opened(address: str, *, width: int = 1280, javascript: bool = True) -> Page:
        session = client_of("STAFF").cookies["sessionid"].value
        context = new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    return opened


def test_a_customer_is_entered_by_keyboard_with_an_ime(open_page: Open) -> None:
    page = open_page("/customers/new/", width=390)
    assert page.locator("[name=name]").evaluate(COMPOSE) is False
    assert page.url.endswith("/customers/new/")  # Enter of the 変換 saved nothing
    page.keyboard.press("Tab")
    page.keyboard.type("わたぬき")
    page.keyboard.press("Enter")  # goes on, saves nothing
    expect(page.locator("[name=phones-0-number]")).to_be_focused()
    page.keyboard.type("０９０ー１２３４ー５６７８")
    page.keyboard.press("Tab")
    expect(page.locator("[name=phones-0-number]")).to_have_value("090-1234-5678")
    page.locator("[name=birthday]").fill("昭和35年2月29日")
    page.keyboard.press("Tab")
    expect(page.locator("[name=birthday]")).to_have_value("1960/02/29")
    page.locator("[name=addresses-0-postal_code]").fill("9400062")
    page.keyboard.press("Tab")
    expect(page.locator("[name=addresses-0-city]")).to_have_value("長岡市")
    expect(page.locator("[name=addresses-0-street]")).to_be_focused()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#timeline")
    customer = Customer.objects.get()
    assert (customer.name, customer.kana) == ("四月一日", "わたぬき")
    assert customer.addresses.get().city == "長岡市"


def test_rows_come_and_go_without_leaving_the_page(open_page: Open) -> None:
    page = open_page("/customers/new/")
    page.locator("[name=name]").fill("四月一日 環")
    page.click("button[value='add:phones']")
    expect(page.locator("[name=phones-1-number]")).to_be_focused()
    assert page.input_value("[name=name]") == "四月一日 環"
    page.click("button[value='drop:phones:1']")
    page.wait_for_selector("[name='phones-1-number']", state="detached")


def test_the_likely_fix_is_a_button(open_page: Open) -> None:
    page = open_page("/customers/new/")
    page.locator("[name=phones-0-number]").fill("9012345678")
    page.keyboard.press("Tab")
    page.click("[data-field='phones-0-number'] [data-hint] button")
    assert page.input_value("[name=phones-0-number]") == "090-1234-5678"


def test_a_customer_is_entered_without_javascript(open_page: Open) -> None:
    page = open_page("/customers/new/", javascript=False)
    page.locator("[name=name]").fill("四月一日 環")
    page.click("button[value='add:phones']")
    page.locator("[name=phones-1-number]").fill("03-1111-2222")
    page.click("[data-save]")
    assert Customer.objects.get().phones.get().key == "0311112222"


def test_two_people_edit_one_customer(
    open_page: Open, enter: Callable[..., Customer], people: dict[str, Staff]
) -> None:
    customer = enter()
    page = open_page(f"/customers/{customer.pk}/edit/")
    page.locator("[name=memo]").fill("後から")
    operations.update_customer(
        by=people["CLERK"], customer_id=customer.pk, version=1, values={"memo": "先に"}, now=NOW
    )
    page.click("[data-save]")
    page.wait_for_selector("#conflict")
    assert "先に" in page.inner_text("#conflict")
    customer.refresh_from_db()
    assert customer.memo == "先に"
    page.check("[name=keep-memo][value=mine]")
    page.click("#conflict button.btn--main")
    page.wait_for_selector("#timeline")
    customer.refresh_from_db()
    assert customer.memo == "後から"
