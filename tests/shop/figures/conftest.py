from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.shop.figures import asked, documents, tables
from goen.shop.portfolio import history, updating
from goen.shop.sales.models import Category, Product, Shop
from goen.shop.ui.clock import now
from tests.shop.portfolio.books import Books

if TYPE_CHECKING:
    from pathlib import Path

    from goen.shop.figures.asked import Asked
    from goen.shop.staff.models import Staff

EVENING = date(2025, 12, 31)


class ShopBooks(Books):
    """Sales with products and shops: those of even days belong to the second shop."""

    @property
    def columns(self) -> str:
        return _COLUMNS


_COLUMNS = """*, 1000 AS thousandths, 1 + abs(amount) % 3 AS product_id, 1 AS category_id,
    2 - day(day) % 2 AS shop_id"""


def set_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> ShopBooks:
    """Sales that the rooms read, with what they are called; none yet."""
    found = ShopBooks(place)
    (place / "figures").mkdir()
    monkeypatch.setattr(history, "folder", lambda: place / "portfolio")
    monkeypatch.setattr(documents, "folder", lambda: place / "figures")
    monkeypatch.setattr(tables.mart, "folder", lambda: place / "mart")
    monkeypatch.setattr(updating.mart, "refresh", found.mart)
    for number in (1, 2, 3):
        Product.objects.create(pk=number, name=f"品{number}", created_at=now())
    Category.objects.create(pk=1, name="茶")
    for number in (1, 2):
        Shop.objects.create(pk=number, name=f"店{number}", key=f"店{number}")
    return found


@pytest.fixture
def books(people: dict[str, Staff], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShopBooks:
    """Sales of three years whose standings are worked out."""
    found = set_up(tmp_path, monkeypatch)
    found.enter(random.Random(7), 500)
    found.sales = [
        (who, day - timedelta(days=365 * (place % 3)), kind, amount)
        for place, (who, day, kind, amount) in enumerate(found.sales)
    ]
    # Some bought once, some came later than others, and some came a second time.
    found.sales += [(20 + n, EVENING - timedelta(days=30 * n), "SALE", 1000) for n in range(30)]
    found.sales += [(20 + n, EVENING - timedelta(days=20 * n), "SALE", 900) for n in (5, 9, 14)]
    updating.update(now=now(), today=EVENING)
    return found


@pytest.fixture
def president(people: dict[str, Staff]) -> Staff:
    """Who asks."""
    return people["PRESIDENT"]


def ask(by: Staff, /, **given: str) -> Asked:
    """What an address asks for."""
    return asked.read(given=given, by=by)
