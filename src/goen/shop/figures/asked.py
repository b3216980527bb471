"""What a page of figures is asked for: which evening, beside which, of whom, by which limits.

All of it stands in the address, so that a page can be kept, sent and printed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from goen.analysis import entries_of
from goen.analysis.calendar import month_end, month_index, months_before
from goen.shop.figures import subsets
from goen.shop.portfolio import history
from goen.shop.portfolio.models import PortfolioState, RankScheme
from goen.shop.portfolio.schemes import version_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.analysis import Scheme, Thresholds
    from goen.shop.portfolio.history import History
    from goen.shop.staff.models import Staff

ADDRESS = ("on", "vs", "who", "by")  # what an address says
COMPARED = ("month", "year")  # the end of the month before, the same day a year ago
OWN_DAY = "day"  # what a form says when the day stands in a field of its own, `vs_day`


class NothingYet(Exception):
    """No standings have been worked out: there are no sales, or they are being counted."""


@dataclass(frozen=True)
class Asked:
    """One evening of some customers: everything a figure depends on.

    `compared`: the earlier evening beside it; `customers`: theirs alone count, None: everybody's;
    `newest`: the evening whose standings the lists show, and `first`: the day of the first sale.
    """

    day: date
    compared: date
    how: str
    subset: subsets.Subset
    customers: Sequence[int] | None
    history: History
    version: RankScheme
    chosen: bool  # whether this version was asked for, or is the one that counted on that day
    newest: date
    first: date
    unmet: date | None = None  # the day to compare with that is not before this evening

    @cached_property
    def limits(self) -> Thresholds:
        """The limits by which customers are ranked."""
        return self.version.thresholds

    @cached_property
    def scheme(self) -> Scheme:
        """Their ranks and rules."""
        return self.limits.scheme()

    @property
    def current(self) -> bool:
        """Whether this is what the lists of customers show: everybody, now, by what counts."""
        return self.day == self.newest and self.subset.kind == "all" and not self.chosen

    @property
    def own_day(self) -> bool:
        """Whether the evening beside it is a day of the reader's choice."""
        return self.how not in COMPARED

    @cached_property
    def key(self) -> str:
        """What tells this from any other question about an evening; other sales, another key."""
        told = [
            self.history.name,
            str(self.day),
            self.subset.key,
            entries_of(thresholds=self.limits),
        ]
        found = hashlib.sha256(json.dumps([*told, self.version.scoring]).encode())
        if self.customers is not None:
            found.update(json.dumps(list(self.customers)).encode())
        return found.hexdigest()[:24]

    def at(self, day: date) -> Asked:
        """The same of another evening; a day of one's own stays while it is before that."""
        how, compared, _unmet = _compared(self.how, day, self.first)
        return replace(self, day=day, how=how, compared=compared, unmet=None)

    def beside_month_before(self) -> Asked:
        """The same evening beside the end of the month before."""
        how, compared, _unmet = _compared(COMPARED[0], self.day, self.first)
        return replace(self, how=how, compared=compared, unmet=None)

    @property
    def words(self) -> dict[str, str]:
        """What `read` takes for the same question; the same question, the same words."""
        told = {
            "on": "" if self.day == self.newest else self.day.isoformat(),
            "vs": "" if self.how == COMPARED[0] else self.how,
            "who": self.subset.key,
            "by": str(self.version.pk) if self.chosen else "",
        }
        return {name: told[name] for name in ADDRESS if told[name]}

    def address(self, **more: Any) -> str:
        """The question as the end of an address, "?…" or nothing."""
        told = {**self.words, **more}
        given = {name: value for name, value in told.items() if value not in ("", None)}
        return "?" + urlencode(given) if given else ""


class Unreadable(ValueError):
    """The address asks for something that is not there; the message says what, for people.

    `without`: the part of the address that cannot be answered, where the rest can.
    """

    def __init__(self, message: str, *, without: str = "") -> None:
        super().__init__(message)
        self.without = without


def read(*, given: Mapping[str, str], by: Staff) -> Asked:
    """What an address asks for. Raises NothingYet, Unreadable."""
    state = PortfolioState.objects.filter(pk=1).first()
    kept = (
        state and state.shown and history.read(place=history.folder(), name=state.shown["history"])
    )
    if not state or not kept or not kept.rows:
        raise NothingYet
    newest, first = date.fromisoformat(state.shown["on"]), _first(kept)
    day = _day(given.get("on", ""), newest)
    if not first <= day <= newest:
        raise Unreadable(
            _("There are figures from %(first)s to %(last)s.") % {"first": first, "last": newest}
        )
    how, compared, unmet = _compared(_how(given), day, first)
    subset, customers = _subset(given.get("who", ""), by)
    chosen = given.get("by", "")
    return Asked(
        day=day,
        compared=compared,
        how=how,
        subset=subset,
        customers=customers,
        history=kept,
        version=_version(chosen, day),
        chosen=bool(chosen),
        newest=newest,
        first=first,
        unmet=unmet,
    )


def _first(kept: History) -> date:
    """The first day of the first month with sales; the day itself stands in the states alone."""
    return date.fromisoformat(min(kept.months) + "-01")


def _day(text: str, newest: date) -> date:
    try:
        return date.fromisoformat(text) if text else newest
    except ValueError as error:
        raise Unreadable(
            _("“%(text)s” is not a day. Write it as 2026-11-20.") % {"text": text}
        ) from error


def _how(given: Mapping[str, str]) -> str:
    """The earlier evening in the words of an address: a form tells a day of one's own apart."""
    how = given.get("vs") or COMPARED[0]
    if how != OWN_DAY:
        return how
    if not given.get("vs_day"):
        raise Unreadable(_("Write the day to compare with."), without="vs")
    return given["vs_day"]


def _compared(how: str, day: date, first: date) -> tuple[str, date, date | None]:
    """How the evening is compared, the other evening, and a day that could not be that.

    An evening moves, by a slider or a link, to and beyond a day of one's own that comes along:
    then it stands beside the end of the month before.
    """
    month_before = month_end(month_index(day) - 1)
    if how == "month":
        return how, month_before, None
    if how == "year":
        return how, months_before(day, 12), None
    try:
        found = _day(how, day)
    except Unreadable as error:
        raise Unreadable(str(error), without="vs") from error
    if found >= day:
        return COMPARED[0], month_before, found
    if found < first:
        words = _("The day to compare with lies from %(first)s to the day before %(day)s.")
        raise Unreadable(words % {"first": first, "day": day}, without="vs")
    return found.isoformat(), found, None


def _subset(key: str, by: Staff) -> tuple[subsets.Subset, Sequence[int] | None]:
    try:
        found = subsets.read(key=key, by=by)
        return found, subsets.customers_of(subset=found, by=by)
    except subsets.NoSuchSubset as error:
        raise Unreadable(_("These customers cannot be chosen any more. Choose others.")) from error


def _version(chosen: str, day: date) -> RankScheme:
    if chosen:
        found = (
            RankScheme.objects.filter(pk=int(chosen)).first()
            if chosen.isdecimal() and len(chosen) < 18
            else None
        )
        if found is None:
            raise Unreadable(_("There is no such version of the ranks."))
        return found
    counting = version_on(day=day)
    if counting is None:
        raise NothingYet
    return counting
