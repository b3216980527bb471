"""The customer's page: the rhythm drawn and told, and a warning for whom somebody should see to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.rhythm.arrays import ORIGIN
from goen.shop.rhythm.chart import drawn
from goen.shop.rhythm.contacts import DayNumber
from goen.shop.rhythm.models import Rest, Rhythm, Snooze
from goen.shop.rhythm.reading import judged, told
from goen.shop.rhythm.words import reason, told_of, why_not
from goen.shop.sales.queries.purchases import bought
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from goen.shop.customers.models import Customer
    from goen.shop.rhythm.reading import Told

_WIDE, _NARROW = (720, 18), (330, 10)  # width, months


def panel(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What is usual, what is said of it today, and the answer not to spend people's time."""
    day = today()
    says = _says(customer, day)
    context: dict[str, Any] = {
        "told": says,
        "rest": Rest.objects.filter(customer=customer, ended_at=None)
        .select_related("decided_by")
        .first(),
        "snooze": Snooze.objects.filter(customer=customer, until__gt=day).first(),
        "may": member(request).may(Ability.RECORD),
    }
    if says is None or says.row.state == Rhythm.State.UNDECIDED:
        return {**context, "why_not": why_not(says.row if says else None)}
    found = judged(customer_ids=[customer.pk], today=day).get(customer.pk)
    return {
        **context,
        "said": told_of(found) if found else "",
        "suggested": says.row.state == Rhythm.State.NEVER_TOOK_OFF and context["rest"] is None,
        "charts": _charts(customer, says, day),
    }


def warning(request: HttpRequest, customer: Customer) -> dict[str, Any] | None:
    """What asks for somebody to call; nothing while it is planned, waits, or nobody is to."""
    says = _says(customer, today())
    if says is None or not says.late or customer.next_action_on:
        return None
    if says.row.state == Rhythm.State.NEVER_TOOK_OFF or _waits(customer):
        return None
    return {"reason": reason(says), "may": member(request).may(Ability.RECORD)}


def _waits(customer: Customer) -> bool:
    resting = Rest.objects.filter(customer=customer, ended_at=None, answer=Rest.Answer.RESTING)
    later = Snooze.objects.filter(customer=customer, until__gt=today())
    return later.exists() or resting.exists()


def _says(customer: Customer, day: date) -> Told | None:
    """Asked once for both parts of the page."""
    kept = vars(customer)
    if "rhythm_told" not in kept:
        row = Rhythm.objects.filter(customer=customer).first()
        kept["rhythm_told"] = told(rows=[row], today=day)[customer.pk] if row else None
    found: Told | None = kept["rhythm_told"]
    return found


def _charts(customer: Customer, says: Told, day: date) -> list[Any]:
    numbers = Touch.objects.contacts().filter(customer=customer).order_by()
    touches = [
        ORIGIN + timedelta(days=number)
        for number in numbers.values_list(DayNumber("at"), flat=True)
    ]
    expected = None
    if says.row.expected_on:
        wait = (says.row.expected_on - says.row.last_on).days
        around = timedelta(days=max(round(wait / 5), 2))
        expected = (says.row.expected_on - around, says.row.expected_on + around)
    return [
        drawn(
            name=name,
            width=width,
            months=months,
            purchases=bought(customer=customer),
            touches=touches,
            expected=expected,
            today=day,
        )
        for name, (width, months) in (("wide", _WIDE), ("narrow", _NARROW))
    ]
