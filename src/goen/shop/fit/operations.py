"""What staff do with fit: observe it, take an observation back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goen.shop.fit.models import Fit
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.staff.models import Staff


@transaction.atomic
def observe_fit(*, by: Staff, customer_id: int, score: int, note: str, today: date) -> Fit:
    """Keep what `by` feels today; a second observation on one day replaces the first."""
    earlier = Fit.objects.filter(customer_id=customer_id, staff=by, day=today).first()
    fit, _made = Fit.objects.update_or_create(
        customer_id=customer_id, staff=by, day=today, defaults={"score": score, "note": note}
    )
    before = earlier.score if earlier else None
    changes = [{"field": "fit", "from": before, "to": score}]
    record(by=by, action="fit.observed", subject=Subject("customer", customer_id), changes=changes)
    return fit


@transaction.atomic
def take_back_fit(*, by: Staff, fit_id: int) -> None:
    """Remove an observation; only who made it may."""
    fit = Fit.objects.select_for_update().get(pk=fit_id)
    if fit.staff_id != by.pk:
        raise PermissionDenied
    subject = Subject("customer", fit.customer_id)
    changes = [{"field": "fit", "from": fit.score, "to": None}]
    record(by=by, action="fit.taken_back", subject=subject, changes=changes)
    fit.delete()
