"""A day of one's own to compare with goes along, and is no dead end when the evening moves."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.figures import documents, jobs
from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.jobs.models import Job
from tests.shop.figures.conftest import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

pytestmark = pytest.mark.django_db
BESIDE = "2025-06-01"
NOTE = "代わりに前月末と比べています"
WAITS = re.compile(rb'hx-trigger="every [23]s"')


@pytest.mark.parametrize("on", [BESIDE, "2025-05-20"])
def test_an_evening_goes_before_the_day_beside_it(
    books: ShopBooks, client_of: Callable[[str], Client], on: str
) -> None:
    client = client_of("VIEWER")
    pages = {"portfolio": True, **{page.url_name: page.compares for page in SECTION_PAGES}}
    for name, compares in pages.items():
        answer = client.get(reverse(name), {"on": on, "vs": BESIDE})
        assert answer.status_code == 200, name
        assert (NOTE in answer.content.decode()) == compares, name
        assert answer.context["address"] == f"?on={on}"


def test_the_evening_before_leaves_the_day_beside_it(books: ShopBooks, president: Staff) -> None:
    question = ask(president, on="2025-06-02", vs=BESIDE)
    assert question.at(date(2025, 6, 3)).address() == f"?on=2025-06-03&vs={BESIDE}"
    before = question.at(date(2025, 6, 1))
    assert (before.address(), before.compared) == ("?on=2025-06-01", date(2025, 5, 31))
    year = ask(president, vs="year").at(date(2025, 6, 1))
    assert (year.address(), year.compared) == ("?on=2025-06-01&vs=year", date(2024, 6, 1))


def test_days_before_the_first_do_not_stop_the_form(
    books: ShopBooks, client_of: Callable[[str], Client], president: Staff
) -> None:
    first = ask(president).first.replace(day=20)
    answer = client_of("VIEWER").get(reverse("portfolio"), {"on": str(first)})
    field = answer.content.decode().split('name="vs_day"')[1].split(">")[0]
    assert "value=" not in field  # a browser sends no form with a day that is not allowed


ASKED: list[tuple[str, Mapping[str, str]]] = [
    ("figures_movement", {"on": "2025-10-10", "vs": "day", "vs_day": BESIDE}),
    ("figures_movement", {"on": BESIDE, "vs": "2025-10-10"}),
    ("portfolio", {"on": "2025-10-10", "vs": "day", "vs_day": BESIDE}),
    ("meeting_sheet", {"on": "2025-09-30", "vs": "year"}),
    ("meeting_sheet", {"on": "2025-09-30", "vs": BESIDE, "who": "shop-1"}),
]


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_the_wait_ends(
    books: ShopBooks,
    client_of: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    given: Mapping[str, str],
) -> None:
    """Whatever is missing, one after the other, a job works out the very thing."""
    monkeypatch.setattr(documents, "AT_ONCE", 10)
    client = client_of("PRESIDENT")
    done: set[int] = set()
    while WAITS.search((answer := client.get(reverse(name), given)).content):
        job = Job.objects.filter(name=jobs.JOB).exclude(pk__in=done).get()
        assert jobs.work_out(**job.arguments) == {}
        done.add(job.pk)
    assert answer.status_code == 200
    assert len(done) in {1, 2}
