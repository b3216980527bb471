"""An urgent complaint on its way from a clerk's phone to the president's open page, in Chromium."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from goen.shop.customers.models import Customer
from goen.shop.sharing.meetings import plan_meeting
from goen.shop.sharing.models import Comment, Notice
from goen.shop.touches.models import Voice
from goen.shop.touches.operations import record_voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client
    from pytest_django.live_server_helper import LiveServer

    from goen.shop.staff.models import Staff

    Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
POLL = 21_000  # milliseconds after which an open page has asked again


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> Iterator[Open]:
    """Open an address as a role, at a clock that the test can move; errors of scripts fail it."""
    problems: list[str] = []

    def opened(address: str, *, role: str, width: int = 1280, javascript: bool = True) -> Page:
        session = client_of(role).cookies["sessionid"].value
        context = new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            has_touch=width == PHONE,
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        if javascript:
            page.clock.install()
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    assert problems == []


def _complain(page: Page, *, title: str) -> None:
    page.locator("#quick .pick", has_text="声").first.tap()
    page.locator(".only-voice label", has_text="クレーム").tap()
    page.locator(".only-voice label", has_text="急ぎ").tap()
    page.fill("#quick-line", title)
    page.locator("#quick .btn--main").tap()
    expect(page.locator("[data-toast]")).to_contain_text("記録しました")


def test_an_urgent_complaint_reaches_the_open_page_of_the_president(open_page: Open) -> None:
    customer = Customer.objects.create(name="勅使河原 冴子")
    president = open_page("/", role="PRESIDENT")
    expect(president.locator("#bell .count")).to_have_count(0)
    _complain(
        open_page(f"/customers/{customer.pk}/", role="CLERK", width=PHONE),
        title="急須が欠けて届いた",
    )
    president.clock.fast_forward(POLL)
    expect(president.locator("#bell .count")).to_have_text("1")
    call = president.locator("#callouts .callout", has_text="急須が欠けて届いた")
    expect(call).to_be_visible()
    voice = Voice.objects.get()
    assert voice.urgent
    call.get_by_role("link", name="読む").click()
    president.wait_for_url(f"**/voices/{voice.pk}/")
    expect(president.locator("#reading")).to_contain_text("社長が読みました・0分後")
    expect(president.locator("#callouts .callout")).to_have_count(0)
    assert Notice.objects.get(kind="PRESSING").read_at is not None
    clerk = open_page(f"/voices/{voice.pk}/", role="CLERK", width=PHONE)
    expect(clerk.locator("#reading")).to_contain_text("社長が読みました")
    assert clerk.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_name_of_the_list_is_mentioned_without_javascript(open_page: Open) -> None:
    customer = Customer.objects.create(name="勅使河原 冴子")
    page = open_page(f"/customers/{customer.pk}/", role="STAFF", width=PHONE, javascript=False)
    names = page.locator("#mention-names option").evaluate_all("all => all.map(one => one.value)")
    assert "MANAGER" in names and "STAFF" not in names
    page.fill("#comment-to", "MANAGER")
    page.fill("#comment-text", "見てください")
    page.get_by_role("button", name="書く", exact=True).tap()
    expect(page.locator("#comments")).to_contain_text("@MANAGERさん：見てください")
    assert Comment.objects.get().mentions.get().name == "MANAGER"
    assert page.locator("#comments").evaluate("part => part.scrollWidth") <= PHONE


def test_two_who_note_at_once_lose_nothing(open_page: Open, people: dict[str, Staff]) -> None:
    record_voice(by=people["CLERK"], values={"kind": "REQUEST", "title": "詰め替え"}, now=now())
    meeting = plan_meeting(
        by=people["MANAGER"],
        values={"title": "定例", "on": today(), "attendees": [people["MANAGER"]]},
        now=now(),
        since=timedelta(days=30),
    )
    one = open_page(f"/meetings/{meeting.pk}/", role="MANAGER")
    two = open_page(f"/meetings/{meeting.pk}/", role="STAFF", width=PHONE)
    for page, note in ((one, "先の話"), (two, "後の話")):
        page.locator("textarea[name^=note-]").fill(note)
        page.get_by_role("button", name="メモを保存する").click()
    expect(two.locator("main .callout")).to_contain_text("ほかの人が先に直していました")
    expect(two.locator("textarea[name^=note-]")).to_have_value("後の話")
    expect(two.locator("form[data-guard]")).to_contain_text("先の話")
    assert two.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert meeting.points.get().note == "先の話"
    two.get_by_role("button", name="メモを保存する").click()
    expect(two.locator("[data-toast]")).to_contain_text("メモを保存しました")
    assert meeting.points.get().note == "後の話"
