"""VIPs who bought nothing for a year: what the board says is to be done next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from goen.shop.advice.models import Act, Candidate
from goen.shop.customers.models import Address, Customer, Phone
from goen.shop.portfolio import vips
from goen.shop.portfolio.models import Standing
from goen.shop.rhythm.models import Rest
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db


def test_vips_long_gone_are_asked_once_how_they_are(shop: Shop, people: dict[str, Staff]) -> None:
    story = [(900, 40_000), (700, 40_000), (366, 20_000)]
    names = ("電話", "葉書だけ", "断り", "連絡ずみ", "見送り", "時間をかけない", "取引停止")
    rows = {name: Customer.objects.create(name=name) for name in names}
    for name, row in rows.items():
        shop.buys(row, story=story)
        if name == "葉書だけ":
            Address.objects.create(customer=row, prefecture="新潟県")
        elif name != "断り":
            Phone.objects.create(customer=row, number="0258-00-0000", key="0258000000")
    shop.work_out()
    Standing.objects.update(two_axis=1)
    Customer.objects.filter(name="連絡ずみ").update(last_touch_at=now() - timedelta(days=200))
    Customer.objects.filter(name="取引停止").update(stage=Customer.Stage.SUSPENDED)
    by, last = people["STAFF"], today() - timedelta(days=366)
    act = Act.objects.create(
        token=uuid4(), key="loyal_lapsed", kind=Act.Kind.DECLINE, group=uuid4(), by=by, at=now()
    )
    facts: dict[str, Any] = {"occasions": 3, "amount": 1, "rank": 1, "lapses_on": last, "yen": 1}
    declined = Candidate(key="loyal_lapsed", customer=rows["見送り"], since=last, act=act, **facts)
    declined.here = declined.suggested = False
    declined.save()
    Rest.objects.create(
        customer=rows["時間をかけない"], answer="RESTING", decided_by=by, decided_at=now()
    )
    board = vips.board(owner=None, start=0, today=today())
    said = {row.customer.name: row.step.what for row in board if row.step}
    assert said == {
        "電話": "電話：近況をうかがう（1年以上お買い物なし）",
        "葉書だけ": "手紙：近況をうかがう（1年以上お買い物なし）",
    }
