"""What staff do with consent: write down what a customer said. Nothing is ever overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.consent.models import Consent, Purpose, Wording
from goen.shop.consent.signals import consent_changed
from goen.shop.consent.standings import refresh
from goen.shop.consent.suppression import suppress
from goen.shop.customers.models import Customer
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from goen.shop.staff.models import Staff


@transaction.atomic
def allow(
    *,
    by: Staff | None,
    customer_id: int,
    channel: str,
    purpose: Purpose,
    basis: str,
    day: date,
    way: str,
    wording: Wording | None = None,
    note: str = "",
) -> Consent:
    """Write down that the customer may be reached; whether it holds, `words.holds` decides."""
    consent = Consent.objects.create(
        customer_id=customer_id,
        channel=channel,
        purpose=purpose,
        given=True,
        basis=basis,
        day=day,
        way=way,
        wording=wording,
        note=note,
        staff=by,
    )
    refresh(customer_ids=[customer_id])
    _noted(by, consent, action="consent.allowed")
    consent_changed.send(sender=Consent, customer_id=customer_id, by=by)
    return consent


@transaction.atomic
def allow_channels(
    *,
    by: Staff | None,
    customer_id: int,
    channels: Iterable[str],
    purpose: Purpose,
    basis: str,
    day: date,
    way: str,
    wording: Wording | None = None,
    note: str = "",
) -> list[Consent]:
    """Do `allow` for several channels at once."""
    return [
        allow(
            by=by,
            customer_id=customer_id,
            channel=channel,
            purpose=purpose,
            basis=basis,
            day=day,
            way=way,
            wording=wording,
            note=note,
        )
        for channel in channels
    ]


@transaction.atomic
def add_purpose(*, by: Staff, name: str, advertising: bool) -> Purpose:
    """Add what personal data is used for."""
    purpose = Purpose.objects.create(name=name, advertising=advertising)
    record(by=by, action="consent.purpose.added", subject=Subject.of(purpose))
    return purpose


@transaction.atomic
def add_wording(*, by: Staff, name: str, text: str, used_from: date) -> Wording:
    """Keep the words customers read from a day on; earlier versions stay as proof."""
    wording = Wording.objects.create(name=name, text=text, used_from=used_from)
    record(by=by, action="consent.wording.added", subject=Subject.of(wording))
    return wording


@transaction.atomic
def refuse(
    *,
    by: Staff | None,
    customer_id: int,
    channels: Iterable[str],
    purpose: Purpose | None = None,
    day: date,
    way: str,
    note: str = "",
    group: UUID | None = None,
) -> list[Consent]:
    """Write down that the customer does not want to be reached by `channels`.

    Without `purpose` the refusal is of everything. The addresses themselves are refused: they stay
    so when the customer leaves, or is entered again.
    """
    customer = Customer.objects.get(pk=customer_id)
    written = []
    for channel in channels:
        consent = Consent.objects.create(
            customer=customer,
            channel=channel,
            purpose=purpose,
            given=False,
            day=day,
            way=way,
            note=note,
            staff=by,
        )
        _noted(by, consent, action="consent.refused", group=group)
        written.append(consent)
    suppress(customer=customer)
    refresh(customer_ids=[customer_id])
    for _consent in written:
        consent_changed.send(sender=Consent, customer_id=customer_id, by=by)
    return written


def _noted(by: Staff | None, consent: Consent, *, action: str, group: UUID | None = None) -> None:
    purpose = consent.purpose.name if consent.purpose else ""
    record(
        by=by,
        action=action,
        subject=Subject("customer", consent.customer_id),
        changes=[
            {"field": f"consent:{consent.channel}", "from": None, "to": consent.given},
            {"field": "purpose", "from": None, "to": purpose},
        ],
        group=group,
    )
