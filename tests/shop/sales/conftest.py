from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def staff(people: dict[str, Staff]) -> Staff:
    """A member of staff who enters sales."""
    return people["STAFF"]


@pytest.fixture
def tea(db: None) -> Customer:
    """A person who buys tea."""
    return Customer.objects.create(name="勅使河原 冴子", kana="てしがわら さえこ")


@pytest.fixture
def inn(db: None) -> Customer:
    """A company that buys gifts."""
    return Customer.objects.create(name="かめや旅館", kind=Customer.Kind.COMPANY)
