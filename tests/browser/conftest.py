"""Chromium for the browser tests, and the report page written once per language."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from tests.report._html_cases import large, unanswered
from tests.report.example import example_answers

from goen.report.html import write_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CASES = {"example": example_answers, "large": large, "unanswered": unanswered}


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The browser; each test opens its own page in its own context."""
    return chromium


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
