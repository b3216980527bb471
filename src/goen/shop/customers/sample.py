"""The customers of the sample company; every name, number and address is made up.

Their customer numbers are those of `goen sample`, so that its sales belong to them.
"""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer, link_household, link_introducer
from goen.shop.customers.operations.purge import purge
from goen.shop.customers.sample_values import COMPANIES, company, person
from goen.shop.customers.search import forget_customers
from goen.shop.staff.models import Staff
from goen.shop.staff.sample import SampleMaker, mark, marked, sample_makers, unmark
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    Progress = Callable[[int, int], None]

KIND = "customer"
COUNT, YEARS, SEED = 200, 3, 20
_CHUNK = 2  # short, so that nobody waits for the writer


def make(by: Staff, now: datetime, progress: Progress) -> None:
    """Enter the customers whose numbers nobody has yet, some at a time."""
    owners = list(Staff.objects.filter(is_active=True).order_by("pk"))
    wanted = [person(row, owners=owners) for row in _rows(localdate(now))]
    wanted += [company(number, owners=owners) for number in range(len(COMPANIES))]
    taken = set(Customer.objects.live().exclude(code="").values_list("code", flat=True))
    missing = [values for values in wanted if values["code"] not in taken]
    for start in range(0, len(missing), _CHUNK):
        some = missing[start : start + _CHUNK]
        with transaction.atomic():
            made = [create_customer(by=by, values=values, now=now) for values in some]
            mark(kind=KIND, ids=[customer.pk for customer in made])
        progress(start + len(made), len(missing))
    if missing:
        _bind(by=by, now=now)


def remove(progress: Progress) -> None:
    """Take the marked customers out of the database, with all that hangs on them."""
    ids = marked(KIND)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        with transaction.atomic():
            forget_customers(customer_ids=some)
            purge(some, now=now())
            unmark(kind=KIND, ids=some)
        progress(start + len(some), len(ids))


def _rows(until: date) -> list[dict[str, str]]:
    from goen.sample import generate  # late: numpy and DuckDB

    with TemporaryDirectory() as folder:
        made = generate(out=Path(folder), customers=COUNT, years=YEARS, seed=SEED, until=until)
        text = made.customers_list.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _bind(*, by: Staff, now: datetime) -> None:
    """Let some of those with the same family name live together; some introduced another."""
    persons = Customer.objects.filter(pk__in=marked(KIND), kind=Customer.Kind.PERSON)
    families: dict[str, list[int]] = {}
    for pk, name in persons.order_by("code").values_list("pk", "name"):
        families.setdefault(name.partition(" ")[0], []).append(pk)
    for one, *others in list(families.values())[::3]:
        for other in others[:1]:
            link_household(by=by, customer_id=one, other_id=other, now=now)
        for other in others[1:2]:
            link_introducer(by=by, customer_id=other, other_id=one, now=now)


sample_makers.add(SampleMaker("customers", make, remove, 10))
