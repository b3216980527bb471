"""Findings where the ranks are the company's own: by their place, in their own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from goen.analysis import entries_of, preset, thresholds_of
from goen.shop.advice import cards, counting, operations, playbook
from goen.shop.advice.own_ranks import FINDINGS
from goen.shop.advice.rules import BY_KEY
from goen.shop.customers.models import Customer
from goen.shop.portfolio import vips
from goen.shop.portfolio.models import RankScheme, Standing
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db
NAMES = {"first_time": "ブロンズ", "steady": "シルバー", "loyal": "ゴールド"}


@pytest.fixture
def own(shop: Shop) -> Shop:
    """A shop whose ranks are bronze, silver and gold by what was bought in all."""
    entries: dict[str, Any] = entries_of(thresholds=preset(name="mail_order"))
    entries |= {
        "scheme": "own",
        "ranks": [
            {"rank": key, "mark": name[0], "ja": name, "en": name} for key, name in NAMES.items()
        ],
        "rules": [
            {"rank": "first_time", "amount_below": 10_000},
            {"rank": "steady", "amount_from": 10_000, "amount_below": 50_000},
            {"rank": "loyal", "amount_from": 50_000},
        ],
    }
    assert thresholds_of(entries=entries).scheme().ranks
    RankScheme.objects.create(
        name="自社",
        limits=entries,
        effective_on=today(),
        published_at=now(),
        published_by=shop.by,
    )
    return shop


def _in(key: str) -> set[str]:
    return set(counting.suggested(key=key).values_list("customer__name", flat=True))


def test_each_is_in_the_finding_of_the_place(own: Shop, client_of: Callable[[str], Client]) -> None:
    own.customer("loyal_left", name="金の客")
    own.customer("steady_lapsed", name="銀の客")
    own.customer("toddler_stuck", name="二度の客")
    own.customer("first_waiting", name="一度の客")
    own.customer("early_lapsed", name="去った客")
    for number in range(30):  # so that the top tenth is others
        one = Customer.objects.create(name=f"上客{number}", last_touch_at=now())
        own.buys(one, story=[(400, 90_000), (5, 900_000)])
    own.work_out()
    assert _in("loyal_left") == {"金の客"}
    assert _in("steady_lapsed") == {"銀の客"}
    assert _in("first_waiting") == {"一度の客"}  # who came twice is not called new
    assert _in("early_lapsed") == {"去った客"}
    card = cards.card(key="loyal_left", owner=None, today=today())
    assert card is not None
    assert card.title == "「ゴールド」のお客様が今月1人離れました"
    assert card.short == "ゴールド 離脱"
    assert card.unknown_rank
    page = client_of("PRESIDENT").get(reverse("advice_finding", args=["loyal_left"])).text
    assert "自社のランクが何を表すか" in page
    assert reverse("play_edit", args=["loyal", "lapsed"]) in page
    assert "自社で決めたものです" in client_of("STAFF").get(reverse("playbook")).text
    for one in cards.cards(owner=None, today=today()):
        for usual in ("優良", "流行", "コツコツ", "よちよち", "初回客"):
            assert usual not in f"{one.title}{one.short}{one.why}{one.play.advice.what}"
    act = operations.make_tasks(asking=own.asking("loyal_left"), channel="PHONE")
    task = act.candidates.get().task
    assert task is not None
    assert task.what.startswith("ゴールド 離脱：")


def test_the_companys_own_words_stand_without_a_warning(own: Shop) -> None:
    own.customer("loyal_left")
    own.work_out()
    assert playbook.page("first_time/active").advice == playbook.default("-/-")
    values = {
        "aim": "戻っていただく",
        "what": "店主が電話する",
        "when": "すぐ",
        "channel": "PHONE",
        "cap": 1,
    }
    operations.save_play(by=own.by, segment="loyal/lapsed", version=0, values=values)
    card = cards.card(key="loyal_left", owner=None, today=today())
    assert card is not None
    assert not card.unknown_rank


def test_every_finding_about_own_ranks_is_a_finding() -> None:
    assert FINDINGS.keys() <= BY_KEY.keys()


def test_why_not_is_kept_and_shown(shop: Shop, client_of: Callable[[str], Client]) -> None:
    for _number in range(9):
        shop.customer("first_waiting")
    shop.work_out()
    client = client_of("PRESIDENT")
    page = client.get(reverse("advice")).text
    assert "この9人は、次のお買い物のあとで" in page
    token = page.split('name="token" value="')[1][:36]
    address = reverse("advice_decline", args=["first_waiting"])
    sent = {"token": token, "who": "all", "reason": "年末は手が足りない"}
    page = client.post(address, sent, follow=True).text
    assert "見送ったわけ： 年末は手が足りない" in page
    undo = page.split('action="/undo/')[1].split('"')[0]
    said = client.post(f"/undo/{undo}", follow=True).text
    assert "9人分を元に戻しました。" in said


def test_the_board_of_vips_names_what_is_suggested(shop: Shop, people: dict[str, Staff]) -> None:
    one = shop.customer("loyal_left", owner=people["STAFF"])
    shop.work_out()
    Standing.objects.filter(customer=one.pk).update(two_axis=1)
    (row,) = vips.board(owner=None, start=0, today=today())
    assert row.step is not None
    assert row.step.what == "電話：優良 今月離脱"
    assert row.step.url == reverse("advice_finding", args=["loyal_left"])
