"""Reading contact days: one question per step, answers as arrays with one place per customer.

Method: docs/methods/rhythm.md. Days are numbers, counted from 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.rhythm.arrays import ORIGIN

if TYPE_CHECKING:
    from datetime import date

    import numpy as np

    from goen.analysis.engine import Engine
    from goen.analysis.rhythm.arrays import Ints

RECENT_DAYS = 90
BASELINE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contact days of all customers up to `as_of`; arrays are in the order of `customer`.

    `gaps` counts closed gaps between contact days; `first` and `last` bound them, `previous` and
    `before` are the two contact days before the last, `third` is the third one, each standing for
    `last` where there are too few. `recent` counts contacts of the last `recent_days`, `baseline`
    those of the `baseline_days` before; the very first contact in neither. `day` and `in_contact`
    have one place per day on which anybody was in contact.
    """

    as_of: date
    recent_days: int
    baseline_days: int
    customer: np.ndarray[Any, Any]
    gaps: Ints
    first: Ints
    last: Ints
    previous: Ints
    before: Ints
    third: Ints
    recent: Ints
    baseline: Ints
    day: Ints
    in_contact: Ints


def read_contacts(
    *,
    engine: Engine,
    as_of: date,
    recent_days: int = RECENT_DAYS,
    baseline_days: int = BASELINE_DAYS,
) -> Contacts:
    """Read the table `contacts` (customer_id, day) up to `as_of`.

    It holds purchases and attended touches, never mail in bulk: that would measure the company
    itself. Several contacts of a customer on one day are one.

    Raises:
        ValueError: a window is shorter than a day.
        UnableToAnswer: there is no such table.
    """
    if min(recent_days, baseline_days) < 1:
        raise ValueError("a window has at least one day")
    recent_after = as_of - timedelta(days=recent_days)
    engine.make(table="contact_gaps", question="contact_gaps", as_of=as_of)
    customers = engine.arrays(
        question="contact_customers",
        origin=ORIGIN,
        recent_after=recent_after,
        baseline_after=recent_after - timedelta(days=baseline_days),
    )
    days = engine.arrays(question="contact_days", origin=ORIGIN)
    engine.drop(table="contact_gaps")
    customer = customers.pop("customer_id")
    return Contacts(
        as_of,
        recent_days,
        baseline_days,
        customer=customer,
        **customers,
        day=days["day"],
        in_contact=days["contacts"],
    )
