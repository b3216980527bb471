"""The frame's own pages, errors in plain words, toasts for parts of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from goen.shop.ui.middleware import ToastMiddleware
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from goen.shop.staff.models import Staff


@pytest.mark.parametrize("address", ["/", "/settings/", "/more/", "/components/"])
@pytest.mark.parametrize("role", ["PRESIDENT", "VIEWER"])
def test_pages_of_the_frame_open(
    client_of: Callable[[str], Client], address: str, role: str
) -> None:
    answer = client_of(role).get(address)
    assert answer.status_code == 200
    assert "みどり堂" in answer.content.decode()


def test_a_company_without_customers_is_told_what_to_do_first(
    client_of: Callable[[str], Client],
) -> None:
    assert "まだお客様がいません" in client_of("PRESIDENT").get("/").content.decode()


def test_errors_say_what_to_do(client_of: Callable[[str], Client]) -> None:
    viewer = client_of("VIEWER")
    missing = viewer.get("/nowhere/")
    assert missing.status_code == 404
    refused = viewer.get("/settings/company/")
    assert refused.status_code == 403
    assert "この画面を見る権限がありません" in refused.content.decode()


def test_a_stale_page_changes_nothing_and_says_so(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of("VIEWER").cookies
    answer = strict.post("/accounts/logout/")
    assert answer.status_code == 403
    assert "まだ何も変わっていません" in answer.content.decode()


def test_the_health_check_tells_nothing_but_that_it_answers(db: None) -> None:
    assert Client().get("/health").content == b"ok\n"


@pytest.mark.parametrize(("answer", "told"), [({}, True), ({"HX-Redirect": "/"}, False)])
def test_a_part_of_a_page_brings_its_toasts(
    rf: RequestFactory,
    people: dict[str, Staff],
    answer: dict[str, str],
    *,
    told: bool,
) -> None:
    from django.contrib.messages.storage.fallback import FallbackStorage

    def view(request: HttpRequest) -> HttpResponse:
        toast(request, "担当を変えました", undo="/undo/1/")
        return HttpResponse("<p>", headers=answer)

    request = rf.post("/", headers={"HX-Request": "true"})
    request.user = people["STAFF"]
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    content = ToastMiddleware(view)(request).content.decode()
    assert ("担当を変えました" in content and 'action="/undo/1/"' in content) is told
