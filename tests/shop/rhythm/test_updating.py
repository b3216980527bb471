"""Rhythms follow the contacts: what changed alone says the same as everybody anew."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from goen.analysis.rhythm import State
from goen.shop.customers.models import Customer
from goen.shop.customers.signals import customers_purged
from goen.shop.jobs.models import Job
from goen.shop.jobs.registry import rhythms
from goen.shop.rhythm import jobs, updating, writing
from goen.shop.rhythm.models import Rhythm, RhythmStale, SharedRhythm
from goen.shop.sales.models import Sale, Source
from goen.shop.sales.signals import sales_changed
from goen.shop.touches import operations as touches
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NAMES = [field.attname for field in Rhythm._meta.concrete_fields]


def rows() -> list[Any]:
    return list(Rhythm.objects.order_by("pk").values_list(*NAMES))


def update(today: date = TODAY, **how: Any) -> updating.Updated:
    return updating.update(now=now(), today=today, **how)


def sell(customer: int, on: date, amount: int = 1000, kind: str = "SALE") -> Sale:
    source, _made = Source.objects.get_or_create(name="手入力")
    sale = Sale.objects.create(customer_id=customer, on=on, amount=amount, kind=kind, source=source)
    sales_changed.send(Sale, days={(customer, on)})
    return sale


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


class Shop:
    """A few customers to whom anything happens."""

    def __init__(self, by: Staff, seed: int) -> None:
        self.by, self.chance = by, random.Random(seed)
        people = Customer.objects.bulk_create(Customer(name=f"客{n}") for n in range(12))
        self.people = [one.pk for one in people]

    def someone(self) -> Customer:
        return Customer.objects.get(pk=self.chance.choice(self.people))

    def day(self, today: date) -> date:
        return today - timedelta(days=self.chance.randrange(700))

    def happens(self, today: date) -> None:
        self.chance.choice([self._buys, self._buys, self._corrects, self._touch, self._moves])(
            today
        )

    def _buys(self, today: date) -> None:
        kind = self.chance.choice(["SALE", "SALE", "SALE", "RETURN", "CANCEL"])
        sell(self.someone().pk, self.day(today), self.chance.choice([0, -500, 800, 2000]), kind)

    def _corrects(self, _today: date) -> None:
        sales = list(Sale.objects.live().order_by("pk"))
        if not sales:
            return
        sale = self.chance.choice(sales)
        days = {(sale.customer_id, sale.on)}
        if self.chance.random() < 0.5:
            sale.deleted_at = now()
        else:
            sale.on -= timedelta(days=self.chance.randrange(40))
        sale.save()
        sales_changed.send(Sale, days={*days, (sale.customer_id, sale.on)})

    def _touch(self, today: date) -> None:
        values = touches.TouchValues(
            customer=self.someone(),
            kind=self.chance.choice(["CALL", "NOTE", "VISIT", "EVENT"]),
            line="ご様子うかがい",
            at=noon(self.day(today)),
            bulk=self.chance.random() < 0.2,
            attended=self.chance.choice([True, False]),
        )
        touches.record_touch(by=self.by, values=values, now=noon(today))

    def _moves(self, _today: date) -> None:
        known = list(Touch.objects.order_by("pk"))
        if not known:
            return
        touch = self.chance.choice(known)
        if touch.deleted_at:
            touches.restore_touches(by=self.by, touch_ids=[touch.pk])
        elif self.chance.random() < 0.3:
            touch.delete()
        elif self.chance.random() < 0.5:
            touches.trash_touches(by=self.by, touch_ids=[touch.pk], now=now())
        else:
            values = touches.TouchValues(customer=self.someone())
            touches.edit_touch(
                by=self.by, touch_id=touch.pk, version=touch.version, values=values, now=now()
            )


@pytest.mark.parametrize("seed", [1, 2])
def test_what_changed_alone_says_the_same_as_everybody_anew(
    ledger: Books, people: dict[str, Staff], shared: SharedRhythm, seed: int
) -> None:
    shop, today = Shop(people["STAFF"], seed), TODAY
    for _step in range(4):
        for _change in range(shop.chance.randrange(4, 14)):
            shop.happens(today)
        update(today)
        found = rows()
        assert not RhythmStale.objects.exists()
        assert update(today, whole=True).written == 0
        assert rows() == found
        today += timedelta(days=shop.chance.randrange(1, 9))
        update(today, whole=True)
    assert found
    assert SharedRhythm.objects.count() == 1


def test_contacts_are_what_counts(
    ledger: Books, people: dict[str, Staff], shared: SharedRhythm
) -> None:
    customer = Customer.objects.create(name="客")
    sell(customer.pk, date(2026, 10, 1))
    sell(customer.pk, date(2026, 10, 2), -300, "RETURN")
    for kind, bulk, hour in (("CALL", False, 23), ("MAIL", True, 3), ("NOTE", False, 4)):
        Touch.objects.create(
            customer=customer,
            kind=kind,
            bulk=bulk,
            line="・",
            at=datetime(2026, 10, 20, hour, tzinfo=UTC),
            staff=people["STAFF"],
            entered_by=people["STAFF"],
            entered_at=now(),
        )
    update(whole=True)
    row = Rhythm.objects.get()
    assert (row.contacts, row.first_on) == (2, date(2026, 10, 1))
    assert row.last_on == date(2026, 10, 21)  # in Tokyo
    assert row.state == State.UNDECIDED
    assert row.expected_on is not None
    assert row.last_on < row.expected_on < row.attention_on < row.follow_up_on < row.distant_on  # type: ignore[operator]


def test_a_night_writes_only_those_whose_answer_changed(
    ledger: Books, shared: SharedRhythm
) -> None:
    people = Customer.objects.bulk_create(Customer(name=f"客{n}") for n in range(5))
    for days, one in enumerate(people):
        for times in range(4):
            sell(one.pk, TODAY - timedelta(days=30 * times + days))
    assert update().written == 5
    assert update(TODAY + timedelta(days=1), whole=True).written == 0
    assert update(TODAY + timedelta(days=400), whole=True).written == 5
    assert set(Rhythm.objects.values_list("state", flat=True)) == {State.DISTANT}


def test_who_leaves_takes_the_rhythm_along(ledger: Books, shared: SharedRhythm) -> None:
    one, other = Customer.objects.create(name="甲"), Customer.objects.create(name="乙")
    for who in (one, other):
        sell(who.pk, TODAY - timedelta(days=9))
    update()
    customers_purged.send(Customer, customer_ids=[one.pk], now=now())
    assert list(Rhythm.objects.values_list("pk", flat=True)) == [other.pk]
    gone = one.pk
    Sale.objects.filter(customer=gone).update(customer=None)
    one.delete()
    update(whole=True)  # the history of purchases still has the days of who left
    assert list(Rhythm.objects.values_list("pk", flat=True)) == [other.pk]


def test_a_killed_update_goes_on(
    ledger: Books, shared: SharedRhythm, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Customer.objects.bulk_create(Customer(name=f"客{n}") for n in range(60))
    for one in people:
        sell(one.pk, TODAY - timedelta(days=9))
    monkeypatch.setattr(writing, "_MOST", 10)

    class Killed(Exception):
        pass

    beats = iter(range(3))

    def dies() -> None:
        if next(beats, None) is None:
            raise Killed

    with pytest.raises(Killed):
        update(beat=dies)
    begun = Rhythm.objects.count()
    assert 0 < begun < 60
    assert RhythmStale.objects.count() == 60
    assert update().written == 60 - begun
    assert Rhythm.objects.count() == 60
    assert update(whole=True).written == 0


def test_the_first_contacts_are_learned_from_and_it_is_learned_again_in_time(
    ledger: Books,
) -> None:
    chance = random.Random(3)
    people = Customer.objects.bulk_create(Customer(name=f"客{n}") for n in range(60))
    for one in people:
        for times in range(5):
            sell(one.pk, TODAY - timedelta(days=40 * times + chance.randrange(30)))
    update()
    first = SharedRhythm.objects.get()
    assert first.model["prior"] is not None
    assert first.customers == 60
    assert set(Rhythm.objects.values_list("shared", flat=True)) == {first.pk}
    later = TODAY + timedelta(days=31)
    sell(people[0].pk, later)
    update(later)
    assert SharedRhythm.objects.get() == first  # by day only those who changed are looked at
    update(later, whole=True)
    second = SharedRhythm.objects.get()
    assert second.pk > first.pk
    assert set(Rhythm.objects.values_list("shared", flat=True)) == {second.pk}


def test_a_shop_without_contacts(ledger: Books) -> None:
    assert update() == updating.Updated(0, 0)


def test_changes_wait_a_little_and_every_night_comes_by(db: None) -> None:
    customer = Customer.objects.create(name="客")
    sell(customer.pk, TODAY)
    sell(customer.pk, TODAY - timedelta(days=1))
    job = Job.objects.get(name=jobs.JOB)
    assert job.run_after is not None
    assert job.run_after > now()
    assert rhythms[jobs.JOB].arguments == {"whole": True}
