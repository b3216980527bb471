"""The whole way in a browser: set up, enter a customer, back up, go back, restore, move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from goen.shop.home import Home
from goen.shop.run import backup
from tests.shop.run.kit import MAIL, PASSWORD, Shop
from tests.shop.run.serving import Open, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.shop.postgres import Postgres

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="ja-JP", viewport={"width": 390, "height": 844})
    made = context.new_page()
    made.set_default_timeout(20_000)
    yield made
    context.close()


def sign_in(page: Page, serving: Open) -> None:
    page.goto(f"http://127.0.0.1:{serving.port}/accounts/login/")
    page.fill("[name=login]", MAIL)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r":\d+/$"))


def test_backed_up_gone_back_restored_and_moved(
    shop: Shop, page: Page, postgres: Postgres, tmp_path: Path
) -> None:
    with opened(shop) as serving:
        sign_in(page, serving)
        page.goto(f"http://127.0.0.1:{serving.port}/settings/backups/")
        page.get_by_role("button", name="今すぐバックアップ").click()
        page.get_by_text("終わりました。").wait_for(timeout=90_000)
        page.get_by_role("link", name="結果を開く").click()
        with page.expect_download() as taken:
            page.get_by_role("link", name=re.compile("をダウンロード")).first.click()
        taken.value.save_as(tmp_path / "b.goen.zip")
        page.get_by_role("link", name=re.compile("の時点に戻す")).first.click()
        page.get_by_role("button", name="いったん閉じて、戻す").click()
        page.get_by_role("heading", name="戻しています").wait_for()
        serving.read_until("restored")
        serving.read_until("Ctrl+C")
        sign_in(page, serving)  # everybody signs in anew
    assert [each.kind for each in backup.listed(home=Home(shop.folder))][:1] == ["before-restore"]

    there = Shop(tmp_path / "there")
    assert there.goen("restore", tmp_path / "b.goen.zip").returncode == 0
    with opened(there) as serving:
        sign_in(page, serving)

    url = postgres.fresh()
    assert there.goen("move-to", url).returncode == 0
    with opened(Shop(there.folder, url)) as serving:  # still signed in: sessions move, too
        page.goto(f"http://127.0.0.1:{serving.port}/settings/backups/")
        page.get_by_role("button", name="今すぐバックアップ").click()
        page.get_by_text("終わりました。").wait_for(timeout=90_000)
