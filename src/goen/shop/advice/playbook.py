"""The playbook: what to do for which segment; the default one, and what the company made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen.shop.advice.channels import Channel
from goen.shop.advice.models import Play
from goen.shop.portfolio.place import has_own_ranks
from goen.shop.portfolio.queries import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.analysis import Thresholds
    from goen.shop.ui.registry import Words


@dataclass(frozen=True, slots=True)
class Advice:
    """What is done for one segment: the aim, what, when, by which way, how often at most."""

    aim: Words
    what: Words
    when: Words
    channel: str
    cap: int  # contacts within 30 days; whoever had as many is left in peace


@dataclass(frozen=True, slots=True)
class Page:
    """The advice for one segment as it counts now; `own`: the company changed it."""

    segment: str
    advice: Advice
    own: bool
    version: int


_ONE_TRY = Advice(
    _("Learn why they did not come back, and try honestly once"),
    _(
        "Ask in a short letter what kept them away, and solve those reasons one by one. "
        "Sell nothing in it."
    ),
    _("Once, within two months of the lapse"),
    Channel.POSTCARD,
    1,
)
DEFAULTS: Mapping[str, Advice] = {
    "first_time/active": Advice(
        _("Not to be forgotten, and the second purchase"),
        _(
            "A letter of thanks, how to use what they bought, and the story of the owner. "
            "Do not press them to buy."
        ),
        _("Thanks within 3 days; then often during the first 3 months"),
        Channel.LETTER,
        4,
    ),
    "toddler/active": Advice(
        _("Make it a habit"),
        _(
            "Thank for the second purchase and ask how they get on with it. "
            "Offer a regular delivery, and one thing that goes with it."
        ),
        _("Thanks at once; the question half-way to the usual next purchase"),
        Channel.LETTER,
        3,
    ),
    "steady/active": Advice(
        _("Keep them, and never neglect them"),
        _("Seasonal news that says what you care for rather than what you sell, and birthdays."),
        _("Each season, and on the birthday"),
        Channel.POSTCARD,
        2,
    ),
    "burst/active": Advice(
        _("Slow down, and get to know each other"),
        _(
            "Thank personally, advise on the use, invite to an event. "
            "Do not push them to buy more: they may be tired of it soon."
        ),
        _("Soon after a large purchase"),
        Channel.LETTER,
        2,
    ),
    "loyal/active": Advice(
        _("Treat them as the guests of honour they are"),
        _(
            "Call to ask how they are, and thank them by hand. First choice of what is new, "
            "a small extra; ask for their voice about new products."
        ),
        _("Each season, and before their usual day of purchase has long passed"),
        Channel.PHONE,
        3,
    ),
    "first_time/lapsed": _ONE_TRY,
    "toddler/lapsed": _ONE_TRY,
    "steady/lapsed": Advice(
        _("Bring them back before the year is over"),
        _("A greeting, news, and what has changed since. Once a month, without pressing."),
        _("Monthly until 12 months after the last purchase"),
        Channel.POSTCARD,
        2,
    ),
    "burst/lapsed": Advice(
        _("Bring them back before the year is over"),
        _("Ask how what they bought is doing. A greeting and news; no offer in the first letter."),
        _("Monthly until 12 months after the last purchase"),
        Channel.LETTER,
        2,
    ),
    "loyal/lapsed": Advice(
        _("Bring them back first of all"),
        _("Call and ask how they are. Sell nothing; listen to what happened, and write it down."),
        _("At once, then monthly until 12 months after the last purchase"),
        Channel.PHONE,
        2,
    ),
}
_OTHER = Advice(
    _("Stay in touch"),
    _("A greeting and news; ask how they are."),
    _("Each season"),
    Channel.POSTCARD,
    2,
)


# What is true by the place of a rank, whatever its rules are.
_ANY_RANKS = ("loyal/active", "loyal/lapsed", "steady/lapsed", "first_time/lapsed")


def default(segment: str, *, own_ranks: bool = False) -> Advice:
    """What we suggest for a segment.

    Of ranks of the company's own we know the place alone: there are words for the highest one and
    for those who lapsed, the rest is general.
    """
    known = not own_ranks or segment in _ANY_RANKS
    return DEFAULTS.get(segment, _OTHER) if known else _OTHER


class Pages(dict[str, Page]):
    """The pages of the playbook by segment; those that nobody changed are made when asked for."""

    def __init__(self, *, own_ranks: bool) -> None:
        super().__init__()
        self.own_ranks = own_ranks
        for play in Play.objects.all():
            self[play.segment] = _page(play.segment, play, own_ranks=own_ranks)

    def __missing__(self, segment: str) -> Page:
        self[segment] = _page(segment, None, own_ranks=self.own_ranks)
        return self[segment]


def pages(*, limits: Thresholds | None = None) -> Pages:
    """The playbook as it counts now; `limits`: those that are shown, if they are at hand."""
    return Pages(own_ranks=has_own_ranks(limits or shown().limits))


def page(segment: str, kept: Pages | None = None) -> Page:
    """The advice for one segment, as it counts now."""
    return (pages() if kept is None else kept)[segment]


def _page(segment: str, play: Play | None, *, own_ranks: bool) -> Page:
    usual = default(segment, own_ranks=own_ranks)
    if play is None:
        return Page(segment, usual, own=False, version=0)
    advice = Advice(
        play.aim or usual.aim,
        play.what or usual.what,
        play.when or usual.when,
        play.channel or usual.channel,
        usual.cap if play.cap is None else play.cap,
    )
    return Page(segment, advice, own=advice != usual, version=play.version)
