from __future__ import annotations

from typing import TYPE_CHECKING

from goen.shop.customers import sample
from goen.shop.customers.models import Customer
from tests.shop.customers.conftest import NOW

if TYPE_CHECKING:
    import pytest

    from goen.shop.customers.models import CustomerRows
    from goen.shop.staff.models import Staff


def _told(rows: CustomerRows) -> list[tuple[object, ...]]:
    return list(rows.order_by("code").values_list("code", "name", "birthday", "memo", "source"))


def test_the_sample_is_believable_and_the_same_each_time(
    people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "COUNT", 40)
    steps: list[tuple[int, int]] = []
    for _time in range(2):
        sample.make(people["PRESIDENT"], NOW, lambda done, of: steps.append((done, of)))
        rows = Customer.objects.live()
        assert rows.filter(kind="COMPANY", contacts__isnull=False).count() == 8
        assert not rows.filter(kana="").exists()
        assert not rows.filter(addresses__city="").exists()
        assert rows.exclude(household=None).count() >= 2
        first = _told(rows)
        sample.remove(lambda _done, _of: None)
        assert not Customer.objects.exists()
        assert steps[-1] == (48, 48)
    assert first[0] == _told_again(people, first)


def _told_again(people: dict[str, Staff], first: list[tuple[object, ...]]) -> tuple[object, ...]:
    sample.make(people["PRESIDENT"], NOW, lambda _done, _of: None)
    again = _told(Customer.objects.live())
    assert again == first
    return again[0]
