"""The pages: what newcomers are told first, whose customers, 今日やること, the three questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from goen.shop.advice import jobs
from goen.shop.advice.evidence.answers import answers
from goen.shop.advice.evidence.keeping import keep_evidence
from goen.shop.advice.models import Candidate, Evidence
from goen.shop.customers.models import Customer, Phone
from goen.shop.customers.operations import purge_trash, trash_customers
from goen.shop.jobs.models import Job
from goen.shop.portfolio.models import PortfolioState
from goen.shop.portfolio.signals import standings_shown
from goen.shop.sharing.models import Notice
from goen.shop.touches.models import Touch, Voice
from goen.shop.touches.models.voice import Level
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.advice.evidence.answers import Answer
    from goen.shop.staff.models import Staff
    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db
PAGES = ("advice", "playbook", "three_questions")


def _text(client: Client, name: str, *args: str, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, name
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["PRESIDENT", "STAFF", "VIEWER"])
def test_empty_pages_say_what_to_do_first(
    name: str, role: str, client_of: Callable[[str], Client]
) -> None:
    page = _text(client_of(role), name)
    if name == "advice":
        assert "これまでの売上を取り込んでください" in page


def test_an_unknown_finding_is_not_there(client_of: Callable[[str], Client]) -> None:
    client = client_of("PRESIDENT")
    for key in ("nothing", "first_waiting"):  # the second is known, and was never worked out
        assert client.get(reverse("advice_finding", args=[key])).status_code == 404


def test_one_sees_ones_own_customers_or_all(
    shop: Shop, people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left", name="自分の客", owner=people["STAFF"])
    shop.customer("loyal_left", name="ほかの客")
    shop.customer("first_waiting", name="初めの客")
    shop.work_out()
    client = client_of("STAFF")
    mine = _text(client, "advice")
    assert "優良客が今月1人離れました" in mine
    assert "2回目がない" not in mine
    assert "優良客が今月2人離れました" in _text(client, "advice", query="?who=all")
    people_page = _text(client, "advice_finding", "loyal_left")
    assert "自分の客" in people_page
    assert "ほかの客" not in people_page
    chosen = _text(client, "advice", query="?who=all&rank=first_time")
    assert "優良客が今月" not in chosen


def test_today_has_the_best_findings(shop: Shop, client_of: Callable[[str], Client]) -> None:
    for key in ("loyal_left", "loyal_soon", "first_waiting", "early_lapsed"):
        shop.customer(key)
    shop.work_out()
    page = _text(client_of("PRESIDENT"), "home")
    assert "優良客が今月1人離れました" in page
    assert "新しいお客様1人が" not in page  # the last of four
    assert "次にすること" not in _card(_text(client_of("STAFF"), "home"))  # none of theirs


def _card(page: str) -> str:
    return page.partition('id="h-advice"')[2]


def test_people_who_cannot_be_reached_are_named(
    shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left", name="届く客")
    shop.customer("loyal_left", name="住所のない客", reach="p")
    shop.work_out()
    page = _text(
        client_of("VIEWER"), "advice_finding", "loyal_left", query="?who=all&way=post&reach=2"
    )
    assert "住所のない客" in page
    assert "届く客" not in page
    assert '<form method="post" action="/advice' not in page  # who only looks has no buttons


def test_names_are_no_markup(shop: Shop, client_of: Callable[[str], Client]) -> None:
    shop.customer("loyal_left", name="<script>alert(1)</script>")
    shop.work_out()
    assert "<script>alert(1)" not in _text(client_of("PRESIDENT"), "advice_finding", "loyal_left")


@pytest.mark.parametrize("query", ["?page=999", "?page=x", "?way=post&reach=99", "?way=id&reach=1"])
def test_odd_questions_are_answered(
    query: str, shop: Shop, client_of: Callable[[str], Client]
) -> None:
    shop.customer("loyal_left")
    shop.work_out()
    _text(client_of("PRESIDENT"), "advice_finding", "loyal_left", query=query)


def test_new_standings_have_the_findings_worked_out(db: None) -> None:
    standings_shown.send(PortfolioState, today=today())
    standings_shown.send(PortfolioState, today=today())
    assert Job.objects.filter(name=jobs.JOB).count() == 1


def test_who_leaves_for_ever_is_in_no_finding(shop: Shop) -> None:
    one = shop.customer("loyal_left")
    shop.work_out()
    trash_customers(by=shop.by, customer_ids=[one.pk], now=now() - timedelta(days=40))
    purge_trash(now=now())
    assert not Candidate.objects.exists()


def _answer(name: str) -> Answer:
    every = [one for _title, _about, found in answers(today=today()) for one in found]
    return next(one for one in every if one.measure.name == name)


def test_the_three_questions_say_nothing_before_there_is_anything(db: None) -> None:
    keep_evidence(today=today())
    for _title, _about, found in answers(today=today()):
        for one in found:
            assert one.now.shown == "—"
            assert len(one.points) == 12


def test_the_three_questions_are_answered_by_what_is_there(people: dict[str, Staff]) -> None:
    staff, president, moment = people["STAFF"], people["PRESIDENT"], now()
    for number in range(4):
        one = Customer.objects.create(name=f"客{number}", owner=staff if number else None)
        Customer.objects.filter(pk=one.pk).update(created_at=moment - timedelta(days=number * 40))
        if number < 3:
            Phone.objects.create(customer=one, number="0258-00-0000", key="0258000000")
    for late in (timedelta(hours=1), timedelta(days=3)):
        at = moment - timedelta(days=3)
        Touch.objects.create(
            customer=one, staff=staff, at=at, line="話した", entered_by=staff, entered_at=at + late
        )
    for number, took in enumerate((30, 90, None)):
        Notice.objects.create(
            to=president,
            kind=Notice.Kind.PRESSING,
            key=f"pressing-{number}",
            url_name="voice",
            object_id=number + 1,
            line="声",
            created_at=moment,
            read_at=moment + timedelta(minutes=took) if took else None,
        )
    keep_evidence(today=timezone.localdate(moment))
    assert (_answer("contact").now.part, _answer("contact").now.whole) == (3, 4)
    assert (_answer("owner").now.part, _answer("owner").now.whole) == (3, 4)
    assert [point.whole for point in _answer("contact").points][-1] == 4
    assert _answer("contact").points[0].whole == 0
    assert _answer("in_time").points[-1].whole in (0, 2)  # at the start of a month three days ago
    assert (_answer("reading").now.part, _answer("reading").now.whole) == (60, 2)
    assert (_answer("read_soon").now.part, _answer("read_soon").now.whole) == (1, 3)
    assert _answer("reading").now.shown == "1.0時間"


def test_months_that_are_over_are_kept(db: None) -> None:
    keep_evidence(today=today())
    first = Evidence.objects.order_by("month").first()
    assert first is not None
    Evidence.objects.filter(pk=first.pk).update(part=7, whole=9)
    keep_evidence(today=today())
    first.refresh_from_db()
    assert (first.part, first.whole) == (7, 9)


def test_pressing_voices_that_are_not_counted_say_why(
    people: dict[str, Staff], client_of: Callable[[str], Client]
) -> None:
    client, address = client_of("PRESIDENT"), reverse("three_questions")
    assert "ここには数えていません" not in client.get(address).text
    for by, count in (("PRESIDENT", 2), ("STAFF", 1)):
        for number in range(count):
            Voice.objects.create(
                kind="COMPLAINT",
                title=f"{by}{number}",
                urgency=Level.HIGH,
                received_at=now(),
                taken_by=people[by],
                entered_by=people[by],
                entered_at=now(),
            )
    page = client.get(address).text
    assert "ほかに3件の声に「急ぎ」か「重要」の印" in page
    assert "2件は社長ご自身が入れた声" in page
    assert "1件は、ファイルや見本から入った声" in page
    voice = Voice.objects.get(title="STAFF0")
    Notice.objects.create(
        to=people["PRESIDENT"],
        kind=Notice.Kind.PRESSING,
        key=f"pressing-{voice.pk}",
        url_name="voice",
        object_id=voice.pk,
        line="声",
        created_at=now(),
    )
    page = client.get(address).text
    assert "ほかに2件の声に" in page
    assert "ファイルや見本" not in page
