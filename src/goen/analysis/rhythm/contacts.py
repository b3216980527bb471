"""Reading contact days: one question per step, answers as arrays with one place per customer.

Method: docs/methods/rhythm.md. Days are numbers, counted from 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.analysis.rhythm.arrays import ORIGIN, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from goen.analysis.engine import Engine
    from goen.analysis.rhythm.arrays import Ints

RECENT_DAYS = 90
BASELINE_DAYS = 365
_COLUMNS = ("gaps", "first", "last", "previous", "before", "third", "recent", "baseline")


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


def contacts_of(
    *,
    days: Mapping[int, Iterable[int]],
    as_of: date,
    recent_days: int = RECENT_DAYS,
    baseline_days: int = BASELINE_DAYS,
) -> Contacts:
    """Return the same of a few customers whose contact days are at hand, as numbers.

    `days` has the days of each customer in any order; who has none up to `as_of` is left out.
    `day` and `in_contact` stay empty: a company's calendar is not learned from a few.
    """
    today = day_number(as_of)
    known = {one: sorted({day for day in theirs if day <= today}) for one, theirs in days.items()}
    told = [(one, found) for one, found in sorted(known.items()) if found]
    recent_after = today - recent_days
    baseline_after = recent_after - baseline_days
    rows = [
        (
            len(found) - 1,
            found[0],
            found[-1],
            found[-2] if len(found) > 1 else found[-1],
            found[-3] if len(found) > 2 else found[-1],
            found[2] if len(found) > 2 else found[-1],
            sum(day > recent_after for day in found[1:]),
            sum(baseline_after < day <= recent_after for day in found[1:]),
        )
        for one, found in told
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, len(_COLUMNS)).T
    none = np.array([], dtype=np.int32)
    return Contacts(
        as_of,
        recent_days,
        baseline_days,
        customer=np.array([one for one, _found in told], dtype=np.int64),
        **dict(zip(_COLUMNS, columns, strict=True)),
        day=none,
        in_contact=none,
    )
