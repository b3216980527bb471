"""Taking over step by step: what is seen meanwhile, going on after a stop, one batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.intake import driving, operations, store
from goen.shop.intake.models import Batch
from goen.shop.jobs.work import drain
from goen.shop.mart.models import StaleMonth
from goen.shop.sales.models import HiddenBatch, Sale
from goen.shop.ui.clock import now
from tests.shop.intake.helpers import checked, nothing, take_back, take_over, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db
ROWS = 60


class Stopped(Exception):
    """The work was cut short here."""


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


def register(*, first: int = 0) -> str:
    rows = [
        f"S-{n},2025-01-{n % 28 + 1:02},A-{n % 7},{100 + n}" for n in range(first, first + ROWS)
    ]
    return "\n".join(["伝票番号,日付,顧客番号,金額", *rows])


def stop(_done: int, _total: int) -> None:
    raise Stopped


def test_nothing_is_seen_before_the_last_step_and_work_goes_on_where_it_stopped(
    by: Staff,
) -> None:
    batch = checked(by=by, kind="sales", text=register())
    with pytest.raises(Stopped):
        driving.take_over(batch_id=batch.pk, clock=now, progress=stop)
    batch.refresh_from_db()
    assert (batch.state, 0 < batch.done < ROWS) == ("APPLYING", True)
    assert Sale.objects.count() == batch.done
    assert not Sale.objects.live().exists()
    batch = take_over(batch)
    assert (batch.state, batch.done) == ("APPLIED", ROWS)
    assert Sale.objects.live().count() == ROWS
    assert not HiddenBatch.objects.exists()
    assert batch.result["taken"]["counts"]["new"] == ROWS


def test_nothing_is_seen_after_the_first_step_back(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=register())
    with pytest.raises(Stopped):
        driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=stop)
    assert 0 < Sale.objects.count() < ROWS
    assert not Sale.objects.live().exists()
    assert take_back(batch, by=by).state == "UNDONE"
    assert not Sale.objects.exists()


def months(first: int, last: int, *, amount: int) -> str:
    rows = [
        f"2025-{month:02}-{day:02},A-{day},{amount}"
        for month in range(first, last + 1)
        for day in range(1, 29)
    ]
    return "\n".join(["日付,顧客番号,金額", *rows])


def seen() -> list[int]:
    """The amounts that everybody sees, and nothing that is in the trash besides."""
    amounts = sorted(set(Sale.objects.live().values_list("amount", flat=True)))
    trashed = set(Sale.objects.trashed().values_list("amount", flat=True))
    assert not trashed.intersection(amounts)
    return amounts


def test_replaced_sales_and_those_in_their_place_change_over_together(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    taken(by=by, kind="sales", text=months(1, 3, amount=100))
    old = Sale.objects.order_by("pk").first()
    text = months(1, 1, amount=200) + "\n" + months(3, 3, amount=200).partition("\n")[2]
    batch = checked(by=by, kind="sales", text=text, dates="replace")
    assert batch.counts["GONE"] == 84
    for _time in range(2):  # killed twice
        with pytest.raises(Stopped):
            driving.take_over(batch_id=batch.pk, clock=now, progress=stop)
        assert (seen(), Sale.objects.live().count()) == ([100], 84)
    assert old is not None
    page = client_of("MANAGER").get(reverse("sale", args=[old.pk])).content.decode()
    assert "取り込みが、この売上を置き換えているところです" in page
    assert client_of("MANAGER").get(reverse("sale_edit", args=[old.pk])).status_code == 404
    StaleMonth.objects.all().delete()
    take_over(batch)
    assert (seen(), Sale.objects.live().count()) == ([200], 56)
    assert Sale.objects.trashed().count() == 84
    stale = StaleMonth.objects.values_list("month", flat=True)
    assert {day.month for day in stale} == {1, 2, 3}  # the file has no line of February
    with pytest.raises(Stopped):
        driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=stop)
    assert (seen(), Sale.objects.live().count()) == ([100], 84)
    take_back(batch, by=by)
    assert (seen(), Sale.objects.live().count()) == ([100], 84)
    assert not Sale.objects.trashed().exists()


def test_one_batch_is_written_at_a_time(by: Staff) -> None:
    one = checked(by=by, kind="sales", text=register())
    other = checked(by=by, kind="sales", text=register(first=30))
    with pytest.raises(Stopped):
        driving.take_over(batch_id=one.pk, clock=now, progress=stop)
    with pytest.raises(driving.OtherFirst):
        driving.take_over(batch_id=other.pk, clock=now, progress=nothing)
    with pytest.raises(Stopped):
        driving.take_over(batch_id=one.pk, clock=now, progress=stop)
    take_over(one)
    other = take_over(other)  # checked again: thirty of its rows have come with the first one
    assert (other.counts["NEW"], other.counts["SAME"]) == (30, 30)
    assert Sale.objects.live().count() == 90


def test_nobody_comes_between_the_last_check_and_the_first_step(
    by: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = checked(by=by, kind="sales", text=register())
    other = checked(by=by, kind="sales", text=register())
    taken(
        by=by, kind="customers", text="顧客番号,氏名\nB-1,北川 葉月"
    )  # so that it is checked anew
    check, seen = driving.check, []

    def check_slowly(batch: Batch) -> dict[str, int]:
        found = check(batch)
        with pytest.raises(driving.OtherFirst):
            driving.take_over(batch_id=one.pk, clock=now, progress=nothing)
        seen.append(batch.pk)
        if len(seen) == 1:
            raise Stopped
        return found

    monkeypatch.setattr(driving, "check", check_slowly)
    with pytest.raises(Stopped):  # killed amid the check: it is made anew
        take_over(other)
    assert take_over(other).state == "APPLIED"
    monkeypatch.setattr(driving, "check", check)
    assert seen == [other.pk, other.pk]
    assert take_over(one).counts["SAME"] == ROWS
    assert Sale.objects.live().count() == ROWS


def test_who_comes_second_to_a_step_stops(by: Staff) -> None:
    batch = checked(by=by, kind="sales", text=register())

    def elsewhere(_done: int, _total: int) -> None:
        Batch.objects.filter(pk=batch.pk).update(cursor=10_000)

    with pytest.raises(driving.TakenElsewhere):
        driving.take_over(batch_id=batch.pk, clock=now, progress=elsewhere)


def test_files_of_a_batch_are_gone_when_it_is_taken_over(by: Staff) -> None:
    batch = taken(by=by, kind="sales", text=register())
    assert not store.is_there(batch)
    assert not list(store.folder(batch.pk).iterdir())


def test_a_check_alone_changes_nothing(by: Staff) -> None:
    checked(by=by, kind="sales", text=register())
    assert not Sale.objects.exists()
    assert not HiddenBatch.objects.exists()


def test_what_was_ended_half_way_had_the_lines_of_its_file(by: Staff) -> None:
    first = taken(by=by, kind="sales", text=register())
    later = checked(by=by, kind="sales", text=register(first=30))
    with pytest.raises(Stopped):
        driving.take_over(batch_id=later.pk, clock=now, progress=stop)
    assert Sale.objects.filter(batch=later.pk).exists()
    later = operations.stop_here(batch_id=later.pk, by=by, now=now())
    assert later.state == "APPLIED"
    came = Sale.objects.filter(batch=later.pk).count()
    assert 0 < came < 30
    take_back(first, by=by)
    assert Sale.objects.live().count() == 30 + came


def test_a_file_that_replaces_others_is_not_ended_half_way_but_taken_back(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    taken(by=by, kind="sales", text=months(1, 2, amount=100))
    batch = checked(by=by, kind="sales", text=months(1, 2, amount=200), dates="replace")
    with pytest.raises(Stopped):
        driving.take_over(batch_id=batch.pk, clock=now, progress=stop)
    page = client_of("CLERK").get(reverse("batch", args=[batch.pk])).content.decode()
    assert "ここまでで終わりにする" not in page
    assert "ここまでの分を元に戻す" in page
    client_of("CLERK").post(reverse("batch_stop_here", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, seen(), Sale.objects.live().count()) == ("UNDOING", [100], 56)
    drain()
    batch.refresh_from_db()
    assert (batch.state, seen(), Sale.objects.live().count()) == ("UNDONE", [100], 56)
    assert not Sale.objects.trashed().exists()
    assert not HiddenBatch.objects.exists()
