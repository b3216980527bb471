"""What comes in large numbers is put into the index by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goen.shop.jobs.models import Job
from goen.shop.jobs.operations import claim
from goen.shop.jobs.work import do
from goen.shop.ui import search
from goen.shop.ui.clock import now
from goen.shop.ui.search import NAME, Words
from goen.shop.ui.search.models import Indexed

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def test_one_job_takes_in_what_came_at_once(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    for first in (0, 50):
        objects = [(first + number, [Words(NAME, "田中")]) for number in range(50)]
        with django_capture_on_commit_callbacks(execute=True):
            search.index_many(kind="customer", objects=objects)
    assert Job.objects.filter(name="run.search").count() == 1
    claimed = claim(long=False, lease="me", now=now())
    assert claimed
    do(claimed)
    assert not Indexed.objects.filter(waits=True).exists()
    assert len(search.find(query="田中", kinds=["customer"], limit=200)) == 100
