"""A newcomer is told whom to call today and why; one click makes the tasks, another takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.shop.touches.models import Action
from tests.shop.advice.conftest import shop  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shop.advice.conftest import Shop
    from tests.shop.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_whom_do_i_call_today_and_why(
    visit: Callable[..., Visit],
    shop: Shop,  # noqa: F811
) -> None:
    shop.customer("loyal_left", name="関 凪")
    shop.customer("first_waiting", name="一口 千賀子")
    shop.work_out()
    page = visit("/").page
    card = page.get_by_role("region", name="次にすること")
    assert "優良客が今月1人離れました" in card.inner_text()
    assert "240日お買い物がありません" in card.inner_text()
    card.get_by_role("link", name="優良客が今月1人離れました").click()
    page.get_by_role("link", name="関 凪 様").wait_for()
    assert "お変わりありませんか" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="電話の予定を1件つくる").dblclick()
    page.wait_for_url("**/actions/**")
    assert "予定を1件つくりました" in page.inner_text("body")
    assert page.get_by_role("link", name="関 凪 様").first.is_visible()
    assert Action.objects.open().count() == 1
    page.get_by_role("button", name="元に戻す").click()
    page.wait_for_load_state()
    assert Action.objects.open().count() == 0
    page.goto(page.url.split("/actions/")[0] + "/advice/")
    assert "優良客が今月1人離れました" in page.inner_text("main")
