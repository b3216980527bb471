"""Set-up, codes of an app and passkeys in Chromium, under the pages' own content rules."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session

from goen.shop.staff.models import OwnCompany
from tests.shop.browser.looks import barriers
from tests.shop.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

    from goen.shop.staff.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said() -> list[str]:
    """What the page complained about."""
    return []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], said: list[str]) -> Page:
    context = new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    return opened


def _address(live_server: LiveServer) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")  # passkeys need a name


def _sign_in(page: Page, at: str, member: Staff) -> None:
    page.goto(f"{at}/accounts/login/")
    page.fill('[name="login"]', member.email)
    page.fill('[name="password"]', PASSWORD)
    page.click(".btn--main")


def _confirm(page: Page) -> None:
    """Give the password once more, where a page asks for it."""
    if "reauthenticate" in page.url:
        page.fill('[name="password"]', PASSWORD)
        page.click(".btn--main")


def test_a_newcomer_sets_up_the_company(page: Page, said: list[str], live_server: LiveServer, db):
    page.goto(_address(live_server))
    assert page.url.endswith("/setup/")
    page.fill('[name="company"]', "みどり堂")
    page.fill('[name="purpose"]', "お客様と末永くおつきあいする")
    page.select_option('[name="preset"]', "retail")
    page.fill('[name="president"]', "倉持 直")
    page.fill('[name="email"]', "kuramochi@example.jp")
    page.fill('[name="password"]', PASSWORD)
    page.click("button[aria-pressed]")
    assert page.get_attribute('[name="password"]', "type") == "text"
    page.click(".btn--main")
    page.wait_for_selector(".rail__foot", state="attached")
    assert "お客様と末永くおつきあいする" in page.inner_text("main")
    assert OwnCompany.objects.get().preset == "retail"
    assert said == []


def test_the_code_of_an_app_is_asked_after_the_password(
    page: Page, said: list[str], live_server: LiveServer, people: dict[str, Staff]
):
    at = _address(live_server)
    _sign_in(page, at, people["STAFF"])
    page.goto(f"{at}/accounts/2fa/totp/activate/")
    _confirm(page)
    secret = page.input_value("#authenticator_secret")
    page.fill('[name="code"]', _code(secret))
    page.click("main .btn--main")
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.context.clear_cookies()
    _sign_in(page, at, people["STAFF"])
    page.wait_for_url("**/2fa/authenticate/")
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    page.fill('[name="code"]', "000000")
    page.click(".btn--main")
    assert "2fa/authenticate" in page.url
    page.fill('[name="code"]', _code(secret, later=1))
    page.click(".btn--main")
    page.wait_for_selector(".rail__foot", state="attached")
    assert said == []


def _code(secret: str, *, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_a_passkey_lets_in_without_a_password(
    page: Page, said: list[str], live_server: LiveServer, people: dict[str, Staff]
):
    at = _address(live_server)
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    _sign_in(page, at, people["STAFF"])
    page.goto(f"{at}/accounts/2fa/webauthn/add/")
    _confirm(page)
    page.fill('[name="name"]', "電話")
    page.check('[name="passwordless"]')
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/**")
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto(f"{at}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector(".rail__foot", state="attached")
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_of_staff_fit_and_keep_nobody_out(
    page: Page, live_server: LiveServer, people: dict[str, Staff], scheme: str, width: int
):
    at = _address(live_server)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    shots = os.environ.get("GOEN_SHOTS")
    paths = ["/accounts/login/", "/accounts/password/reset/"]
    signed = ["/me/", "/me/history/", "/staff/", "/staff/invite/", "/settings/company/", "/trail/"]
    signed += ["/settings/sample/", f"/staff/{people['CLERK'].pk}/", "/accounts/sessions/"]
    signed += ["/accounts/2fa/", "/accounts/password/change/", "/accounts/2fa/totp/activate/"]
    signed += ["/settings/sign-in/", "/me/back/", "/accounts/2fa/webauthn/add/"]
    signed += ["/accounts/reauthenticate/?next=/me/", "/accounts/logout/"]
    for path in [*paths, "in", *signed]:
        if path == "in":
            _sign_in(page, at, people["PRESIDENT"])
            continue
        page.goto(at + path)
        if "next=" not in path:
            _confirm(page)
        if (width, scheme) in ((390, "light"), (1440, "dark")):
            assert barriers(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        if shots:
            name = path.strip("/").replace("/", "_")
            page.screenshot(path=f"{shots}/{name}-{width}-{scheme}.png")


def test_what_was_typed_outlives_the_sign_in(
    page: Page, live_server: LiveServer, people: dict[str, Staff]
):
    at = _address(live_server)
    page.clock.install()
    _sign_in(page, at, people["PRESIDENT"])
    page.goto(f"{at}/settings/")
    page.goto(f"{at}/settings/company/")
    page.fill('[name="purpose"]', "書きかけの目的")
    Session.objects.all().delete()
    page.clock.fast_forward("13:00:00")
    page.click("[data-save]")
    told = page.locator("#callouts .callout")
    told.wait_for()
    assert page.input_value('[name="purpose"]') == "書きかけの目的"
    with page.expect_popup() as opened:
        told.locator("a").click()
    other = opened.value
    other.fill('[name="login"]', people["PRESIDENT"].email)
    other.fill('[name="password"]', PASSWORD)
    other.click(".btn--main")
    other.wait_for_url("**/me/back/")
    other.close()
    page.click("[data-save]")  # with the token of the new sign-in
    page.wait_for_url("**/settings/")
    assert OwnCompany.objects.get().purpose == "書きかけの目的"
    page.go_back()  # no-store: fetched anew, not asked to be sent again
    assert page.input_value('[name="purpose"]') == "書きかけの目的"
