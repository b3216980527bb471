"""Files of lists: sent row by row, or made in the background for the one who asked."""

from __future__ import annotations

import csv
import io
import os
import time
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from goen.shop.customers.models import Customer
from goen.shop.errands import files, jobs, queries
from goen.shop.errands.models import Errand
from goen.shop.jobs import operations as work
from goen.shop.jobs.registry import rhythms
from goen.shop.jobs.work import Work, do, drain
from goen.shop.staff.models import Staff, Trail
from goen.shop.ui.clock import now
from goen.shop.ui.lists import export, exporting
from goen.shop.ui.models import ListLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    ClientOf = Callable[[str], Client]

pytestmark = pytest.mark.django_db
MANY = 25


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough for few rows."""
    monkeypatch.setattr(exporting, "MOST_IN_FILE", 10)
    monkeypatch.setattr(export, "_CHUNK", 4)


@pytest.fixture
def rows(people: dict[str, Staff]) -> None:
    for number in range(MANY):
        Customer.objects.create(name=f"客{number}", code=f"{number:03}", memo="=1+1")


def _ask(client: Client, form: str) -> Errand:
    answer = client.post(reverse("customers_export", args=[form]) + "?sort=-code")
    errand = Errand.objects.get()
    assert answer["Location"] == reverse("errand", args=[errand.pk])
    return errand


def test_csv_goes_out_row_by_row_in_the_language_of_who_asks(
    client_of: ClientOf, rows: None, people: dict[str, Staff]
) -> None:
    Staff.objects.update(language="en")
    ListLayout.objects.create(
        staff=people["STAFF"], list_name="customers", columns=["code", "name", "memo", "stage"]
    )
    answer = client_of("STAFF").post(reverse("customers_export", args=["csv"]) + "?sort=code")
    assert answer.streaming
    parts = list(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(parts) == 2 + MANY // 4 + 1
    lines = list(csv.reader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))
    assert lines[0][0] == "Customer number"
    assert [line[0] for line in lines[1:]] == [f"{number:03}" for number in range(MANY)]
    assert {line[-1] for line in lines[1:]} == {"Customer"}
    exported = Trail.objects.get(action="lists.exported")
    assert {"field": "count", "from": None, "to": MANY} in exported.changes


@pytest.mark.parametrize("form", ["xlsx", "cp932"])
def test_a_long_file_is_made_later_and_fetched_by_who_asked(
    client_of: ClientOf, rows: None, form: str, home: object
) -> None:
    client = client_of("STAFF")
    Customer.objects.create(name="𠮷野", code="999")
    errand = _ask(client, form)
    drain()
    address = reverse("errand_file", args=[errand.pk])
    told = client.get(reverse("home")).content.decode()
    assert address in told
    answer = client.get(address)
    made = answer.getvalue()  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    if form == "xlsx":
        lines = [list(line) for line in load_workbook(io.BytesIO(made)).active.values]  # type: ignore[union-attr]
    else:
        lines = list(csv.reader(io.StringIO(made.decode("cp932"))))
        assert "𠮷" in client.get(reverse("errand", args=[errand.pk])).content.decode()
    assert len(lines) == MANY + 2
    assert Trail.objects.filter(action="lists.exported").count() == 1
    assert Trail.objects.filter(action="lists.fetched").count() == 1
    assert client_of("MANAGER").get(address).status_code == 404
    assert [path.suffix for path in files.folder().iterdir()] in ([".xlsx"], [".csv"])


def test_what_one_may_not_see_any_more_is_not_fetched(
    client_of: ClientOf, rows: None, people: dict[str, Staff]
) -> None:
    client = client_of("MANAGER")
    errand = _ask(client, "xlsx")
    drain()
    address = reverse("errand_file", args=[errand.pk])
    Errand.objects.update(wish={"look": {"columns": ["name", "own.1"]}})
    assert client.get(address).status_code == 403
    Errand.objects.update(wish={"look": {"columns": ["name"]}}, list_name="trail")
    assert client.get(address).status_code == 403
    Errand.objects.update(list_name="customers")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.getvalue()  # type: ignore[attr-defined]
    Staff.objects.filter(pk=people["MANAGER"].pk).update(role="VIEWER")
    assert client.get(address).status_code == 403


def test_who_may_not_see_the_trail_does_not_export_it(client_of: ClientOf, rows: None) -> None:
    address = reverse("trail_export", args=["csv"])
    assert client_of("STAFF").post(address).status_code == 403
    assert client_of("MANAGER").post(address).status_code == 200


def test_who_lost_the_right_gets_no_file(
    client_of: ClientOf, rows: None, people: dict[str, Staff]
) -> None:
    _ask(client_of("STAFF"), "xlsx")
    Staff.objects.filter(pk=people["STAFF"].pk).update(role="CLERK")
    drain()
    assert not list(files.folder().iterdir())
    assert queries.Account(Errand.objects.select_related("job").get()).refused


def test_a_killed_attempt_begins_anew_and_leaves_one_file(
    client_of: ClientOf, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ask(client_of("STAFF"), "xlsx")
    job = work.claim(long=True, lease="a", now=now())
    assert job is not None
    ends = iter([False, False, True])
    do(job, ending=lambda: next(ends))
    assert Errand.objects.get().file == ""
    assert list(files.folder().iterdir()) == []
    drain()
    assert [path.name for path in files.folder().glob("*.xlsx")] == [Errand.objects.get().file]


def test_rows_that_go_meanwhile_are_left_out(
    client_of: ClientOf, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = Work.progress

    def lose_one(self: Work, done: int, total: int | None = None) -> None:
        Customer.objects.filter(code="000").update(deleted_at=now())
        progress(self, done, total)

    monkeypatch.setattr(Work, "progress", lose_one)
    errand = _ask(client_of("STAFF"), "xlsx")
    drain()
    errand.refresh_from_db()
    path = files.path_of(errand=errand)
    assert path is not None
    assert len(list(load_workbook(path).active.values)) == MANY  # type: ignore[union-attr]


def test_files_go_after_a_day(client_of: ClientOf, rows: None) -> None:
    client = client_of("STAFF")
    errand = _ask(client, "xlsx")
    drain()
    assert jobs.TIDY in rhythms
    jobs.tidy()
    errand.refresh_from_db()
    path = files.path_of(errand=errand)
    assert path is not None
    old = time.time() - 25 * 3600
    os.utime(path, (old, old))
    jobs.tidy()
    assert not path.exists()
    assert client.get(reverse("errand_file", args=[errand.pk])).status_code == 404
    page = client.get(reverse("errand", args=[errand.pk])).content.decode()
    assert reverse("errand_file", args=[errand.pk]) not in page
    assert "errands" in client.get(reverse("errands")).content.decode()


def test_a_sheet_that_is_full_is_followed_by_another(
    client_of: ClientOf, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.sheets._out_book.MOST_ROWS", 12)
    errand = _ask(client_of("STAFF"), "xlsx")
    drain()
    errand.refresh_from_db()
    path = files.path_of(errand=errand)
    assert path is not None
    book = load_workbook(path)
    assert [len(list(sheet.values)) for sheet in book] == [13, 13, 2]
