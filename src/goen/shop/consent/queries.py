"""May this customer be reached, by which channel, for what, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.shop.consent.digests import digest, keys_of
from goen.shop.consent.models import Channel, Consent, Suppressed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.consent.models import Purpose
    from goen.shop.customers.models import Customer


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """What holds for one channel: the latest word per purpose, and whether addresses are refused.

    `whole` is the latest refusal of every purpose, when no later consent of the customer's own
    lifted it for a purpose.
    """

    channel: str
    latest: Mapping[int, Consent]
    whole: Consent | None
    suppressed: bool

    @property
    def label(self) -> str:
        """The channel's name."""
        return str(Channel(self.channel).label)

    @property
    def refused_whole(self) -> bool:
        """Whether nothing may be sent at all by this channel."""
        return self.suppressed or (self.whole is not None and not self._lifted())

    @property
    def state(self) -> str:
        """ "refused", "allowed" (for at least one purpose) or "unknown"."""
        if self.refused_whole:
            return "refused"
        if any(self.allows(consent.purpose) for consent in self.latest.values() if consent.purpose):
            return "allowed"
        return "refused" if self.latest else "unknown"

    @property
    def word(self) -> Consent | None:
        """The row that decides `state`, to be shown beside it."""
        if self.refused_whole and self.whole is not None:
            return self.whole
        given = [one for one in self.latest.values() if one.given] or list(self.latest.values())
        return max(given, key=lambda one: (one.day, one.pk), default=None)

    def allows(self, purpose: Purpose) -> bool:
        """Whether the customer may be reached for `purpose`: never without a recorded basis."""
        if self.refused_whole:
            return False
        latest = self.latest.get(purpose.pk)
        return latest is not None and latest.given and not self._later_refusal(latest)

    def _later_refusal(self, consent: Consent) -> bool:
        return self.whole is not None and (
            (self.whole.day, self.whole.pk) > (consent.day, consent.pk)
            or consent.basis != Consent.Basis.CONSENT
        )

    def _lifted(self) -> bool:
        return self.whole is not None and any(
            consent.given and not self._later_refusal(consent) for consent in self.latest.values()
        )


def standing_of(*, customer: Customer) -> dict[str, ChannelStanding]:
    """Return what holds for each channel of one customer; two queries and its addresses."""
    rows = Consent.objects.filter(customer=customer).select_related("purpose", "staff")
    latest: dict[str, dict[int, Consent]] = {channel: {} for channel in Channel.values}
    whole: dict[str, Consent] = {}
    for consent in rows.order_by("day", "pk"):
        if consent.purpose_id is None:
            whole[consent.channel] = consent
        else:
            latest[consent.channel][consent.purpose_id] = consent
    refused = _suppressed_channels(customer)
    return {
        channel: ChannelStanding(channel, latest[channel], whole.get(channel), channel in refused)
        for channel in Channel.values
    }


def may_reach(*, customer: Customer, channel: str, purpose: Purpose) -> bool:
    """Return whether a message may go out: ask when it is queued and again when it is sent."""
    return standing_of(customer=customer)[channel].allows(purpose)


def _suppressed_channels(customer: Customer) -> set[str]:
    digests = {
        digest(channel=channel, key=key)
        for channel in Channel.values
        for key in keys_of(customer=customer, channel=channel)
    }
    if not digests:
        return set()
    return set(Suppressed.objects.filter(digest__in=digests).values_list("channel", flat=True))
