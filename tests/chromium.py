"""One headless Chromium for all tests of a process; each test opens a context of its own.

Two of Playwright's loops do not live in one process, so nobody starts another.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext
    from pytest_django.live_server_helper import LiveServer

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


@pytest.fixture
def new_context(
    chromium: Browser,
    live_server: LiveServer,  # before whose end the contexts are closed
) -> Iterator[Callable[..., BrowserContext]]:
    """Open contexts for pages of the live server, all of which are closed when the test ends.

    A page that asks every second does so until it is closed, and the server needs the test's
    database until it has answered to the last.
    """
    contexts = []

    def opened(**given: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**given))
        return contexts[-1]

    yield opened
    for context in contexts:
        context.close()
    until = time.monotonic() + 20
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=max(0, until - time.monotonic()))
