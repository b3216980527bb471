"""The findings: who stands where something should be done, most pressing first.

Each customer is in one finding only, the first that fits: nobody is called twice for two reasons,
and the costs of all findings may be added up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from goen.shop.advice.own_ranks import FINDINGS
from goen.shop.portfolio.place import has_own_ranks, name_of, scheme_of
from goen.shop.rhythm.models import Rhythm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from django.utils.functional import _StrPromise

    from goen.analysis import Thresholds
    from goen.analysis.schemes import Rank
    from goen.shop.advice.own_ranks import Own
    from goen.shop.ui.registry import Words

YEAR = 365
SOON, WAITING, QUIET, RETRY = 30, 60, 90, 60


@dataclass(frozen=True, slots=True)
class Asked:
    """The day on which is asked, and the limits that count on it."""

    today: date
    limits: Thresholds

    def ago(self, days: int) -> date:
        """So many days before."""
        return self.today - timedelta(days=days)

    @property
    def active(self) -> Q:
        """Those who have not lapsed."""
        return Q(lapses_on__gt=self.today)

    @property
    def leaving(self) -> Q:
        """Those who lapsed, but bought within a year: soon they drop out of the year's figures."""
        return Q(lapses_on__lte=self.today, last_on__gt=self.ago(YEAR))


@dataclass(frozen=True, slots=True)
class Rule:
    """One finding: of which segment, who, what it is called, why it matters, what we assume.

    `ranks` are keys of the scheme; without any it is about all. `permille` of those who can be
    reached are taken to buy. `follows`: an answer to these findings counts for this one as well.
    """

    key: str
    ranks: tuple[str, ...]
    status: str
    title: _StrPromise  # with %(n)s
    short: Words  # in the label of a list
    why: Words  # with %(limit)s days, %(year)s left
    who: Callable[[Asked], Q]
    permille: int
    follows: tuple[str, ...] = field(default=())
    a_year: bool = False  # who buys again is taken to stay for a year, not for one purchase

    def segment(self, limits: Thresholds) -> str:
        """The segment whose page of the playbook counts."""
        rank = self.rank(limits)
        return f"{rank.key if rank else self.ranks[0]}/{self.status}"

    @property
    def lapsed(self) -> bool:
        """Whether it is about people who lapsed: their yen are those of the year before."""
        return self.status == "lapsed"

    def condition(self, asked: Asked) -> Q | None:
        """Which standings are in it; None when the scheme has no such rank."""
        own, places = self.own(asked.limits), self._places(asked.limits)
        if not places:
            return None
        found = Q(rank__in=places) & self.who(asked)
        return found & own.narrowed if own and own.narrowed else found

    def rank(self, limits: Thresholds) -> Rank | None:
        """The rank that marks it."""
        places = self._places(limits)
        return scheme_of(limits).ranks[places[0] - 1] if places else None

    def own(self, limits: Thresholds) -> Own | None:
        """What it is where the ranks are the company's own; None under the usual ranks."""
        return FINDINGS.get(self.key) if has_own_ranks(limits) else None

    def _places(self, limits: Thresholds) -> list[int]:
        """The places of its ranks, from 1 on; none where it makes no sense."""
        own = self.own(limits)
        if own is None and has_own_ranks(limits):
            return []
        known = [rank.key for rank in scheme_of(limits).ranks]
        keys = (own and own.ranks) or self.ranks
        return [known.index(key) + 1 for key in keys if key in known]

    def title_of(self, limits: Thresholds, people: int) -> str:
        """What happened, to so many people."""
        own = self.own(limits)
        return str((own.title if own else self.title) % {"n": people, **self._named(limits)})

    def short_of(self, limits: Thresholds) -> str:
        """The same as a label of a few letters."""
        own = self.own(limits)
        return str(own.short) % self._named(limits) if own else str(self.short)

    def why_of(self, limits: Thresholds) -> str:
        """Why it matters."""
        own = self.own(limits)
        return str((own and own.why) or self.why) % {"limit": limits.lapse_days}

    def _named(self, limits: Thresholds) -> dict[str, str]:
        rank = self.rank(limits)
        return {"rank": name_of(rank) if rank else ""}


def _left_this_month(asked: Asked) -> Q:
    return asked.leaving & Q(lapses_on__gte=asked.today.replace(day=1))


def _soon(asked: Asked) -> Q:
    return asked.active & Q(lapses_on__lte=asked.today + timedelta(days=SOON))


def _just_lapsed(asked: Asked) -> Q:
    return asked.leaving & Q(lapses_on__gt=asked.ago(RETRY))


def _late(asked: Asked) -> Q:
    """Those whom their own rhythm calls distant; of whom nothing can be told is not among them."""
    told = (Rhythm.State.DISTANT, Rhythm.State.DECLINING, Rhythm.State.STABLE)
    late = Q(customer__rhythm__distant_on__lte=asked.today, customer__rhythm__state__in=told)
    return asked.active & late


def _silent(days: int) -> Callable[[Asked], Q]:
    return lambda asked: asked.active & Q(last_on__lte=asked.ago(days))


RULES: Sequence[Rule] = (
    Rule(
        "loyal_left",
        ("loyal",),
        "lapsed",
        ngettext_lazy(
            "%(n)s excellent customer left this month",
            "%(n)s excellent customers left this month",
            "n",
        ),
        pgettext_lazy("label of a list", "Excellent, left"),
        _(
            "No purchase for %(limit)s days. They were worth the most, and a word now reaches "
            "people who still remember you."
        ),
        _left_this_month,
        60,
        a_year=True,
    ),
    Rule(
        "loyal_soon",
        ("loyal",),
        "active",
        ngettext_lazy(
            "%(n)s excellent customer will lapse within 30 days",
            "%(n)s excellent customers will lapse within 30 days",
            "n",
        ),
        pgettext_lazy("label of a list", "Excellent, about to leave"),
        _(
            "If they buy nothing within 30 days, they count as lapsed (%(limit)s days). To keep "
            "somebody costs less than to bring somebody back."
        ),
        _soon,
        100,
        a_year=True,
    ),
    Rule(
        "loyal_lapsed",
        ("loyal",),
        "lapsed",
        ngettext_lazy(
            "%(n)s excellent customer left within the year",
            "%(n)s excellent customers left within the year",
            "n",
        ),
        pgettext_lazy("label of a list", "Excellent, lapsed"),
        _(
            "No purchase for %(limit)s days and more. After 12 months without one they drop out "
            "of the year's figures: bring these back first."
        ),
        lambda asked: asked.leaving,
        30,
        ("loyal_left",),
        a_year=True,
    ),
    Rule(
        "top_silent",
        ("loyal", "burst", "steady", "toddler", "first_time"),
        "active",
        ngettext_lazy(
            "%(n)s of the tenth that buys most is silent",
            "%(n)s of the tenth that buys most are silent",
            "n",
        ),
        pgettext_lazy("label of a list", "Top tenth, silent"),
        _(
            "They are in the top tenth by sales, and have bought nothing for 90 days. Few people, "
            "much money: ask how they are."
        ),
        lambda asked: _silent(QUIET)(asked) & Q(decile=1),
        80,
        a_year=True,
    ),
    Rule(
        "burst_lapsed",
        ("burst",),
        "lapsed",
        ngettext_lazy(
            "%(n)s burst customer left within the year",
            "%(n)s burst customers left within the year",
            "n",
        ),
        pgettext_lazy("label of a list", "Burst, lapsed"),
        _(
            "They bought much in a short time, and then nothing for %(limit)s days. A word that "
            "sells nothing tells whether something went wrong."
        ),
        lambda asked: asked.leaving,
        30,
    ),
    Rule(
        "steady_lapsed",
        ("steady",),
        "lapsed",
        ngettext_lazy(
            "%(n)s steady customer drops out of the year before long",
            "%(n)s steady customers drop out of the year before long",
            "n",
        ),
        pgettext_lazy("label of a list", "Steady, lapsed"),
        _(
            "Between %(limit)s and 364 days without a purchase. A word each month brings some "
            "back; after a year they are gone from the 12-month figures."
        ),
        lambda asked: asked.leaving,
        30,
    ),
    Rule(
        "steady_late",
        ("steady",),
        "active",
        ngettext_lazy(
            "%(n)s steady customer has been silent far longer than usual",
            "%(n)s steady customers have been silent far longer than usual",
            "n",
        ),
        pgettext_lazy("label of a list", "Steady, distant"),
        _(
            "By their own rhythm they should have come long ago. They have not lapsed (%(limit)s "
            "days): a word now costs less than bringing them back."
        ),
        _late,
        100,
    ),
    Rule(
        "first_waiting",
        ("first_time",),
        "active",
        ngettext_lazy(
            "%(n)s customer without a second purchase for 60 days",
            "%(n)s customers without a second purchase for 60 days",
            "n",
        ),
        pgettext_lazy("label of a list", "First purchase only"),
        _(
            "They bought once, 60 days ago or more. The longer the second purchase waits, the "
            "fewer come: after %(limit)s days they count as lapsed."
        ),
        _silent(WAITING),
        100,
    ),
    Rule(
        "toddler_stuck",
        ("toddler",),
        "active",
        ngettext_lazy(
            "%(n)s customer came twice and then stopped",
            "%(n)s customers came twice and then stopped",
            "n",
        ),
        pgettext_lazy("label of a list", "Toddler, stuck"),
        _(
            "They came back soon after the first purchase, and have been silent for 90 days: it "
            "has not become a habit."
        ),
        _silent(QUIET),
        80,
    ),
    Rule(
        "burst_now",
        ("burst",),
        "active",
        ngettext_lazy(
            "%(n)s customer bought much in a short time",
            "%(n)s customers bought much in a short time",
            "n",
        ),
        pgettext_lazy("label of a list", "Burst"),
        _(
            "Much money within some months. They often leave as fast as they came: slow down, and "
            "get to know each other."
        ),
        lambda asked: asked.active,
        50,
    ),
    Rule(
        "never_touched",
        ("loyal",),
        "active",
        ngettext_lazy(
            "%(n)s excellent customer to whom nobody has turned yet",
            "%(n)s excellent customers to whom nobody has turned yet",
            "n",
        ),
        pgettext_lazy("label of a list", "Excellent, no word yet"),
        _(
            "They are excellent customers, and there is no record that anybody ever spoke with "
            "them. Thank them before somebody else does."
        ),
        lambda asked: asked.active & Q(customer__last_touch_at=None),
        50,
    ),
    Rule(
        "early_lapsed",
        ("first_time", "toddler"),
        "lapsed",
        ngettext_lazy(
            "%(n)s new customer left lately",
            "%(n)s new customers left lately",
            "n",
        ),
        pgettext_lazy("label of a list", "New, lapsed"),
        _(
            "They came once or twice, and lapsed within the last 60 days. Few come back; what "
            "they say about why is worth more than the sale."
        ),
        _just_lapsed,
        10,
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
