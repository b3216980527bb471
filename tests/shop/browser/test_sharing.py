"""The screens of sharing on a phone in the dark: no barrier, nothing wider than the window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.sharing.comments import write_comment
from goen.shop.sharing.meetings import plan_meeting
from goen.shop.sharing.models import Duty, Notice, Rule
from goen.shop.touches.operations import record_voice
from goen.shop.ui.clock import now, today
from tests.shop.browser.looks import barriers, filled_buttons, sideways

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "マクドゥガル＝長谷部 アレクサンドラ由紀恵 フランソワーズ ゲルトルート"


def test_a_mention_is_followed_and_every_screen_is_readable(
    visit: Callable[..., Visit], people: dict[str, Staff]
) -> None:
    by, president = people["MANAGER"], people["PRESIDENT"]
    by.name = LONG
    by.save()
    customer = Customer.objects.create(name="関 凪")
    voice = {"kind": "COMPLAINT", "title": "急須が欠けて届いた", "urgency": 3}
    record_voice(by=by, values=voice, now=now())  # type: ignore[arg-type]
    said = write_comment(
        by=by, kind="customer", object_id=customer.pk, text="@PRESIDENT 次は先に", now=now()
    )
    rule = Rule.objects.create(what="VOICE", who="PERSON", person=by, state="PROPOSED")
    Duty.objects.create(page="actions", role="PRESIDENT", every="WEEK", since="2026-01-05")
    values = {"title": LONG, "on": today(), "attendees": [by, president]}
    meeting = plan_meeting(by=by, values=values, now=now(), since=timedelta(days=9))  # type: ignore[arg-type]
    page = visit("/", width=390, dark=True).page
    page.locator("section", has_text="あなたへのひとこと").get_by_role("link").first.click()
    comment = page.locator(f"#comment-{said.pk}")
    expect(comment).to_be_in_viewport()
    expect(comment).to_contain_text("このひとこと")
    assert page.evaluate("document.activeElement.id") == f"comment-{said.pk}"
    assert Notice.objects.get(key=f"comment-{said.pk}").read_at is not None
    root = page.url[: page.url.index("/customers/")]
    for address in (
        reverse("sharing_rules"),
        reverse("sharing_new", args=["rule"]),
        reverse("sharing_refuse", args=["rule", rule.pk]),
        reverse("duties"),
        reverse("notices"),
        reverse("readings"),
        reverse("meetings"),
        reverse("meeting", args=[meeting.pk]),
    ):
        page.goto(f"{root}{address}")
        assert (barriers(page), sideways(page) <= 0) == ([], True), address
        assert filled_buttons(page) <= 1, address
