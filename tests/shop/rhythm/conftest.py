from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.analysis.rhythm import Calendar, Prior, RhythmModel
from goen.analysis.rhythm.fits import Leaving
from goen.shop.portfolio import history, updating
from goen.shop.rhythm import updating as rhythm_updating
from goen.shop.rhythm.models import SharedRhythm
from goen.shop.sales.models import Sale
from tests.shop.portfolio.books import Books

if TYPE_CHECKING:
    from pathlib import Path

    from goen.shop.mart.operations import Refreshed

MODEL = RhythmModel(
    fitted_on=date(2026, 11, 20),
    calendar=Calendar(),
    k=2.0,
    prior=Prior(2.0, 60.0),
    leaving=Leaving(0.8, 2.4),
    rates=Prior(1.0, 60.0),
    target=1 / 30,
    take_off_days=200,
)


@pytest.fixture
def ledger(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """The sales of the database, as the mart that updates read shows them."""
    found = Books(tmp_path)

    def refresh() -> Refreshed:
        rows = Sale.objects.live().values_list("customer", "on", "kind", "amount")
        found.sales = list(rows)
        return found.mart()

    monkeypatch.setattr(history, "folder", lambda: tmp_path / "portfolio")
    monkeypatch.setattr(updating.mart, "refresh", refresh)
    monkeypatch.setattr(rhythm_updating, "_folder", lambda: tmp_path)
    return found


@pytest.fixture
def shared(db: None) -> SharedRhythm:
    """What was learned of many customers."""
    return keep(date(2026, 11, 20))


def keep(on: date) -> SharedRhythm:
    """Have the model of the tests learned on a day."""
    told = MODEL.as_dict() | {"fitted_on": on.isoformat()}
    return SharedRhythm.objects.create(fitted_on=on, customers=10_000, model=told)
