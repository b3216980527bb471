"""The customers of the sample company; every name, number and address is made up.

Their customer numbers are those of `goen sample`, so that its sales belong to them.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from goen.shop.customers.models import Customer
from goen.shop.customers.operations import create_customer
from goen.shop.customers.operations.purge import purge
from goen.shop.customers.search import forget_customers
from goen.shop.staff.sample import SampleMaker, mark, marked, sample_makers, unmark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goen.shop.staff.models import Staff

    Progress = Callable[[int, int], None]

KIND = "customer"
COUNT, YEARS, SEED = 200, 3, 20
_CHUNK = 10


def make(by: Staff, now: datetime, progress: Progress) -> None:
    """Enter the customers whose numbers nobody has yet, some at a time."""
    rows = _rows(localdate(now))
    taken = set(Customer.objects.live().exclude(code="").values_list("code", flat=True))
    missing = [row for row in rows if row["顧客番号"] not in taken]
    for start in range(0, len(missing), _CHUNK):
        with transaction.atomic():
            made = [
                create_customer(by=by, values=_values(row), now=now)
                for row in missing[start : start + _CHUNK]
            ]
            mark(kind=KIND, ids=[customer.pk for customer in made])
        progress(start + len(made), len(missing))


def remove(progress: Progress) -> None:
    """Take the marked customers out of the database, with all that hangs on them."""
    ids = marked(KIND)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        with transaction.atomic():
            forget_customers(customer_ids=some)
            purge(some)
            unmark(kind=KIND, ids=some)
        progress(start + len(some), len(ids))


def _rows(until: date) -> list[dict[str, str]]:
    from goen.sample import generate  # late: numpy and DuckDB

    with TemporaryDirectory() as folder:
        made = generate(out=Path(folder), customers=COUNT, years=YEARS, seed=SEED, until=until)
        text = made.customers_list.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _values(row: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": Customer.Kind.PERSON,
        "code": row["顧客番号"],
        "name": row["お客様名"],
        "kana": row["フリガナ"],
        "birthday": date.fromisoformat(row["生年月日"].replace("/", "-")).isoformat(),
        "phones": [{"label": "", "number": row["電話番号"], "primary": True}],
        "addresses": [_address(row)],
    }
    if row["メールアドレス"]:
        address = row["メールアドレス"]
        values["emails"] = [{"label": "", "address": address, "primary": True}]
    return values


def _address(row: dict[str, str]) -> dict[str, Any]:
    street, _, building = row["住所"].partition(" ")
    return {
        "label": "",
        "postal_code": row["郵便番号"],
        "prefecture": "",
        "city": "",
        "street": street,
        "building": building,
        "primary": True,
    }


sample_makers.add(SampleMaker("customers", make, remove, 10))
