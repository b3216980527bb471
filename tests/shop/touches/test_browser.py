"""Recording and moving voices in Chromium: a phone, a thumb, an IME, no mouse, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from goen.shop.customers.search import index_customers
from goen.shop.touches import operations
from goen.shop.touches.models import Action, Touch, Voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client
    from pytest_django.live_server_helper import LiveServer

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

    Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> Iterator[Open]:
    """Open an address as a member of staff; any error of a script fails the test."""
    problems: list[str] = []

    def opened(address: str, *, width: int = 1280, javascript: bool = True) -> Page:
        session = client_of("STAFF").cookies["sessionid"].value
        context = new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            has_touch=width == PHONE,
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    assert problems == []


@pytest.fixture
def found(tea: Customer) -> Customer:
    """The customer, known to the search."""
    index_customers(customers=[tea])
    return tea


def compose(page: Page, *texts: str) -> None:
    """Type as an IME does: the text changes while it is composed, then it is chosen."""
    session = page.context.new_cdp_session(page)
    for text in texts:
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    # Enter chooses the word: the browser tells the page key code 229.
    for kind in ("rawKeyDown", "keyUp"):
        session.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
        )
    session.send("Input.insertText", {"text": texts[-1]})


def test_a_visit_is_recorded_on_a_phone_with_an_ime(open_page: Open, found: Customer) -> None:
    page = open_page("/", width=PHONE)
    page.locator(".bottom-bar .do").tap()
    who = page.locator("#quick [role=combobox]")
    expect(who).to_be_focused()
    compose(page, "てし", "てしがわら", "勅使河原")
    page.locator("#quick-found [data-id]").first.tap()
    expect(who).to_have_value(found.name)
    page.locator("#quick .pick", has_text="訪問").tap()
    page.locator("#quick-line").tap()
    compose(page, "しんちゃ", "新茶の案内を喜ばれた")
    assert not Touch.objects.exists()
    page.locator("#quick .choice", has_text="次の予定を入れる").tap()
    page.locator("#quick .pick", has_text="あした").tap()
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")
    touch = Touch.objects.get()
    assert (touch.kind, touch.line, touch.customer) == ("VISIT", "新茶の案内を喜ばれた", found)
    assert Action.objects.get().touch == touch
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_enter_while_composing_does_not_send(open_page: Open, tea: Customer) -> None:
    page = open_page(f"/customers/{tea.pk}/")
    line = page.locator("#quick-line")
    line.evaluate(
        """(field) => {
          field.focus();
          field.value = "しんちゃ";
          const enter = {key: "Enter", keyCode: 229, isComposing: true, bubbles: true};
          field.dispatchEvent(new KeyboardEvent("keydown", enter));
          field.dispatchEvent(new KeyboardEvent("keydown", {...enter, ctrlKey: true}));
        }"""
    )
    page.wait_for_timeout(200)
    assert not Touch.objects.exists()
    line.fill("新茶")
    line.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")
    assert Touch.objects.get().line == "新茶"


def test_the_dialog_of_the_top_bar_leads_back_to_the_page(open_page: Open, found: Customer) -> None:
    page = open_page("/voices/")
    page.keyboard.press("n")
    dialog = page.locator("dialog#record")
    expect(dialog).to_be_visible()
    page.keyboard.type("teshigawara")
    expect(page.locator("#quick-found [aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#quick-line")).to_be_focused()
    page.keyboard.type("電話をいただいた")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")
    assert page.url.endswith("/voices/")
    assert Touch.objects.get().customer == found


def test_what_was_typed_outlives_a_closed_session(open_page: Open, tea: Customer) -> None:
    page = open_page(f"/customers/{tea.pk}/")
    page.fill("#quick-line", "書きかけの話")
    page.reload()
    expect(page.locator("#quick-line")).to_have_value("書きかけの話")
    page.locator("#quick-line").press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")
    expect(page.locator("#quick-line")).to_have_value("")


def test_a_visit_is_recorded_without_javascript(open_page: Open, found: Customer) -> None:
    page = open_page("/touches/new/", javascript=False)
    page.locator("#quick .pick", has_text="来店").click()
    page.fill("#quick-who", "勅使河原")
    page.fill("#quick-line", "新茶を試された")
    page.get_by_role("button", name="記録する").click()
    assert Touch.objects.get().kind == "SHOP"


def test_an_urgent_complaint_is_filed_and_moved_without_dragging(
    open_page: Open, tea: Customer
) -> None:
    page = open_page(f"/customers/{tea.pk}/", width=PHONE)
    expect(page.locator(".only-voice")).to_be_hidden()
    page.locator("#quick .pick", has_text="声").first.tap()
    page.locator(".only-voice label", has_text="クレーム").tap()
    page.locator(".only-voice label", has_text="急ぎ").tap()
    page.fill("#quick-line", "急須が欠けて届いた")
    page.locator("#quick .btn--main").tap()
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")
    assert Voice.objects.get().urgent
    expect(page.locator(".bottom-bar [data-urgent]")).to_contain_text("1")
    page.goto(page.url.split("/customers")[0] + "/voices/")
    card = page.locator(".note", has_text="急須が欠けて届いた")
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    card.get_by_role("button", name="対応中").press("Enter")
    expect(page.locator("[data-status=ACTING] .note")).to_have_count(1)
    assert Voice.objects.get().status == "ACTING"
    page.locator("[data-undo]").click()
    expect(page.locator("[data-status=NEW] .note")).to_have_count(1)


def test_a_card_can_also_be_dragged(open_page: Open, staff: Staff, tea: Customer) -> None:
    values = {"customer": tea, "kind": "COMPLAINT", "title": "急須が欠けて届いた"}
    operations.record_voice(by=staff, values=values, now=now())  # type: ignore[arg-type]
    page = open_page("/voices/")
    page.locator(".note").drag_to(page.locator("[data-status=DONE]"))
    expect(page.locator("[data-status=DONE] .note")).to_have_count(1)
    assert Voice.objects.get().status == "DONE"


def test_a_promise_is_ticked_on_home_and_stays_faded(
    open_page: Open, staff: Staff, tea: Customer
) -> None:
    operations.plan_action(
        by=staff, values={"customer": tea, "what": "掛け直す", "due_on": today()}, now=now()
    )
    page = open_page("/", width=PHONE)
    page.locator("[id^=action-] [name=done]").check()
    expect(page.locator("[data-toast]")).to_contain_text("済みにしました")
    expect(page.locator("[id^=action-] [name=done]")).to_be_checked()
    assert Action.objects.get().done_at is not None
    page.locator("[data-undo]").click()
    expect(page.locator("[id^=action-] [name=done]")).not_to_be_checked()
    page.locator("[id^=action-] summary").tap()
    page.get_by_role("button", name="1週間後").tap()
    expect(page.locator("[data-toast]").last).to_contain_text("延ばしました")
    assert Action.objects.get().due_on > today()
