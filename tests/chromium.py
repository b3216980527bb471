"""One headless Chromium for all tests of a process; each test opens a context of its own.

Two of Playwright's loops do not live in one process, so nobody starts another.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# The first has no windows and opens a page in a fifth of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


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
def chromium() -> Iterator[Browser]:
    """The browser; Playwright's loop lives in this thread until the last test."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        expect.set_options(timeout=20_000)  # a slow machine is not a wrong page
        # Django would refuse its database in a thread in which a loop runs.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        made = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--hide-scrollbars"]
        )
        yield made
        made.close()
