from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from goen.shop.customers.models import Customer
from goen.shop.staff.models import Department, Staff

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)


@pytest.fixture
def staff(people: dict[str, Staff]) -> Staff:
    """A member of staff who records."""
    return people["STAFF"]


@pytest.fixture
def tea(db: None) -> Customer:
    """A person who buys tea."""
    return Customer.objects.create(name="勅使河原 冴子", kana="てしがわら さえこ")


@pytest.fixture
def inn(db: None) -> Customer:
    """A company that buys gifts."""
    return Customer.objects.create(name="かめや旅館", kind=Customer.Kind.COMPANY)


@pytest.fixture
def shipping(staff: Staff) -> Department:
    """The department of the member who records."""
    department = Department.objects.create(name="発送")
    staff.department = department
    staff.save()
    return department
