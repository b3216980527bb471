"""What the customers of the sample company said about being reached."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from goen.shop.consent.digests import digests_of
from goen.shop.consent.first import first_purpose
from goen.shop.consent.models import Channel, Consent, Purpose, Standing, Suppressed
from goen.shop.consent.operations import allow_channels, refuse
from goen.shop.customers.models import Customer
from goen.shop.staff.sample import SampleMaker, mark, marked, sample_makers, unmark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from goen.shop.staff.models import Staff

    Progress = Callable[[int, int], None]

_REFUSED, _PURPOSE = "suppressed", "purpose"
_CHUNK = 5


def make(by: Staff, now: datetime, progress: Progress) -> None:
    """Let most of the sample's customers say something; those who have said so are left alone."""
    silent = Customer.objects.filter(pk__in=marked("customer"), consents=None)
    ids = list(silent.order_by("pk").values_list("pk", flat=True))
    purpose = _purpose(by)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        with transaction.atomic():
            for customer in Customer.objects.filter(pk__in=some).order_by("pk"):
                known = _refused(customer)
                _speak(customer, by=by, purpose=purpose, today=localdate(now))
                mark(kind=_REFUSED, ids=_refused(customer) - known)
        progress(start + len(some), len(ids))


@transaction.atomic
def _purpose(by: Staff) -> Purpose:
    known = set(Purpose.objects.values_list("pk", flat=True))
    purpose = first_purpose(by=by)
    if purpose.pk not in known:
        mark(kind=_PURPOSE, ids=[purpose.pk])
    return purpose


def _refused(customer: Customer) -> set[int]:
    """The refusals that hang on the customer's addresses."""
    digests = [one for channel in Channel.values for one in digests_of(customer, channel)]
    return set(Suppressed.objects.filter(digest__in=digests).values_list("pk", flat=True))


def _speak(customer: Customer, *, by: Staff, purpose: Purpose, today: date) -> None:
    """Seven of ten agree, one of ten refuses something, the others were not asked."""
    rng = Random(customer.code)  # noqa: S311 - a story, no secret
    dice, day = rng.random(), today - timedelta(days=rng.randrange(20, 700))
    if dice < 0.7:
        company = customer.is_company
        allow_channels(
            by=by,
            customer_id=customer.pk,
            channels=rng.choice(
                (("post",), ("post", "phone"), ("post", "mail"), ("mail", "phone"))
            ),
            purpose=purpose,
            basis=Consent.Basis.CARD if company else Consent.Basis.CONSENT,
            day=day,
            way=Consent.Way.FACE if company else Consent.Way.FORM,
        )
    elif dice < 0.8:
        channels = rng.choice((("phone",), ("mail",), ("phone", "visit"), ("post",)))
        refuse(by=by, customer_id=customer.pk, channels=channels, day=day, way=Consent.Way.PHONE)


def remove(progress: Progress) -> None:
    """Take away what the sample's customers said, so that they leave no refused address behind."""
    ids = marked("customer")
    with transaction.atomic():
        Consent.objects.filter(customer__in=ids).delete()
        Standing.objects.filter(customer__in=ids).delete()
        Suppressed.objects.filter(pk__in=marked(_REFUSED)).delete()
        unmark(kind=_REFUSED, ids=marked(_REFUSED))
    with transaction.atomic():
        unused = Purpose.objects.filter(pk__in=marked(_PURPOSE), consent=None)
        unused.exclude(pk__in=Suppressed.objects.exclude(purpose=None).values("purpose")).delete()
        unmark(kind=_PURPOSE, ids=marked(_PURPOSE))
    progress(1, 1)


sample_makers.add(SampleMaker("consent", make, remove, 15))
