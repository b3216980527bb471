"""Changes of many rows in the background: exactly the rows asked for, each once, undone whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.errands import jobs, operations, pace, queries
from goen.shop.errands.models import Errand, Part
from goen.shop.jobs import operations as work
from goen.shop.jobs.models import Job
from goen.shop.jobs.work import Work, do, drain
from goen.shop.staff.models import Staff, Trail
from goen.shop.staff.undo import NothingToUndo, undo
from goen.shop.ui.clock import now
from goen.shop.ui.lists import changing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    ClientOf = Callable[[str], Client]

pytestmark = pytest.mark.django_db
MANY = 60


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough for few rows."""
    monkeypatch.setattr(changing, "MOST_AT_ONCE", 20)
    monkeypatch.setattr(operations, "MOST_AT_ONCE", 20)
    monkeypatch.setattr(operations, "PART", 25)
    monkeypatch.setattr(jobs, "PART", 25)
    monkeypatch.setattr(pace, "_AIM", 1000.0)
    monkeypatch.setattr(pace, "_FIRST", 7)
    monkeypatch.setattr(pace, "_LEAST", 7)
    monkeypatch.setattr(pace, "_MOST", 7)


@pytest.fixture
def rows(people: dict[str, Staff]) -> list[int]:
    """Sixty customers of the clerk."""
    owner = people["CLERK"]
    return [Customer.objects.create(name=f"客{n}", owner=owner).pk for n in range(MANY)]


def _ask(client: Client, **more: Any) -> Any:
    data = {"action": "assign", "all": "1", "sure": "1", "shown": str(MANY), "owner": ""}
    return client.post(reverse("customers_bulk"), data | more)


def _owners() -> set[int | None]:
    return set(Customer.objects.live().values_list("owner_id", flat=True))


def test_many_rows_are_changed_later_and_few_at_once(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    few = {"action": "assign", "sure": "1", "ids": rows[:5], "owner": people["MANAGER"].pk}
    client.post(reverse("customers_bulk"), few)
    assert Customer.objects.filter(owner=people["MANAGER"]).count() == 5
    assert not Errand.objects.exists()
    answer = _ask(client, owner=people["STAFF"].pk)
    errand = Errand.objects.get()
    assert answer["Location"] == reverse("errand", args=[errand.pk])
    assert Customer.objects.filter(owner=people["STAFF"]).count() == 0
    assert errand.parts.count() == 3
    drain()
    assert _owners() == {people["STAFF"].pk}
    assert Part.objects.count() == 0
    trail = Trail.objects.filter(group=errand.group)
    assert trail.filter(action="lists.changed").count() == 1
    assert trail.filter(action="customers.customer.assigned").count() == MANY
    assert Job.objects.get(pk=errand.job_id).result == {"changed": MANY}


def test_who_asked_is_told_on_the_next_page_once(client_of: ClientOf, rows: list[int]) -> None:
    client = client_of("MANAGER")
    _ask(client)
    waiting = client.get(reverse("touches")).content.decode()
    assert "<progress" in waiting
    drain()
    told = client.get(reverse("touches")).content.decode()
    assert "60人" in told
    errand = Errand.objects.get()
    undo_url = reverse("undo", args=[errand.group])
    assert undo_url in told
    assert undo_url not in client_of("PRESIDENT").get(reverse("touches")).content.decode()
    assert undo_url in client.get(reverse("errand", args=[errand.pk])).content.decode()
    assert undo_url not in client.get(reverse("touches")).content.decode()


def test_another_number_than_the_screen_showed_is_asked_about(
    client_of: ClientOf, rows: list[int]
) -> None:
    client = client_of("MANAGER")
    Customer.objects.create(name="あとから")
    asked = _ask(client).content.decode()
    assert "60人" in asked
    assert "61人" in asked
    assert re.search(r'name="shown" value="61"', asked)
    assert not Errand.objects.exists()
    assert _ask(client, shown="").status_code == 200
    assert _ask(client, shown="x" * 50).status_code == 200
    assert not Errand.objects.exists()
    assert _ask(client, shown="61").status_code == 302
    assert Errand.objects.get().count == 61


def test_what_comes_or_changes_after_the_asking_is_not_changed(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    _ask(client)
    newcomer = Customer.objects.create(name="あとから", owner=people["CLERK"])
    Customer.objects.filter(pk__in=rows[:4]).update(deleted_at=now())
    drain()
    newcomer.refresh_from_db()
    assert newcomer.owner == people["CLERK"]
    assert Customer.objects.filter(owner=None).count() == MANY - 4
    account = queries.Account(Errand.objects.select_related("job").get())
    assert account.changed == MANY - 4
    assert account.rest


def test_the_conditions_of_the_screen_hold_whatever_became_of_the_filter(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    mine = '{"join": "and", "items": [{"fact": "name", "op": "is", "values": ["客1"]}]}'
    _ask(client, held=mine, shown="1")
    assert Customer.objects.filter(owner=None).count() == 1
    for unusable in ('{"join": "xor"}', "nonsense", '{"join": "and", "items": [{"fact": "no"}]}'):
        _ask(client, held=unusable)
    assert not Errand.objects.exists()
    assert Customer.objects.filter(owner=None).count() == 1


class Killed(BaseException):
    """The worker is gone."""


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_chunk_is_done_once_whenever_the_worker_is_killed(
    client_of: ClientOf, rows: list[int], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    _ask(client_of("MANAGER"))
    steps, keep = iter(range(100)), Work.keep

    def keep_or_die(self: Work, value: Any) -> None:
        keep(self, value)
        if next(steps) == after:
            raise Killed

    monkeypatch.setattr(Work, "keep", keep_or_die)
    job = work.claim(long=True, lease="a", now=now())
    assert job is not None
    with pytest.raises(Killed):
        do(job)
    errand = Errand.objects.get()
    done = Trail.objects.filter(group=errand.group, kind="customer").count()
    assert done == after * 7 - (3 if after == 4 else 0)  # a chunk ends with its part
    work.sweep(now=now(), lease="a")
    drain()
    assert Trail.objects.filter(group=errand.group, kind="customer").count() == MANY
    assert set(Customer.objects.values_list("version", flat=True)) == {2}


def test_it_stops_when_asked_and_goes_on_from_there(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("MANAGER")
    _ask(client)
    errand, stop = Errand.objects.get(), reverse("errand_stop", args=[Errand.objects.get().pk])
    monkeypatch.setattr("goen.shop.jobs.work._PAUSE", -1)
    progress = Work.progress

    def progress_and_stop(self: Work, done: int, total: int | None = None) -> None:
        if done == 14:
            client.post(stop)
        progress(self, done, total)

    monkeypatch.setattr(Work, "progress", progress_and_stop)
    drain()
    page = client.get(reverse("errand", args=[errand.pk])).content.decode()
    assert "14人" in page
    assert Customer.objects.filter(owner=None).count() == 14
    assert reverse("errand_go_on", args=[errand.pk]) in page
    client.post(reverse("errand_go_on", args=[errand.pk]))
    drain()
    assert _owners() == {None}


def test_what_was_stopped_and_undone_does_not_go_on(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("MANAGER")
    _ask(client)
    errand = Errand.objects.get()
    job = work.claim(long=True, lease="a", now=now())
    assert job is not None
    ends = iter([False, True])
    do(job, ending=lambda: next(ends))
    client.post(reverse("errand_stop", args=[errand.pk]))
    client.post(reverse("undo", args=[errand.group]))
    assert _owners() == {people["CLERK"].pk}
    client.post(reverse("errand_go_on", args=[errand.pk]))
    assert drain() == 0


def test_undoing_waits_until_a_change_has_stopped(client_of: ClientOf, rows: list[int]) -> None:
    client = client_of("MANAGER")
    _ask(client)
    errand = Errand.objects.get()
    answer = client.post(reverse("undo", args=[errand.group]))
    assert answer["Location"] == reverse("errand", args=[errand.pk])


@pytest.mark.parametrize("action", ["assign", "trash", "tag"])
def test_the_whole_is_undone_in_the_background(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff], action: str
) -> None:
    client = client_of("MANAGER")
    _ask(client, action=action, add="年賀")
    drain()
    group = Errand.objects.get().group
    Customer.objects.filter(pk=rows[0]).update(owner=people["VIEWER"])
    answer = client.post(reverse("undo", args=[group]))
    errand = Errand.objects.get(kind="undo")
    assert answer["Location"] == reverse("errand", args=[errand.pk])
    client.post(reverse("undo", args=[group]))  # once is enough
    assert Errand.objects.count() == 2
    drain()
    kept = {people["VIEWER"].pk}
    assert _owners() == {people["CLERK"].pk} | kept
    assert Customer.objects.live().count() == MANY
    assert Customer.objects.filter(tags__name="年賀").count() == 0
    result = Job.objects.get(pk=errand.job_id).result
    assert result["back"] == (MANY - 1 if action == "assign" else MANY)
    assert set(Trail.objects.filter(group=errand.group).values_list("kind", flat=True)) == {
        "customer",
        "group",
    }
    with pytest.raises(NothingToUndo):
        undo(by=people["MANAGER"], group=group, now=now())


def test_what_one_did_names_a_large_change_once(client_of: ClientOf, rows: list[int]) -> None:
    client = client_of("MANAGER")
    _ask(client, action="trash")
    drain()
    group = Errand.objects.get().group
    page = client.get(reverse("my_history")).content.decode()
    assert page.count("お客様・ごみ箱へ") == 1
    assert page.count(reverse("undo", args=[group])) == 2  # here, and above the page
    assert '<span class="count">60</span>' in page
    client.post(reverse("undo", args=[group]))
    drain()
    assert reverse("undo", args=[group]) not in client.get(reverse("my_history")).content.decode()


def test_an_undoing_that_is_killed_goes_on(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    _ask(client)
    drain()
    client.post(reverse("undo", args=[Errand.objects.get().group]))
    job = work.claim(long=True, lease="a", now=now())
    assert job is not None
    ends = iter([False, True])
    do(job, ending=lambda: next(ends))
    job.refresh_from_db()
    assert job.kept["done"] == 14
    drain()
    assert _owners() == {people["CLERK"].pk}
    job.refresh_from_db()
    assert job.result == {"back": MANY, "left": 0, "names": []}


def test_who_lost_the_right_changes_nothing_more(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    _ask(client_of("MANAGER"))
    Staff.objects.filter(pk=people["MANAGER"].pk).update(role="VIEWER")
    drain()
    assert _owners() == {people["CLERK"].pk}
    account = queries.Account(Errand.objects.select_related("job").get())
    assert account.refused
    assert account.tone == "bad"


def test_a_choice_that_is_gone_changes_nothing(
    client_of: ClientOf, rows: list[int], people: dict[str, Staff]
) -> None:
    _ask(client_of("MANAGER"), owner=people["STAFF"].pk)
    Staff.objects.filter(pk=people["STAFF"].pk).update(is_active=False)
    drain()
    assert _owners() == {people["CLERK"].pk}
    assert queries.Account(Errand.objects.select_related("job").get()).refused


def test_errands_are_seen_by_nobody_else(client_of: ClientOf, rows: list[int]) -> None:
    _ask(client_of("MANAGER"))
    errand = Errand.objects.get()
    for name in ("errand", "errand_stop", "errand_go_on", "errand_told", "errand_file"):
        address = reverse(name, args=[errand.pk])
        method = "get" if name in ("errand", "errand_file") else "post"
        assert getattr(client_of("PRESIDENT"), method)(address).status_code == 404


def test_the_size_of_a_step_follows_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    moments = iter([0.0, 0.01, 1.0, 1.01, 2.0, 2.23, 3.0, 13.0])
    monkeypatch.setattr(pace.time, "monotonic", lambda: next(moments))
    chosen, found = pace.Pace(), []
    for _step in range(4):
        with chosen.step():
            pass
        found.append(chosen.size)
    assert found == [40, 80, 20, 10]
