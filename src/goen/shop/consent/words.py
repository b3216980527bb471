"""What holds for a customer, a channel and a purpose, decided from all words in one place.

Words are what the customer said (`Consent`) and what was refused of their addresses (`Suppressed`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goen.shop.consent.models import Consent, Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

State = Literal["allowed", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the ledger, or a refusal that hangs on an address; `purpose_id` None is all."""

    day: date
    said_at: datetime
    order: int
    purpose_id: int | None
    given: bool
    basis: str
    row: Consent | Suppressed

    @classmethod
    def said(cls, row: Consent) -> Word:
        """A word of the customer."""
        return cls(row.day, row.created_at, row.pk, row.purpose_id, row.given, row.basis or "", row)

    @classmethod
    def met(cls, row: Suppressed) -> Word:
        """A refusal of an address that the customer has."""
        return cls(row.day, row.said_at, 0, row.purpose_id, given=False, basis="", row=row)

    @property
    def when(self) -> tuple[date, datetime, int]:
        """By what the later of two words is known."""
        return self.day, self.said_at, self.order


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds, and the word that decides it."""

    state: State
    word: Word | None = None


def holds(*, words: Iterable[Word], purpose_id: int | None) -> Holding:
    """Return what holds for a purpose, or for no purpose in particular, by one channel.

    A refusal, of everything or of this purpose, stands against every basis but the customer's own
    consent to this purpose that came later. Without a basis nobody may be reached.
    """
    every = list(words)
    refusal = _latest(
        one for one in every if not one.given and one.purpose_id in (None, purpose_id)
    )
    given = [one for one in every if one.given and one.purpose_id == purpose_id]
    consent = _latest(one for one in given if one.basis == Consent.Basis.CONSENT)
    if refusal and not (consent and consent.when > refusal.when):
        return Holding("refused", refusal)
    return Holding("allowed", _latest(given)) if given else Holding("unknown")


def _latest(words: Iterable[Word]) -> Word | None:
    return max(words, key=lambda one: one.when, default=None)
