"""What staff feel about the customers of the sample company; nobody in it exists."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from goen.shop.customers.models import Customer
from goen.shop.fit.models import Fit
from goen.shop.staff.models import Staff
from goen.shop.staff.sample import SampleMaker, marked, sample_makers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    Progress = Callable[[int, int], None]

_CHUNK = 20
_NOTES = {
    1: ("値引きのお話ばかりになります", "急なご注文と取り消しが多いです"),
    2: ("お返事をいただくまでに時間がかかります", "決まりごとの説明に手間がかかります"),
    3: ("", "ご要望は多いですが、ご無理は言われません"),
    4: ("お話ししていて楽しいです", "お茶のことをよくご存じです"),
    5: ("ご家族ぐるみでお付き合いいただいています", "新しいお客様を紹介してくださいました"),
}


def make(_by: Staff, now: datetime, progress: Progress) -> None:
    """Let staff observe half of the customers, some of them several times over a year and more."""
    ids = marked("customer")
    if Fit.objects.filter(customer__in=ids).exists():
        return
    staff, today = list(Staff.objects.filter(is_active=True).order_by("pk")), localdate(now)
    for start in range(0, len(ids), _CHUNK):
        some = Customer.objects.filter(pk__in=ids[start : start + _CHUNK]).order_by("pk")
        with transaction.atomic():
            Fit.objects.bulk_create(fit for one in some for fit in _fits(one, staff, today))
        progress(min(start + _CHUNK, len(ids)), len(ids))


def _fits(customer: Customer, staff: Sequence[Staff], today: date) -> Iterator[Fit]:
    rng = Random(customer.code)  # noqa: S311 - a story, no secret
    score = rng.choice((1, 2, 3, 3, 4, 4, 4, 5, 5))
    for ago in sorted(rng.sample(range(5, 640), rng.choice((0, 0, 1, 1, 2, 3))), reverse=True):
        score = min(max(score + rng.choice((-1, 0, 0, 1)), 1), 5)
        yield Fit(
            customer=customer,
            staff=rng.choice(staff),
            score=score,
            note=rng.choice(_NOTES[score]) if rng.random() < 0.6 else "",
            day=today - timedelta(days=ago),
        )
    yield from _otherwise(customer, staff, today, rng)


def _otherwise(
    customer: Customer, staff: Sequence[Staff], today: date, rng: Random
) -> Iterator[Fit]:
    """Now and then two people see one customer quite differently."""
    if len(staff) > 1 and rng.random() < 0.06:
        for who, score in zip(rng.sample(staff, 2), rng.choice(((5, 2), (4, 1))), strict=True):
            note = rng.choice(_NOTES[score])
            day = today - timedelta(days=rng.randrange(60))
            yield Fit(customer=customer, staff=who, score=score, note=note, day=day)


def remove(progress: Progress) -> None:
    """Take away what was said of the sample's customers."""
    with transaction.atomic():
        Fit.objects.filter(customer__in=marked("customer")).delete()
    progress(1, 1)


sample_makers.add(SampleMaker("fit", make, remove, 17))
