"""The report page in Chromium: quiet, readable at every size and theme, by keyboard, on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Reports

pytestmark = pytest.mark.browser

LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")
LANGS = ("ja", "en")
CASES = ("example", "large", "unanswered")
SIZES = (320, 390, 760, 1024, 1440)
UNFOLD = "for (const d of document.querySelectorAll('details.fold')) d.open = true"


def _look(page: Page, question: str) -> Any:
    return page.evaluate(f"({LOOKS.strip().removesuffix(';')}).{question}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_a_report_asks_for_nothing_and_says_nothing(reports: Reports, case: str, lang: str) -> None:
    with reports.opened(case, lang) as opened:
        opened.page.evaluate(UNFOLD)
        opened.page.get_by_role("button").first.click()
        opened.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        asked = [url for url in opened.requests if not url.startswith("data:")]
        assert asked == [reports.written(case, lang).as_uri()]
        assert opened.console == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_nothing_reaches_beyond_the_window(reports: Reports, case: str, lang: str) -> None:
    with reports.opened(case, lang) as opened:
        for unfold in ("", UNFOLD):
            opened.page.evaluate(unfold)
            for width in SIZES:
                opened.page.set_viewport_size({"width": width, "height": 900})
                assert _look(opened.page, "sideways()") <= 0, width


def test_text_twice_as_large_gets_the_narrow_form(reports: Reports) -> None:
    with reports.opened(width=1024) as opened:
        opened.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert _look(opened.page, "sideways()") <= 0
        expect(opened.page.locator(".rail")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", ["example", "large"])
def test_words_of_charts_stay_apart_in_their_cards_at_full_size(
    reports: Reports, case: str, lang: str
) -> None:
    with reports.opened(case, lang) as opened:
        for width in SIZES:
            opened.page.set_viewport_size({"width": width, "height": 900})
            assert _look(opened.page, "tangled()") == [], width
            assert _look(opened.page, "shrunken(10.5)") == [], width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_all_text_stands_out_from_its_ground(reports: Reports, case: str, theme: str) -> None:
    with reports.opened(case, dark=theme == "dark") as opened:
        opened.page.evaluate(UNFOLD)
        assert _look(opened.page, "faint()") == []


@pytest.mark.parametrize("width", [320, 1440])
def test_targets_and_text_are_large_enough(reports: Reports, width: int) -> None:
    with reports.opened(width=width) as opened:
        opened.page.evaluate(UNFOLD)
        assert _look(opened.page, "small()") == []
        assert _look(opened.page, "tiny()") == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(reports: Reports) -> None:
    with reports.opened() as opened:
        page = opened.page
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()


def test_the_keyboard_opens_tables_and_scrolls_them(reports: Reports) -> None:
    with reports.opened(width=390) as opened:
        page = opened.page
        summary = page.locator("#monthly details.fold summary")
        summary.focus()
        page.keyboard.press("Enter")
        table = page.locator("#monthly .scroll")
        expect(table).to_be_visible()
        page.keyboard.press("Tab")
        expect(table).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(table).not_to_have_js_property("scrollLeft", 0)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        expect(table).to_be_hidden()


def test_every_focus_is_seen(reports: Reports) -> None:
    with reports.opened() as opened:
        page = opened.page
        for _ in range(40):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"


def test_the_contents_on_a_phone_lead_and_close(reports: Reports) -> None:
    with reports.opened(width=390) as opened:
        page = opened.page
        contents = page.get_by_text("目次").locator("visible=true")
        contents.click()
        link = page.get_by_role("link", name="売上の増減はどこから")
        expect(link).to_be_visible()
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(contents).to_be_focused()
        contents.click()
        link.click()
        expect(page.locator("#h-sales_change")).to_be_in_viewport()
        expect(link).to_be_hidden()


def test_the_rail_shows_where_one_reads(reports: Reports) -> None:
    with reports.opened() as opened:
        page = opened.page
        page.locator(".rail").get_by_role("link", name="デシル").click()
        expect(page.locator("#h-decile")).to_be_in_viewport()
        expect(page.locator(".rail [aria-current]")).to_have_count(1)


def test_the_theme_goes_round_and_is_remembered(reports: Reports) -> None:
    with reports.opened("unanswered") as opened:
        page = opened.page
        button = page.get_by_role("button", name=re.compile("画面の明るさ"))

        def ground() -> str:
            return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

        expect(button).to_have_attribute("aria-label", "画面の明るさ：自動（押すと切り替え）")
        bright = ground()
        button.click()
        expect(button).to_have_attribute("aria-label", "画面の明るさ：明るい（押すと切り替え）")
        assert ground() == bright
        button.press("Enter")
        expect(button).to_have_attribute("aria-label", "画面の明るさ：暗い（押すと切り替え）")
        dark = ground()
        assert dark != bright
        # Chromium hands what a page stores to the next one a moment later, not at once.
        for _ in range(20):
            page.reload()
            if ground() == dark:
                break
            page.wait_for_timeout(100)
        assert ground() == dark
        page.get_by_role("button", name=re.compile("暗い")).click()
        assert ground() == bright


def test_a_dark_system_gets_a_dark_page_and_charts(reports: Reports) -> None:
    with reports.opened(dark=True) as opened:
        page = opened.page
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 19, 19)"
        words = page.locator("#monthly .drawing--large text").first
        assert words.evaluate("e => getComputedStyle(e).fill") != "rgb(63, 74, 73)"


def test_a_chart_is_drawn_once_for_each_room(reports: Reports) -> None:
    shown = "[...document.querySelectorAll('#monthly .drawing')].filter(d => d.checkVisibility())"
    for width, size in ((390, "narrow"), (900, "wide"), (1440, "large")):
        with reports.opened(width=width) as opened:
            classes = opened.page.evaluate(f"{shown}.map(d => d.className)")
            assert len(classes) == 1
            assert f"drawing--{size}" in classes[0]


def test_words_of_charts_use_the_fonts_of_the_page(reports: Reports) -> None:
    with reports.opened() as opened:
        page = opened.page
        words, body = (
            page.locator(place).first.evaluate("e => getComputedStyle(e).fontFamily")
            for place in ("#monthly .drawing--large text", "body")
        )
        assert words == body


def test_paper_has_every_section_open_light_and_without_the_frame(reports: Reports) -> None:
    with reports.opened(dark=True) as opened:
        page = opened.page
        titles = page.locator("main h2").count()
        page.emulate_media(media="print")
        assert page.locator("main h2:visible").count() == titles
        for place in (".rail", ".topbar", ".skip", ".fold--long", ".drawing--narrow"):
            assert page.locator(f"{place}:visible").count() == 0, place
        folded = page.locator("details.fold:not(.fold--long) table")
        assert folded.count() > 10
        visible = folded.evaluate_all(
            "tables => tables.filter(t => t.checkVisibility({contentVisibilityAuto: true})).length"
        )
        assert visible == folded.count()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )


def test_paper_is_a4_and_every_page_is_numbered(reports: Reports) -> None:
    with reports.opened() as opened:
        document = opened.page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
        assert 8 <= len(boxes) <= 24
        assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}


def test_tables_folded_on_screen_are_folded_again_after_printing(reports: Reports) -> None:
    with reports.opened() as opened:
        page = opened.page
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details.fold:not(.fold--long):not([open])").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.fold[open]").count() == 0
