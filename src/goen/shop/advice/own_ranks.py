"""The findings where the ranks are the company's own: by the place of a rank, in its own name.

Ranks of one's own have the keys of the usual ones from low to high (`shop.schemes`), but what the
usual ones are called, and what is true of them ("they bought once"), holds for none of them. A
finding that is not here makes no sense without the usual ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from goen.shop.ui.registry import Words

TOP, MIDDLE, LOWEST = ("loyal",), ("burst", "steady", "toddler"), ("first_time",)


@dataclass(frozen=True, slots=True)
class Own:
    """A finding about ranks of one's own; what is left out is as with the usual ranks.

    `ranks` are the keys of places; `narrowed` says who of them, so that the words are true.
    """

    title: _StrPromise  # with %(n)s and %(rank)s
    short: Words  # with %(rank)s
    why: Words = ""
    ranks: tuple[str, ...] = ()
    narrowed: Q | None = None


_GONE = _(
    "No purchase for %(limit)s days and more. After 12 months without one they drop out of the "
    "year's figures: a word now brings some back."
)
FINDINGS: Mapping[str, Own] = {
    "loyal_left": Own(
        ngettext_lazy(
            "%(n)s customer of “%(rank)s” left this month",
            "%(n)s customers of “%(rank)s” left this month",
            "n",
        ),
        pgettext_lazy("label of a list", "%(rank)s, left"),
    ),
    "loyal_soon": Own(
        ngettext_lazy(
            "%(n)s customer of “%(rank)s” will lapse within 30 days",
            "%(n)s customers of “%(rank)s” will lapse within 30 days",
            "n",
        ),
        pgettext_lazy("label of a list", "%(rank)s, about to leave"),
    ),
    "loyal_lapsed": Own(
        ngettext_lazy(
            "%(n)s customer of “%(rank)s” left within the year",
            "%(n)s customers of “%(rank)s” left within the year",
            "n",
        ),
        pgettext_lazy("label of a list", "%(rank)s, lapsed"),
    ),
    "top_silent": Own(
        ngettext_lazy(
            "%(n)s of the tenth that buys most is silent",
            "%(n)s of the tenth that buys most are silent",
            "n",
        ),
        pgettext_lazy("label of a list", "Top tenth, silent"),
    ),
    "steady_lapsed": Own(
        ngettext_lazy(
            "%(n)s customer of the ranks in the middle left within the year",
            "%(n)s customers of the ranks in the middle left within the year",
            "n",
        ),
        pgettext_lazy("label of a list", "Middle ranks, lapsed"),
        _GONE,
        MIDDLE,
    ),
    "steady_late": Own(
        ngettext_lazy(
            "%(n)s customer of the ranks in the middle has been silent far longer than usual",
            "%(n)s customers of the ranks in the middle have been silent far longer than usual",
            "n",
        ),
        pgettext_lazy("label of a list", "Middle ranks, distant"),
        ranks=MIDDLE,
    ),
    "first_waiting": Own(
        ngettext_lazy(
            "%(n)s customer without a second purchase for 60 days",
            "%(n)s customers without a second purchase for 60 days",
            "n",
        ),
        pgettext_lazy("label of a list", "First purchase only"),
        ranks=(*LOWEST, *MIDDLE),
        narrowed=Q(occasions=1),
    ),
    "never_touched": Own(
        ngettext_lazy(
            "%(n)s customer of “%(rank)s” to whom nobody has turned yet",
            "%(n)s customers of “%(rank)s” to whom nobody has turned yet",
            "n",
        ),
        pgettext_lazy("label of a list", "%(rank)s, no word yet"),
        _(
            "They have your highest rank, and there is no record that anybody ever spoke with "
            "them. Thank them before somebody else does."
        ),
    ),
    "early_lapsed": Own(
        ngettext_lazy(
            "%(n)s customer left lately after one or two purchases",
            "%(n)s customers left lately after one or two purchases",
            "n",
        ),
        pgettext_lazy("label of a list", "New, lapsed"),
        ranks=(*LOWEST, *MIDDLE),
        narrowed=Q(occasions__lte=2),
    ),
}
