"""The kinds of jobs and their schedules, declared by the apps while Django starts."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goen.shop.ui.registry import Words

_Function = TypeVar("_Function", bound="Callable[..., Any]")

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: the function that does it, how often it is tried, and in which lane."""

    name: str
    function: Callable[..., Any]
    tries: int
    long: bool
    takes_work: bool
    title: Words


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a job is due: each day at a time of Tokyo, or after a span."""

    name: str
    arguments: Mapping[str, Any]
    daily: time | None
    every: timedelta | None

    def __str__(self) -> str:
        return f"daily {self.daily}" if self.daily else f"every {self.every}"

    @property
    def span(self) -> timedelta:
        """The time between two runs."""
        return self.every or timedelta(days=1)

    def after(self, moment: datetime) -> datetime:
        """The first time due after `moment`."""
        if self.daily is None:
            return moment + self.span
        local = moment.astimezone(TOKYO)
        due = datetime.combine(local.date(), self.daily, TOKYO)
        return due if due > local else due + timedelta(days=1)


kinds: dict[str, Kind] = {}
rhythms: dict[str, Rhythm] = {}


def job(
    name: str, *, title: Words = "", tries: int = 3, long: bool = False
) -> Callable[[_Function], _Function]:
    """Declare the function that does the jobs called `name`; it takes their JSON arguments.

    A parameter named `work` gets the `Work`, through which progress is told. The function may be
    begun anew after a kill or an error (at most `tries` errors): it must notice what it has done.
    `long` puts it in the lane of work that takes more than some seconds. `title` is what people
    read; a result {"url": …} gets a button on the job's page.
    """

    def declare(function: _Function) -> _Function:
        takes_work = "work" in inspect.signature(function).parameters
        kinds[name] = Kind(name, function, tries, long, takes_work, title or name)
        return function

    return declare


def schedule(
    *,
    name: str,
    daily: time | None = None,
    every: timedelta | None = None,
    arguments: Mapping[str, Any] | None = None,
) -> None:
    """Have the job `name` done each day at a time of Tokyo, or again and again after a span.

    Runs that were missed while the system was off are caught up by one.
    """
    if (daily is None) == (every is None):
        raise ValueError("either daily or every")
    rhythms[name] = Rhythm(name, dict(arguments or {}), daily, every)
