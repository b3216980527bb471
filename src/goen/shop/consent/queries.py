"""May this customer be reached, by which channel, for what, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from goen.shop.consent.digests import digests_of
from goen.shop.consent.models import Channel, Consent, Suppressed
from goen.shop.consent.words import Holding, Word, holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.consent.models import Purpose
    from goen.shop.consent.words import State
    from goen.shop.customers.models import Customer


@dataclass(frozen=True)
class ChannelStanding:
    """What holds for one channel of one customer, by every word there is about it."""

    channel: str
    words: Sequence[Word]

    @property
    def label(self) -> str:
        """The channel's name."""
        return str(Channel(self.channel).label)

    @cached_property
    def by_purpose(self) -> dict[Purpose, Holding]:
        """What holds for each purpose that a word names."""
        named = {one.row.purpose for one in self.words if one.row.purpose}
        return {purpose: self.of(purpose.pk) for purpose in sorted(named, key=lambda one: one.pk)}

    def of(self, purpose_id: int | None) -> Holding:
        """What holds for a purpose, or for no purpose in particular."""
        return holds(words=self.words, purpose_id=purpose_id)

    def allows(self, purpose: Purpose) -> bool:
        """Whether the customer may be reached for `purpose`: never without a recorded basis."""
        return self.of(purpose.pk).state == "allowed"

    @cached_property
    def whole(self) -> Holding:
        """What holds for the channel: allowed for any purpose, else refused if anything is."""
        found = [*self.by_purpose.values(), self.of(None)]
        for state in ("allowed", "refused"):
            words = [one.word for one in found if one.state == state and one.word]
            if words:
                return Holding(state, max(words, key=lambda one: one.when))
        return Holding("unknown")

    @property
    def state(self) -> State:
        """What holds for the channel in one word."""
        return self.whole.state

    @property
    def word(self) -> Consent | None:
        """The customer's word that decides it; None when it hangs on the address alone."""
        row = self.whole.word.row if self.whole.word else None
        return row if isinstance(row, Consent) else None

    @property
    def by_address(self) -> Suppressed | None:
        """The refusal of an address that decides it, which another entry left behind."""
        row = self.whole.word.row if self.whole.word else None
        return row if isinstance(row, Suppressed) else None

    @property
    def refused_purposes(self) -> list[Purpose]:
        """The purposes refused although the channel may be used for another."""
        if self.state != "allowed":
            return []
        return [one for one, held in self.by_purpose.items() if held.state == "refused"]


def standing_of(*, customer: Customer) -> dict[str, ChannelStanding]:
    """Return what holds for each channel of one customer."""
    words: dict[str, list[Word]] = {channel: [] for channel in Channel.values}
    for row in Consent.objects.filter(customer=customer).select_related("purpose", "staff"):
        words[row.channel].append(Word.said(row))
    digests = [one for channel in Channel.values for one in digests_of(customer, channel)]
    if digests:
        met = Suppressed.objects.filter(digest__in=digests).select_related("purpose")
        for refused in met:
            words[refused.channel].append(Word.met(refused))
    return {channel: ChannelStanding(channel, words[channel]) for channel in Channel.values}


def standing_shown(*, customer: Customer) -> dict[str, ChannelStanding]:
    """The same for what a page tells of the customer in hand: asked once for all its parts."""
    kept: dict[str, ChannelStanding] | None = vars(customer).get("standing_shown")
    if kept is None:
        kept = vars(customer)["standing_shown"] = standing_of(customer=customer)
    return kept


def may_reach(*, customer: Customer, channel: str, purpose: Purpose) -> bool:
    """Return whether a message may go out: ask when it is queued and again when it is sent."""
    return standing_of(customer=customer)[channel].allows(purpose)
