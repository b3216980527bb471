"""Chromium for the browser tests, and the report page written once per language."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.report._html_cases import large, unanswered
from tests.report.example import example_answers

from goen.report.html import write_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CASES = {"example": example_answers, "large": large, "unanswered": unanswered}


def chromium_path() -> str:
    """Where Chromium is: $GOEN_CHROMIUM, or the first known name on the path."""
    named = [os.environ.get("GOEN_CHROMIUM"), *map(shutil.which, NAMES)]
    found = next((path for path in named if path), None)
    if found is None:
        pytest.fail(
            "Chromium is not installed. On Debian: apt-get install chromium fonts-noto-cjk "
            "(or set GOEN_CHROMIUM to the program).",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests; each test opens its own page in its own context."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--hide-scrollbars"]
        )
        yield made
        made.close()


@dataclass
class Opened:
    """A page and what it said and asked for while it was open."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class Reports:
    """Report pages written to a folder on demand, opened at any size and theme."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder

    def written(self, case: str, lang: str) -> Path:
        """The file of a document in a language."""
        path = self._folder / f"{case}-{lang}.html"
        if not path.exists():
            write_html(answers=CASES[case](), lang=lang, path=path)
        return path

    @contextmanager
    def opened(
        self, case: str = "example", lang: str = "ja", *, width: int = 1440, dark: bool = False
    ) -> Iterator[Opened]:
        """Open a report; every breach of its policy is thrown into the console."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        opened = Opened(page)
        page.on("console", lambda message: opened.console.append(message.text))
        page.on("pageerror", lambda error: opened.console.append(str(error)))
        page.on("request", lambda request: opened.requests.append(request.url))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
        )
        page.goto(self.written(case, lang).as_uri())
        yield opened
        context.close()


@pytest.fixture(scope="session")
def reports(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Report pages to open."""
    return Reports(browser, tmp_path_factory.mktemp("reports"))
