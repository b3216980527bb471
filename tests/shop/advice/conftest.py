from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from goen.shop.advice.operations import Asking
from goen.shop.advice.refreshing import refresh
from goen.shop.customers.models import Address, Customer, Email, Phone
from goen.shop.portfolio import history, updating
from goen.shop.portfolio.updating import update
from goen.shop.sales.models import Sale, Source
from goen.shop.ui.clock import now, today
from tests.shop.portfolio.books import Books

if TYPE_CHECKING:
    from pathlib import Path

    from goen.shop.staff.models import Staff

# Days before today and yen, by the limits of mail order (domain.md §1.2).
LOYAL = [(600, 40_000), (400, 40_000)]
STORIES = {
    "loyal_left": [*LOYAL, (240, 20_000)],
    "loyal_soon": [*LOYAL, (230, 20_000)],
    "loyal_lapsed": [*LOYAL, (300, 20_000)],
    "burst_lapsed": [(400, 60_000), (290, 60_000)],
    "steady_lapsed": [(500, 5_000), (300, 5_000)],
    "first_waiting": [(60, 5_000)],
    "toddler_stuck": [(150, 5_000), (95, 5_000)],
    "burst_now": [(130, 60_000), (10, 60_000)],
    "never_touched": [*LOYAL, (20, 20_000)],
    "early_lapsed": [(250, 5_000)],
}


@dataclass
class Shop:
    """Customers with purchases, and what is to be done about them."""

    books: Books
    by: Staff
    numbers: dict[str, int] = field(default_factory=dict)

    def buys(self, customer: Customer, *, story: list[tuple[int, int]]) -> Customer:
        """Let a customer have bought so many days ago for so many yen."""
        source, _made = Source.objects.get_or_create(name="レジ")
        for days, amount in story:
            on = today() - timedelta(days=days)
            self.books.sales.append((customer.pk, on, "SALE", amount))
            Sale.objects.create(customer=customer, on=on, amount=amount, source=source)
        return customer

    def customer(self, key: str, *, reach: str = "pa", **values: Any) -> Customer:
        """A customer of a finding; `reach`: p telephone, a address, m e-mail."""
        name = values.pop("name", f"{key}の客")
        row = Customer.objects.create(name=name, **values)
        if "p" in reach:
            Phone.objects.create(customer=row, number="0258-00-0000", key="0258000000")
        if "a" in reach:
            Address.objects.create(customer=row, postal_code="940-0062", prefecture="新潟県")
        if "m" in reach:
            Email.objects.create(customer=row, address="a@example.jp", key="a@example.jp")
        return self.buys(row, story=STORIES[key])

    def work_out(self, *, on: date | None = None) -> None:
        """Bring standings and findings up."""
        day = on or today()
        update(now=now(), today=day)
        refresh(now=now(), today=day)

    def asking(
        self, key: str, *, by: Staff | None = None, owner: int | None = None, on: date | None = None
    ) -> Asking:
        """A button that was pressed."""
        return Asking(by or self.by, key, owner, uuid4(), now(), on or today())


@pytest.fixture
def shop(people: dict[str, Staff], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """An empty shop whose sales the updates read."""
    books = Books(tmp_path)
    monkeypatch.setattr(history, "folder", lambda: tmp_path / "portfolio")
    monkeypatch.setattr(updating.mart, "refresh", books.mart)
    return Shop(books, people["PRESIDENT"])
