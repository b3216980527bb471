"""The playbook, the prices and the assumptions: changed with a trail, and back."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse

from goen.shop.advice import cards, operations, playbook
from goen.shop.advice.models import Assumption, Play, Price
from goen.shop.advice.prices import price_list
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.rows import SomeoneSavedFirst
from goen.shop.staff.undo import undo
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.test import Client

    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db
SEGMENT = "loyal/lapsed"


def _values(**changed: object) -> dict[str, object]:
    advice = playbook.page(SEGMENT).advice
    usual = {name: getattr(advice, name) for name in ("aim", "what", "when", "channel", "cap")}
    plain = {name: one if isinstance(one, int) else str(one) for name, one in usual.items()}
    return plain | changed


def test_every_rank_and_status_has_a_page() -> None:
    for rank in ("first_time", "toddler", "steady", "burst", "loyal"):
        for status in ("active", "lapsed"):
            assert f"{rank}/{status}" in playbook.DEFAULTS
    assert playbook.page("gold/active").advice.what  # a rank of the company's own


def test_a_page_is_changed_and_goes_back(people: dict[str, Staff]) -> None:
    by = people["MANAGER"]
    values = _values(what="店主が電話する", cap=1)
    first = operations.save_play(by=by, segment=SEGMENT, version=0, values=values)
    assert first is not None
    page = playbook.page(SEGMENT)
    assert (page.own, page.advice.what, page.advice.cap) == (True, "店主が電話する", 1)
    assert Play.objects.get().aim == ""  # follows the usual one
    group = operations.restore_play(by=by, segment=SEGMENT)
    assert group is not None
    assert not playbook.page(SEGMENT).own
    undo(by=by, group=group, now=now())
    assert playbook.page(SEGMENT).advice.what == "店主が電話する"
    assert Trail.objects.filter(action__startswith="advice.play").count() == 3


def test_who_saves_second_is_told(people: dict[str, Staff]) -> None:
    by = people["MANAGER"]
    operations.save_play(by=by, segment=SEGMENT, version=0, values=_values(what="先"))
    with pytest.raises(SomeoneSavedFirst):
        operations.save_play(by=by, segment=SEGMENT, version=0, values=_values(what="後"))
    assert playbook.page(SEGMENT).advice.what == "先"


def test_the_screen_of_who_saves_second(client_of: Callable[[str], Client]) -> None:
    client, address = client_of("MANAGER"), reverse("play_edit", args=["loyal", "lapsed"])
    asked = {**_values(what="先"), "version": 0}
    assert client.post(address, asked).status_code == 302
    late = client.post(address, {**asked, "what": "後"})
    assert late.status_code == 422
    assert "先" in late.content.decode()
    assert client.get(reverse("play_edit", args=["nobody", "lapsed"])).status_code == 404


@pytest.mark.parametrize(
    ("day", "postcard", "letter"), [(date(2024, 9, 30), 63, 84), (date(2024, 10, 1), 85, 110)]
)
def test_postage_has_its_day(day: date, postcard: int, letter: int, db: None) -> None:
    found = price_list(on=day).by_kind
    assert (found["POSTCARD"].yen, found["LETTER"].yen) == (postcard, letter)


def test_an_own_price_counts_from_its_day(people: dict[str, Staff]) -> None:
    day = date(2027, 4, 1)
    operations.set_price(
        by=people["PRESIDENT"], kind="LETTER", effective_on=day, yen=140, minutes=6
    )
    assert price_list(on=date(2027, 3, 31)).by_kind["LETTER"].yen == 110
    cost = price_list(on=day).cost(channel="LETTER", people=10)
    assert (cost.yen, cost.minutes, cost.work, cost.whole) == (1400, 60, 1500, 2900)


def test_what_is_assumed_is_reckoned_with(shop: Shop, client_of: Callable[[str], Client]) -> None:
    for _number in range(4):
        shop.customer("first_waiting")
    shop.work_out()
    card = cards.card(key="first_waiting", owner=None, today=today())
    assert card is not None
    assert card.way.expected == 4 * 5_000 * 100 // 1000
    address = reverse("advice_assumption", args=["first_waiting"])
    client_of("MANAGER").post(address, {"percent": "12.5", "yen": "8400"})
    card = cards.card(key="first_waiting", owner=None, today=today())
    assert card is not None
    assert card.way.expected == 4200
    client_of("MANAGER").post(address, {"percent": "120", "yen": "1"})
    assert Assumption.objects.get().permille == 125
    client_of("MANAGER").post(address, {"percent": "", "yen": ""})
    assert Assumption.objects.get().permille is None


def test_the_best_for_each_yen_and_for_each_hour_come_first(shop: Shop) -> None:
    shop.customer("loyal_left")
    shop.customer("first_waiting")
    shop.customer("early_lapsed")
    shop.work_out()
    for order, value in (("yen", "per_yen"), ("hour", "per_hour")):
        found = cards.cards(owner=None, today=today(), order=order)
        figures = [getattr(card.way, value) for card in found]
        assert figures == sorted(figures, reverse=True)
        assert len(figures) == 3


def test_every_change_of_a_price_is_undone(client_of: Callable[[str], Client]) -> None:
    client, day = client_of("MANAGER"), date(2027, 4, 1)

    def enter(yen: int) -> UUID:
        values = {"kind": "LETTER", "effective_on": f"{day}", "yen": f"{yen}", "minutes": "6"}
        page = client.post(reverse("advice_prices"), values, follow=True)
        newest = Trail.objects.order_by("-pk").first()
        assert newest is not None
        assert reverse("undo", args=[newest.group]) in page.content.decode()
        return newest.group

    def there() -> int:
        return price_list(on=day).by_kind["LETTER"].yen

    added = enter(140)
    changed = enter(150)
    page = client.get(reverse("advice_prices")).content.decode()
    assert reverse("advice_price_remove", args=[Price.objects.get().pk]) in page
    client.post(reverse("advice_price_remove", args=[Price.objects.get().pk]))
    removed = Trail.objects.get(action="advice.price.removed").group
    assert there() == 110
    client.post(reverse("undo", args=[removed]))
    assert (there(), Price.objects.get().minutes) == (150, 6)
    client.post(reverse("undo", args=[changed]))
    assert there() == 140
    client.post(reverse("undo", args=[added]))
    assert there() == 110
    assert not Price.objects.exists()


def test_a_price_that_was_changed_since_stays(people: dict[str, Staff]) -> None:
    by, day = people["PRESIDENT"], date(2027, 4, 1)
    price = {"by": by, "kind": "LETTER", "effective_on": day, "minutes": 5}
    added = operations.set_price(**price, yen=140)
    operations.set_price(**price, yen=150)
    assert added is not None
    assert undo(by=by, group=added, now=now()).kept
    assert Price.objects.get().yen == 150
    removed = operations.remove_price(by=by, price_id=Price.objects.get().pk)
    operations.set_price(**price, yen=160)
    assert removed is not None
    assert undo(by=by, group=removed, now=now()).kept
    assert Price.objects.get().yen == 160
    assert operations.remove_price(by=by, price_id=0) is None


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test's database in memory does not let wait"
)
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_keep_one_price(people: dict[str, Staff]) -> None:
    kept, both = [], threading.Barrier(2)

    def press() -> None:
        price = {"kind": "LETTER", "effective_on": date(2027, 4, 1), "yen": 140, "minutes": 5}
        try:
            both.wait()
            kept.append(operations.set_price(by=people["PRESIDENT"], **price))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(kept), kept.count(None), Price.objects.count()) == (2, 1, 1)


def test_prices_are_removed_by_leaders_alone(client_of: Callable[[str], Client]) -> None:
    assert client_of("STAFF").post(reverse("advice_price_remove", args=[1])).status_code == 403
