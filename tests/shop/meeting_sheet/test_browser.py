"""From the portfolio to the paper of the meeting, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shop.browser.conftest import Visit
    from tests.shop.figures.conftest import ShopBooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_sheet_is_one_click_from_the_portfolio(
    books: ShopBooks, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    made = visit("/portfolio/")
    page = made.page
    page.get_by_role("link", name="会議用の1枚").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年12月")
    page.get_by_label("月", exact=True).select_option("2025-11-30")
    page.get_by_role("button", name="表示").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年11月")
    assert made.said == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF（A4）").click()
    waiting.value.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
