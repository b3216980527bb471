"""Who is in which finding, what it says, and that nobody is suggested twice."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goen.shop.advice import cards, counting, operations, worth
from goen.shop.advice.models import Candidate, Figures
from goen.shop.advice.reach import WAYS, Reach, reach_of
from goen.shop.advice.refreshing import caps_of, refresh
from goen.shop.advice.rules import BY_KEY, RULES, Asked
from goen.shop.consent import operations as consent
from goen.shop.consent.models import Purpose
from goen.shop.consent.models import Standing as Said
from goen.shop.customers.models import Address, Customer
from goen.shop.customers.operations import trash_customers
from goen.shop.portfolio import history, writing
from goen.shop.portfolio.queries import shown
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now, today
from tests.shop.advice.conftest import STORIES

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from goen.shop.staff.models import Staff
    from tests.shop.advice.conftest import Shop

pytestmark = pytest.mark.django_db


def _in(key: str) -> set[str]:
    return set(counting.suggested(key=key).values_list("customer__name", flat=True))


def test_everybody_is_in_the_first_finding_that_fits(shop: Shop) -> None:
    for key in STORIES:
        shop.customer(key)
    shop.customer("never_touched", name="話した客", last_touch_at=now())
    for number in range(30):  # so that the top tenth is others
        one = Customer.objects.create(name=f"上客{number}", last_touch_at=now())
        shop.buys(one, story=[(400, 90_000), (5, 900_000)])
    shop.work_out()
    found = {rule.key: _in(rule.key) for rule in RULES}
    assert {key: names for key, names in found.items() if names} == {
        key: {f"{key}の客"} for key in STORIES
    }
    twice = Candidate.objects.filter(here=True).values_list("customer", flat=True)
    assert len(twice) == len(set(twice))


def test_the_tenth_that_buys_most_is_silent(shop: Shop) -> None:
    big = Customer.objects.create(name="大口")
    shop.buys(big, story=[(500, 900_000), (100, 900_000)])
    for number in range(20):
        one = Customer.objects.create(name=f"客{number}", last_touch_at=now())
        shop.buys(one, story=[(5, 1_000)])
    shop.work_out()
    assert _in("top_silent") == {"大口"}


def test_cards_lists_and_figures_tell_the_same_people(shop: Shop) -> None:
    chance = random.Random(7)
    owners = [None, shop.by]
    for _number in range(60):
        key = chance.choice(list(STORIES))
        reach = "".join(letter for letter in "pam" if chance.random() < 0.6)
        shop.customer(key, reach=reach, owner=chance.choice(owners))
    shop.work_out()
    for owner in (None, shop.by.pk):
        for card in cards.cards(owner=owner, today=today()):
            rows = list(cards.people(key=card.key, owner=owner))
            assert len(rows) == card.people
            assert sum(row.yen for row in rows) == card.yen
            for way in card.ways:
                assert sum(way.reach[reach.name] for reach in Reach) == card.people
                assert way.reached == sum(getattr(row, way.way) == Reach.YES for row in rows)
                assert way.out == card.people - way.reached
                others = [row for row in rows if getattr(row, way.way) and _reached(row)]
                assert way.reach["else"] == len(others)
            assert card.none == sum(not _reached(row) for row in rows)


def _reached(row: Candidate) -> bool:
    return any(getattr(row, way) == Reach.YES for way in WAYS)


def test_who_cannot_be_reached_and_why(shop: Shop) -> None:
    shop.customer("first_waiting", name="届く")
    shop.customer("first_waiting", name="番号だけ", reach="p")
    refused = shop.customer("first_waiting", name="断り")
    heard = shop.customer("first_waiting", name="連絡したばかり")
    for _number in range(4):
        Touch.objects.create(
            customer=heard,
            staff=shop.by,
            at=now(),
            line="お礼",
            entered_by=shop.by,
            entered_at=now(),
        )
    consent.refuse(
        by=shop.by,
        customer_id=refused.pk,
        channels=["post"],
        purpose=None,
        day=today(),
        way="PHONE",
        note="",
    )
    shop.work_out()
    ways = {row.customer.name: Reach(row.post).name for row in Candidate.objects.all()}
    assert ways == {
        "届く": "YES",
        "番号だけ": "MISSING",
        "断り": "REFUSED",
        "連絡したばかり": "RESTING",
    }
    card = cards.card(key="first_waiting", owner=None, today=today())
    assert card is not None
    assert (card.way.channel, card.way.reached, card.way.reach["else"]) == ("LETTER", 1, 2)


def test_another_way_is_taken_when_that_of_the_playbook_reaches_nobody(shop: Shop) -> None:
    shop.customer("first_waiting", reach="p")
    shop.work_out()
    card = cards.card(key="first_waiting", owner=None, today=today())
    assert card is not None
    assert (card.play.advice.channel, card.way.channel) == ("LETTER", "PHONE")


def test_mail_needs_a_permission(shop: Shop) -> None:
    asked = shop.customer("first_waiting", name="許可あり", reach="m")
    shop.customer("first_waiting", name="聞いていない", reach="m")
    purpose = Purpose.objects.first() or Purpose.objects.create(name="ご案内")
    consent.allow_channels(
        by=shop.by,
        customer_id=asked.pk,
        channels=["mail"],
        basis="CONSENT",
        wording=None,
        purpose=purpose,
        day=today(),
        way="WEB",
        note="",
    )
    shop.work_out()
    ways = {row.customer.name: Reach(row.mail).name for row in Candidate.objects.all()}
    assert ways == {"許可あり": "YES", "聞いていない": "UNASKED"}


def test_an_address_entered_now_counts_at_once(shop: Shop) -> None:
    one = shop.customer("first_waiting", reach="")
    shop.work_out()
    assert _figure("first_waiting", "post", "MISSING") == 1
    consent.refuse(
        by=shop.by,
        customer_id=one.pk,
        channels=["post"],
        purpose=None,
        day=today(),
        way="PHONE",
        note="",
    )
    assert _figure("first_waiting", "post", "MISSING") == 0
    assert _figure("first_waiting", "post", "REFUSED") == 1


def _figure(key: str, way: str, reach: str) -> int:
    return int(Figures.objects.get(key=key).numbers["all"][way][reach])


def test_whoever_is_in_the_trash_or_no_longer_served_is_not_suggested(shop: Shop) -> None:
    shop.customer("first_waiting", name="取引停止", stage=Customer.Stage.SUSPENDED)
    gone = shop.customer("first_waiting", name="ごみ箱")
    shop.customer("first_waiting", name="いる")
    shop.work_out()
    trash_customers(by=shop.by, customer_ids=[gone.pk], now=now())
    assert _in("first_waiting") == {"いる"}
    assert counting.of(Figures.objects.get(key="first_waiting"), owner=None)["people"] == 1


def test_the_yen_of_who_left_are_those_of_the_year_before(shop: Shop) -> None:
    one = shop.customer("loyal_left")
    shop.buys(one, story=[(240 + 366, 900_000)])
    shop.work_out()
    assert Candidate.objects.get().yen == sum(yen for _days, yen in STORIES["loyal_left"])


def test_nobody_declined_is_suggested_again(shop: Shop) -> None:
    chance = random.Random(11)
    for _number in range(40):
        shop.customer(chance.choice(list(STORIES)))
    shop.work_out()
    declined: set[tuple[str, int]] = set()
    for later in range(0, 60, 6):
        on = today() + timedelta(days=later)
        shop.work_out(on=on)
        for rule in RULES:
            now_there = set(counting.suggested(key=rule.key).values_list("customer", flat=True))
            assert not {(rule.key, one) for one in now_there} & declined
            if now_there and chance.random() < 0.5:
                operations.decline(asking=shop.asking(rule.key, on=on))
                declined |= {(rule.key, one) for one in now_there}
    assert declined


def test_customers_new_to_a_declined_finding_are_suggested_alone(shop: Shop) -> None:
    shop.customer("first_waiting", name="先の客")
    shop.work_out()
    operations.decline(asking=shop.asking("first_waiting"), reason="年末のため")
    assert _in("first_waiting") == set()
    shop.customer("first_waiting", name="新しい客")
    shop.work_out()
    assert _in("first_waiting") == {"新しい客"}


def test_a_declined_loss_stays_declined_when_the_month_is_over(shop: Shop) -> None:
    shop.customer("loyal_left")
    shop.work_out()
    operations.decline(asking=shop.asking("loyal_left"))
    on = (today() + timedelta(days=31)).replace(day=1)
    shop.work_out(on=on)
    there = Candidate.objects.get(key="loyal_lapsed", here=True)
    assert not there.suggested


def test_who_bought_since_and_leaves_again_is_new(shop: Shop) -> None:
    one = shop.customer("loyal_left")
    shop.work_out()
    operations.decline(asking=shop.asking("loyal_left"))
    shop.buys(one, story=[(-5, 5_000)])
    shop.work_out(on=today() + timedelta(days=6))
    assert _in("loyal_left") == set()
    shop.work_out(on=today() + timedelta(days=245))
    assert _in("loyal_left") == {"loyal_leftの客"}


def test_after_thirty_days_who_was_turned_to_is_suggested_again(
    shop: Shop, people: dict[str, Staff]
) -> None:
    shop.customer("first_waiting", owner=people["STAFF"])
    shop.work_out()
    act = operations.make_tasks(asking=shop.asking("first_waiting"), channel="PHONE")
    shop.work_out(on=today() + timedelta(days=31))
    assert _in("first_waiting") == set()  # the task is open
    task = act.candidates.get().task
    assert task is not None
    task.done_at = now()
    task.save()
    shop.work_out(on=today() + timedelta(days=29))
    assert _in("first_waiting") == set()
    shop.work_out(on=today() + timedelta(days=31))
    assert _in("first_waiting") == {"first_waitingの客"}


def test_the_year_before_is_the_same_from_the_history_and_from_the_sales(shop: Shop) -> None:
    chance = random.Random(5)
    for number in range(30):
        one = Customer.objects.create(name=f"客{number}")
        days = sorted(chance.sample(range(200, 1_200), 8), reverse=True)
        shop.buys(one, story=[(day, chance.randrange(-500, 9_000)) for day in days])
    shop.work_out()
    last = dict(shown().standings().values_list("customer_id", "last_on"))
    kept = history.read(place=history.folder(), name=writing.state().shown["history"])
    assert last
    assert kept is not None
    told = worth.from_sales(last=last)
    assert worth.from_history(last=last, kept=kept) == told
    assert worth.year_before(last=last) == told


def test_a_refresh_asks_as_much_for_many_people_as_for_few(
    shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shop.customer("loyal_left")
    shop.customer("first_waiting")
    shop.work_out()
    with CaptureQueriesContext(connection) as few:
        refresh(now=now(), today=today())
    for _number in range(20):
        shop.customer("loyal_left", reach="m")
        shop.customer("first_waiting")
    shop.work_out()
    with django_assert_num_queries(len(few)):
        refresh(now=now(), today=today())


def test_a_refresh_finds_what_changed_about_reaching_people(shop: Shop) -> None:
    chance = random.Random(3)
    rows = [shop.customer(chance.choice(list(STORIES)), reach="pam") for _number in range(30)]
    shop.work_out()
    for row in rows:
        _something_happens(shop, row, chance)
    shop.work_out()
    there = list(Candidate.objects.filter(here=True))
    asked = Asked(today(), shown().limits)
    assert len(there) == len(rows)
    for one in there:
        cap = caps_of(BY_KEY[one.key], [one], asked)
        says = reach_of(customer_ids=[one.customer_id], caps=cap, now=now())[one.customer_id]
        assert {way: getattr(one, way) for way in WAYS} == says
    assert {one.post for one in there} > {Reach.YES, Reach.MISSING, Reach.RESTING}


def _something_happens(shop: Shop, row: Customer, chance: random.Random) -> None:
    """An address goes, a word is said, or we write often: past all signals."""
    what = chance.randrange(4)
    if what == 0:
        Address.objects.filter(customer=row).delete()
    elif what == 1:
        for allowed, channel in ((False, "post"), (True, "mail"), (False, "phone")):
            Said.objects.create(customer=row, channel=channel, allowed=allowed)
    elif what == 2:
        for _number in range(5):
            Touch.objects.create(
                customer=row,
                staff=shop.by,
                at=now(),
                line="お礼",
                entered_by=shop.by,
                entered_at=now(),
            )
