"""Every main screen, filled with long names, in both brightnesses: desk, phone, smallest phone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.shop.browser.filled import fill
from tests.shop.browser.looks import (
    barriers,
    filled_buttons,
    shift,
    sideways,
    small_targets,
    weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from goen.shop.staff.models import Staff
    from tests.shop.browser.conftest import Visit

    Open = Callable[..., Visit]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (
    "/",
    "/customers/",
    "/customers/filter/",
    "/customers/new/",
    "/customers/{person}/",
    "/customers/{company}/",
    "/customers/{company}/edit/",
    "/customers/{person}/history/",
    "/customers/{person}/map/",
    "/customers/{person}/links/",
    "/customers/{person}/files/new/",
    "/customers/{person}/consent/",
    "/customers/{person}/fit/",
    "/customers/{person}/request/",
    "/customers/trash/",
    "/consent/purposes/",
    "/requests/",
    "/requests/{request}/",
    "/fields/",
    "/fields/{field}/edit/",
    "/fields/missing/",
    "/fields/fill/",
    "/touches/",
    "/touches/new/",
    "/touches/texts/",
    "/touches/{touch}/",
    "/voices/",
    "/voices/list/",
    "/voices/meeting/",
    "/voices/new/",
    "/voices/{voice}/",
    "/actions/",
    "/actions/{action}/edit/",
    "/improvements/",
    "/improvements/{improvement}/",
    "/sales/",
    "/sales/new/",
    "/sales/trash/",
    "/sales/{sale}/",
    "/portfolio/ledger/",
    "/portfolio/vip/",
    "/portfolio/fit/",
    "/products/",
    "/products/{product}/",
    "/documents/",
    "/documents/{document}/",
    "/documents/{document}/edit/",
    "/advice/",
    "/advice/loyal_left/",
    "/advice/playbook/",
    "/advice/playbook/loyal/lapsed/",
    "/advice/prices/",
    "/advice/three-questions/",
    "/schemes/",
    "/schemes/new/",
    "/schemes/two-indicators/",
    "/imports/",
    "/meeting-sheet/",
    "/imports/{batch}/file/",
    "/imports/{batch}/columns/",
    "/imports/{batch}/check/?show=errors",
    "/imports/{batch}/check/?show=doubtful",
    "/imports/{batch}/check/?show=all",
    "/imports/{batch}/summary/",
    "/imports/{applied}/",
    "/exports/",
    "/rhythm/",
    "/rhythm/resting/",
    "/rhythm/weekly/",
    "/search/",
    "/settings/",
    "/settings/meeting-sheet/",
    "/more/",
    "/components/",
    "/nowhere/",
)
MOST_SHIFT = 0.05  # a long table is laid out again while its rows arrive
SAMPLES = "/components/"  # shows every button there is, the small and the filled ones


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_screen(
    visit: Open,
    live_server: LiveServer,
    people: dict[str, Staff],
    *,
    dark: bool,
) -> None:
    keys = fill(by=people["PRESIDENT"], colleague=people["STAFF"])
    made = visit("/", dark=dark)
    made.page.wait_for_load_state("networkidle")
    assert weight(made.page) < 300_000, made.asked
    found = []
    for screen in SCREENS:
        made.said.clear()
        made.page.set_viewport_size({"width": 1440, "height": 900})
        made.page.goto(live_server.url + screen.format(**keys))
        look = _faint(made.page) if dark else _findings(made.page, screen)
        said = [line for line in made.said if "404" not in line]
        found += [f"{screen} {line}" for line in [*said, *look]]
    own = made.page.evaluate("location.origin")
    found += [url for url in made.asked if not url.startswith((own, "data:"))]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@contextmanager
def _fingers(page: Page) -> Iterator[None]:
    """A phone in the hand: narrow, and touched."""
    chrome = page.context.new_cdp_session(page)
    page.set_viewport_size({"width": 390, "height": 844})
    chrome.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield
    chrome.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    chrome.detach()


def _findings(page: Page, screen: str) -> Iterator[str]:
    if shift(page) > MOST_SHIFT:
        yield f"moved by {shift(page):.3f}"
    if filled_buttons(page) > 1 and screen != SAMPLES:
        yield f"has {filled_buttons(page)} filled buttons"
    yield from barriers(page)
    with _fingers(page):
        yield from barriers(page)
        if screen != SAMPLES:
            yield from small_targets(page)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if sideways(page) > 0:
                yield f"is {sideways(page)} px too wide at {width}"


def _faint(page: Page) -> Iterator[str]:
    """What is too faint in the dark; nothing else depends on the brightness."""
    yield from barriers(page, colours_only=True)
    with _fingers(page):
        yield from barriers(page, colours_only=True)
