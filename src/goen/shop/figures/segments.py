"""Segments as a ledger shows them: a rank, active or lapsed, under one scheme or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.pictures import rank_slots
from goen.shop.portfolio.place import ACTIVE, LAPSED, STATUSES, name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goen.analysis import Scheme
    from goen.analysis.schemes import Rank


@dataclass(frozen=True, slots=True)
class Segment:
    """A rank, active or lapsed; `slot` is its colour, `here` whether the scheme shown has it."""

    rank: Rank
    slot: int
    lapsed: bool
    here: bool

    @property
    def name(self) -> str:
        """The name of the rank in the language of who reads."""
        return name_of(self.rank)

    @property
    def status(self) -> str:
        """Active or lapsed."""
        return LAPSED if self.lapsed else ACTIVE

    @property
    def key(self) -> str:
        """How the ledger calls it."""
        return f"{self.rank.key}/{self.status}"

    def __str__(self) -> str:
        return f"{self.name}・{STATUSES[LAPSED]}" if self.lapsed else self.name


def segments(*, schemes: Sequence[Scheme], occurring: Collection[str]) -> list[Segment]:
    """All segments of the first scheme, from high to low, active ones first; and those of the
    others that occur."""
    found: dict[str, Segment] = {}
    for place, scheme in enumerate(schemes):
        slots = rank_slots(len(scheme.ranks))
        ranks = list(zip(scheme.ranks, slots, strict=True))[::-1]
        for lapsed in (False, True):
            for rank, slot in ranks:
                one = Segment(rank, slot, lapsed, place == 0)
                if place == 0 or one.key in occurring:
                    found.setdefault(one.key, one)
    return sorted(found.values(), key=lambda one: one.lapsed)
