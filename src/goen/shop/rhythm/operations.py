"""What is done with the list of calls: plan one for this week, or have it wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.rhythm.capacity import sunday
from goen.shop.rhythm.models import Snooze
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Action
from goen.shop.touches.operations import ActionValues, plan_action

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff


def plan_call(*, by: Staff, customer: Customer, today: date, now: datetime) -> Action:
    """Plan a call with the customer until the end of the week, for who owns the customer."""
    owner = customer.owner if customer.owner and customer.owner.is_active else by
    values = ActionValues(
        customer=customer,
        kind=Action.Kind.CALL,
        what=_("Call: longer silent than usual"),
        due_on=sunday(today),
        owner=owner,
    )
    return plan_action(by=by, values=values, now=now)


@transaction.atomic
def snooze(*, by: Staff, customer_id: int, until: date) -> None:
    """Leave the customer out of the lists until a day."""
    before = Snooze.objects.filter(customer=customer_id).first()
    Snooze.objects.update_or_create(customer_id=customer_id, defaults={"until": until, "by": by})
    _keep(by, customer_id, before.until if before else None, until)


@transaction.atomic
def wake(*, by: Staff, customer_id: int) -> None:
    """Have the customer in the lists again."""
    before = Snooze.objects.filter(customer=customer_id).first()
    if before is not None:
        before.delete()
        _keep(by, customer_id, before.until, None)


def _keep(by: Staff, customer_id: int, before: date | None, after: date | None) -> None:
    told = [None if day is None else day.isoformat() for day in (before, after)]
    changes = [{"field": "snooze", "from": told[0], "to": told[1]}]
    subject = Subject("customer", customer_id)
    record(by=by, action="rhythm.call.postponed", subject=subject, changes=changes)
