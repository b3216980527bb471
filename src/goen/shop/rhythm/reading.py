"""What a kept rhythm says today: how late, how rare, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import pgettext_lazy

from goen.analysis.rhythm import Level, judge
from goen.analysis.rhythm.arrays import day_number
from goen.shop.rhythm import shared
from goen.shop.rhythm.contacts import contacts_with
from goen.shop.rhythm.models import Rhythm

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from goen.analysis.rhythm import Rhythms
    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class LevelWords:
    """How a level looks and what it is called."""

    key: str
    label: Words
    tone: str


LEVELS: Mapping[int, LevelWords] = {
    Level.ATTENTION: LevelWords("attention", pgettext_lazy("rhythm", "Attention"), "info"),
    Level.FOLLOW_UP: LevelWords("follow_up", pgettext_lazy("rhythm", "Follow up"), "warn"),
    Level.DISTANT: LevelWords("distant", pgettext_lazy("rhythm", "Distant"), "bad"),
}
IN_TIME = LevelWords("in_time", pgettext_lazy("rhythm", "In time"), "good")
# Who is in time, but of whom something else is to be said.
STATES: Mapping[int, LevelWords] = {
    Rhythm.State.UNDECIDED: LevelWords("unknown", Rhythm.State.UNDECIDED.label, ""),
    Rhythm.State.DECLINING: LevelWords("declining", Rhythm.State.DECLINING.label, "warn"),
    Rhythm.State.NEVER_TOOK_OFF: LevelWords("seldom", Rhythm.State.NEVER_TOOK_OFF.label, ""),
    Rhythm.State.CANDIDATE: LevelWords("candidate", Rhythm.State.CANDIDATE.label, "good"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One rhythm as it is today; `p` and `alive` None where nothing is known of them.

    `p`: the chance of so long a silence in a customer who goes on. `alive`: that the customer has
    not left; where leaving is not known, `p` stands for it.
    """

    row: Rhythm
    today: date
    p: float | None
    alive: float | None

    @property
    def level(self) -> LevelWords:
        """How late today; else what the state says, 判断できません before anything else."""
        level = LEVELS.get(level_on(self.row, self.today))
        state = STATES.get(self.row.state, IN_TIME)
        return state if level is None or state.key == "unknown" else level

    @property
    def late(self) -> bool:
        """Whether somebody should see to it: フォロー or 疎遠."""
        return self.level.key in ("follow_up", "distant")

    @property
    def silence(self) -> int:
        """Days since the last contact."""
        return (self.today - self.row.last_on).days

    @property
    def usual(self) -> int | None:
        """The mean of the closed gaps, in whole days; None without one."""
        gaps = self.row.contacts - 1
        return round((self.row.last_on - self.row.first_on).days / gaps) if gaps else None

    @property
    def one_in(self) -> int | None:
        """Of how many gaps one is as long; None when it is rarer than one in a hundred."""
        return round(1 / self.p) if self.p and self.p >= 0.01 else None


def level_on(row: Rhythm, day: date) -> int:
    """The level that a row says for a day."""
    starts = (row.attention_on, row.follow_up_on, row.distant_on)
    return sum(start is not None and start <= day for start in starts)


def told(*, rows: Sequence[Rhythm], today: date) -> dict[int, Told]:
    """What these rhythms say today, by customer."""
    found: dict[int, Told] = {}
    for pk in {row.shared for row in rows}:
        found.update(_told([row for row in rows if row.shared == pk], pk, today))
    return found


def _told(rows: Sequence[Rhythm], pk: int, today: date) -> dict[int, Told]:
    model = shared.model_of(pk)
    first, last = (
        np.array([day_number(day) for day in days])
        for days in ([row.first_on for row in rows], [row.last_on for row in rows])
    )
    now = max(day_number(today), int(last.max()))
    clock = model.clock(first=min(int(first.min()), 0), last=now)
    began, ended = clock.at(first), clock.at(last)
    gaps = np.array([row.contacts - 1 for row in rows])
    p = model.overdue_of(silence=clock.at(np.array(now)) - ended, gaps=gaps, total=ended - began)
    alive = p if model.leaving is None else model.leaving.alive(gaps=gaps, overdue=p)
    return {
        row.pk: Told(row, today, _known(one), _known(two))
        for row, one, two in zip(rows, p, alive, strict=True)
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def judged(*, customer_ids: Collection[int], today: date) -> dict[int, tuple[Rhythms, int]]:
    """The whole evidence of a few customers as the ledger is now, by customer: for sentences."""
    row = shared.latest()
    if row is None:
        return {}
    contacts = contacts_with(customer_ids=customer_ids, as_of=today)
    rhythms = judge(contacts=contacts, model=shared.model_of(row.pk))
    return {int(pk): (rhythms, place) for place, pk in enumerate(contacts.customer)}
