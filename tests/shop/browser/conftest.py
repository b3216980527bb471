"""Pages of the running shop in Chromium, signed in as any role, at any width and brightness.

GOEN_SHOTS names a folder that gets a picture of every page a test shows.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from playwright.sync_api import BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer


@dataclass
class Visit:
    """An opened page; `said` is what the console told, `asked` the addresses it fetched."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def visit(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[str], Client],
) -> Callable[..., Visit]:
    """Open an address; `role` None is a stranger."""

    def opened(
        address: str,
        *,
        role: str | None = "PRESIDENT",
        width: int = 1440,
        dark: bool = False,
        javascript: bool = True,
    ) -> Visit:
        context = new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        if role:
            session = client_of(role).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        made = Visit(context.new_page())
        _listen(made)
        made.page.goto(f"{live_server.url}{address}")
        _shoot(made.page, address, width, dark=dark)
        return made

    return opened


def _listen(made: Visit) -> None:
    page = made.page
    page.on("console", lambda message: made.said.append(message.text))
    page.on("pageerror", lambda error: made.said.append(str(error)))
    page.on("request", lambda request: made.asked.append(request.url))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )


def _shoot(page: Page, address: str, width: int, *, dark: bool) -> None:
    folder = os.environ.get("GOEN_SHOTS")
    if folder:
        name = address.strip("/").replace("/", "-") or "home"
        path = Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=path, full_page=True)
