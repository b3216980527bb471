"""What stays when somebody leaves: refused addresses, and three years of proof without a name."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from goen.shop.consent.digests import digest, digests_of
from goen.shop.consent.models import Consent, PersonRequest, Proof
from goen.shop.consent.suppression import suppress
from goen.shop.customers.models import Customer
from goen.shop.jobs.pause import breathe
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

PROOF_KEPT = timedelta(days=3 * 365 + 1)  # three years, whichever of them is a leap year
_CHUNK = 500


def leave(*, customer: Customer, day: date) -> None:
    """Put refusals on the addresses, keep each word as proof without the name, drop the words.

    To be called while the addresses are still there.
    """
    suppress(customer=customer)
    words = Consent.objects.filter(customer=customer).order_by("pk")
    Proof.objects.bulk_create(
        _proof(word, digest, day)
        for word in words
        for digest in digests_of(customer, word.channel) or [""]
    )
    words.delete()
    PersonRequest.objects.filter(customer=customer).update(words="", identity="", answer="")


def _proof(word: Consent, digest: str, day: date) -> Proof:
    return Proof(
        channel=word.channel,
        digest=digest,
        purpose_id=word.purpose_id,
        given=word.given,
        basis=word.basis,
        day=word.day,
        way=word.way,
        wording_id=word.wording_id,
        said_at=word.created_at,
        left_on=day,
    )


def customers_leave(*, customer_ids: Sequence[int], now: datetime, **_given: object) -> None:
    """Receive `customers_purged`: the trash forgets the person, not what they refused."""
    said = Q(consents__isnull=False) | Q(requests__isnull=False)
    for customer in Customer.objects.filter(said, pk__in=customer_ids).distinct():
        leave(customer=customer, day=localdate(now))


def anybody_left() -> bool:
    """Whether there is anything to be found by `left_with`."""
    return Proof.objects.exclude(digest="").exists()


def left_with(*, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these addresses (channel, comparable form) whose owners have left."""
    digests = {digest(channel=channel, key=key): (channel, key) for channel, key in keys}
    names = sorted(digests)
    found: set[tuple[str, str]] = set()
    for at in range(0, len(names), _CHUNK):
        rows = Proof.objects.filter(digest__in=names[at : at + _CHUNK])
        found.update(digests[one] for one in rows.values_list("digest", flat=True))
    return found


def said_elsewhere(customer_ids: Sequence[int], group: UUID) -> set[int]:
    """Those customers who said more than what was written down when they were entered."""
    words = Consent.objects.filter(customer__in=customer_ids)
    counts = Counter(words.values_list("customer_id", flat=True))
    entered = Trail.objects.filter(
        group=group, action="consent.refused", kind="customer", object_id__in=list(counts)
    )
    counts.subtract(pk for pk in entered.values_list("object_id", flat=True) if pk is not None)
    return {pk for pk, count in counts.items() if count > 0}


def sweep_proof(*, today: date) -> int:
    """Remove proof of those who left more than three years ago; gives how many rows."""
    count = 0
    old = Proof.objects.filter(left_on__lt=today - PROOF_KEPT).order_by("pk")
    while ids := list(old.values_list("pk", flat=True)[:_CHUNK]):
        with transaction.atomic():
            Proof.objects.filter(pk__in=ids).delete()
        count += len(ids)
        breathe()
    return count
