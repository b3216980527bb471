"""The pages of the search: as a page, below the field, and what was opened lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.ui import registry, search
from goen.shop.ui.registry import Hit, Registry, SearchKind
from goen.shop.ui.search import NAME, OTHER, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.test import Client

NAMES = {1: "田中 太郎", 2: "田中 <b>花子</b>", 3: "鈴木 一郎"}


def _hits(ids: Sequence[int]) -> list[Hit]:
    return [Hit(f"/things/{pk}/", NAMES[pk], sub=f"No. {pk}") for pk in ids if pk in NAMES]


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    own: Registry[SearchKind] = Registry()
    own.add(SearchKind("thing", "もの", "people", _hits, order=1))
    own.add(SearchKind("word", "ことば", "voice", _hits, order=2))
    monkeypatch.setattr(registry, "search_kinds", own)


@pytest.fixture
def client(client_of: Callable[[str], Client]) -> Client:
    objects = [(pk, [Words(NAME, name)]) for pk, name in NAMES.items()]
    search.index_many(kind="thing", objects=objects)
    search.index(kind="word", object_id=1, texts=[Words(OTHER, "田中様より")])
    return client_of("VIEWER")


def test_results_come_as_a_page_without_a_script(client: Client) -> None:
    page = client.post(reverse("search"), {"q": "田中"}).content.decode()
    assert page.index("もの") < page.index("ことば")
    assert "田中 太郎" in page
    assert "&lt;b&gt;花子" in page
    assert "鈴木" not in page


def test_the_list_below_the_field_is_a_part_of_a_page(client: Client) -> None:
    answer = client.post(reverse("search"), {"q": "たなか"}, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
    answer = client.post(reverse("search"), {"q": "田"}, headers={"hx-request": "true"})
    assert answer.content.decode().count('role="option"') == 4  # three hits, one way to them all


def test_terms_are_not_read_from_an_address(client: Client) -> None:
    assert "鈴木" not in client.get(reverse("search"), {"q": "鈴木"}).content.decode()


def test_nothing_found_is_said(client: Client) -> None:
    page = client.post(reverse("search"), {"q": "見つからない"}).content.decode()
    assert "見つからない" in page


def test_what_was_opened_comes_first_when_the_field_is_empty(client: Client) -> None:
    for pk in (1, 3, 1):
        answer = client.get(reverse("search_open", args=["thing", pk]))
        assert answer.headers["Location"] == f"/things/{pk}/"
    page = client.get(reverse("search_recent")).content.decode()
    assert page.index("田中 太郎") < page.index("鈴木 一郎")
    assert page.count('role="option"') == 2


def test_what_is_gone_is_not_opened_and_not_shown(client: Client) -> None:
    client.get(reverse("search_open", args=["thing", 1]))
    del NAMES[1]
    try:
        assert client.get(reverse("search_open", args=["thing", 1])).status_code == 404
        assert 'role="option"' not in client.get(reverse("search_recent")).content.decode()
        page = client.post(reverse("search"), {"q": "田中"}).content.decode()
        assert "No. 2" in page
    finally:
        NAMES[1] = "田中 太郎"
    assert client.get(reverse("search_open", args=["other", 1])).status_code == 404


def test_strangers_search_nothing(client: Client) -> None:
    client.logout()
    answer = client.post(reverse("search"), {"q": "田中"})
    assert answer.status_code == 302
    assert "田中" not in answer.headers["Location"]
