"""Fifty customers go out to Excel, are edited there, and come back as a difference."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from goen.shop.customers.models import Customer
from goen.shop.intake.models import Batch
from goen.shop.jobs.work import drain
from tests.shop.browser.looks import barriers
from tests.shop.intake.helpers import taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.HOME = settings.HOME.__class__(tmp_path)


def _edited(path: Path) -> bytes:
    """The workbook as somebody hands it back: 50 memos written, one name and one number changed,
    sorted the other way round, two rows deleted, one added."""
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    place = {name: at for at, name in enumerate(head)}
    for row in rows[:50]:
        row[place["メモ"]] = "お中元を送る"
    rows[0][place["名前"]] = "書きまちがい"
    rows[1][place["電話番号"]] = "03-1111-2222"
    new: list[Any] = [""] * len(head)
    new[place["名前"]], new[place["電話番号"]] = "新田 さくら", "03-3333-4444"
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("お客様")
    for number, cells in enumerate([head, *reversed(rows[:58]), new]):
        for at, cell in enumerate(cells):
            sheet.write(number, at, f"{cell:%Y/%m/%d}" if hasattr(cell, "year") else cell)
    book.close()
    return stream.getvalue()


def test_fifty_customers_edited_in_excel_come_back(
    visit: Open, people: dict[str, Staff], tmp_path: Path
) -> None:
    lines = [f"{n:04},お客{n:02}様,03-5555-{n:04},1980/1/{n % 28 + 1}" for n in range(1, 61)]
    text = "\n".join(["顧客番号,名前,電話番号,誕生日", *lines])
    taken(by=people["PRESIDENT"], kind="customers", text=text)
    page = visit("/exports/", role="PRESIDENT").page
    page.route("**/*", lambda route: route.continue_())
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="お客様を書き出す").click()
    download.value.save_as(tmp_path / "out.xlsx")
    first, second, third = Customer.objects.order_by("pk")[:3]
    Customer.objects.filter(pk=third.pk).update(memo="こちらで書いた")  # meanwhile, here
    Customer.objects.filter(pk=second.pk).update(source="ご紹介")

    page.goto(str(page.evaluate("location.origin")) + "/imports/")
    page.get_by_role("radio", name="お客様", exact=True).check()
    page.set_input_files(
        "#import-file",
        {"name": "直した.xlsx", "mimeType": _SHEET, "buffer": _edited(tmp_path / "out.xlsx")},
    )
    page.get_by_role("button", name="ファイルを読む").click()
    page.get_by_role("button", name="すべての行を確認する").click()
    expect(page.get_by_role("heading", name="列ごとの変わったところ")).to_be_visible()
    assert barriers(page) == []
    counts = Batch.objects.latest("pk").counts
    assert {name: counts[name] for name in ("NEW", "UPDATE", "SAME", "DOUBTFUL", "ERROR")} == {
        "NEW": 1, "UPDATE": 49, "SAME": 8, "DOUBTFUL": 1, "ERROR": 0,
    }  # fmt: skip

    page.get_by_role("button", name="台帳のままにする").click()  # the memo changed on both sides
    expect(page.get_by_role("button", name="台帳のままにする")).to_have_count(0)
    page.get_by_role("link", name="更新").first.click()
    page.get_by_role("button", name="名前：ファイルの変更をすべて断る").click()
    expect(
        page.get_by_role("button", name="名前：ファイルの変更をすべて受け入れる")
    ).to_be_visible()
    page.get_by_role("link", name="まとめへ進む").click()
    page.get_by_role("button", name="行を取り込む").click()
    expect(page.get_by_text("もう一度確認してから、取り込みます")).to_be_visible()
    drain()
    expect(page.get_by_text("ファイルを取り込みました")).to_be_visible()

    for one in (first, second, third):
        one.refresh_from_db()
    assert (first.name, first.memo) == ("お客01", "お中元を送る")
    assert (second.memo, second.source) == ("お中元を送る", "ご紹介")
    assert second.phones.get().number == "03-1111-2222"
    assert third.memo == "こちらで書いた"
    assert Customer.objects.filter(memo="お中元を送る").count() == 49
    assert Customer.objects.live().count() == 61  # deleted rows stay, the new one is new
    assert Customer.objects.filter(name="新田 さくら").exists()
