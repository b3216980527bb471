"""Two own fields in Chromium: defined, entered, filtered by, and what is found assigned at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from goen.shop.customers.models import Customer
from goen.shop.fields.models import OwnField
from goen.shop.ui.models import SavedFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _define(page: Page, *, label: str, choices: str = "") -> None:
    page.locator("[name=label]").fill(label)
    if choices:
        page.locator("[name=kind]").select_option("CHOICE")
        page.locator("[name=choices_text]").fill(choices)
    page.locator("[data-save]").click()
    page.wait_for_url("**" + reverse("own_fields"))


def test_two_fields_are_defined_entered_filtered_by_and_assigned(
    visit: Open, people: dict[str, Staff]
) -> None:
    opened = visit(reverse("own_field_new"))
    page = opened.page
    _define(page, label="お茶の好み", choices="深むし\n浅むし")
    page.goto(page.url + "new/")
    _define(page, label="器の好み")
    taste, cup = (OwnField.objects.get(label=label) for label in ("お茶の好み", "器の好み"))

    site = page.url.removesuffix(reverse("own_fields"))
    for name, choice in (("堤 澪", "深むし"), ("関 凪", "浅むし")):
        page.goto(site + reverse("customer_new"))
        page.locator("[name=name]").fill(name)
        page.locator(f"[name=fields-{taste.input_name}]").select_option(choice)
        page.locator(f"[name=fields-{cup.input_name}]").fill("白磁")
        page.keyboard.press("Control+Enter")
        expect(page.locator("h1")).to_contain_text(name)
        expect(page.get_by_text("白磁").first).to_be_visible()

    page.goto(site + reverse("customers_build"))
    page.locator("[name='fact.0']").select_option(label="お茶の好み")
    page.locator("[name='v.0'] option", has_text="深むし").first.wait_for(state="attached")
    page.locator("[name='v.0']").select_option(label="深むし")
    page.locator("#filter-name").fill("深むしの方")
    page.locator("[name=do][value=name]").click()
    page.wait_for_url("**/customers/?filter=*")
    assert SavedFilter.objects.get(name="深むしの方")
    expect(page.get_by_role("link", name="堤 澪")).to_be_visible()
    expect(page.get_by_role("link", name="関 凪")).to_have_count(0)

    page.locator("[data-tick-all]").press("Space")
    page.get_by_role("button", name="担当を選ぶ").press("Enter")
    page.locator("[name=owner]").select_option(label="STAFF")
    page.get_by_role("button", name="担当を選ぶ").press("Enter")
    expect(page.get_by_text("1人の担当").first).to_be_visible()
    owners = dict(Customer.objects.values_list("name", "owner__name"))
    assert owners == {"堤 澪": "STAFF", "関 凪": "PRESIDENT"}
    assert opened.said == []
