"""Earnings and fit as a picture: one circle for customers at one place. Fit has no colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.pictures import Point, Scale, scatter
from goen.shop.fit.queries import HIGH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.portfolio.money_fit import Now

SIZES = ("wide", "narrow")
POINTS = (1, 2, 3, 4, 5)  # all that one can give
_TEN_THOUSAND, _LARGE = 10_000, 100_000  # yen; from the second on an axis counts in the first
_DIGITS = 2  # of amounts: customers who agree in them stand together
# Grey alone: filled, or hollow where raters disagree.
_AGREED, _APART = "existing", "new"


def drawings(now: Now) -> Mapping[str, SafeString]:
    """The picture by its size; none when nobody was observed."""
    if not now.people:
        return {}
    unit = _TEN_THOUSAND if max(abs(one.earned) for one in now.people) >= _LARGE else 1
    yen = pgettext("axis", "¥10,000") if unit > 1 else pgettext("axis", "yen")
    cut = now.money.cut
    x = Scale(f"{measure_name(now)}（{yen}）", None if cut is None else cut / unit, _yen(cut or 0))
    y = Scale(_("Do we suit each other (points, 1 to 5)"), HIGH, f"{HIGH}", ticks=POINTS)
    names = {_AGREED: _("Customers"), _APART: _("Raters see it differently")}
    return {
        size: mark_safe(  # noqa: S308 - our own picture of numbers
            scatter(
                key=f"fit-{size}",
                points=_points(now, unit),
                names=names,
                x=x,
                y=y,
                title=_("Earnings and fit"),
                finding=_("%(n)s customers observed") % {"n": f"{len(now.people):,}"},
                size=size,
            )
        )
        for size in SIZES
    }


def measure_name(now: Now) -> str:
    """What earnings are measured by."""
    return _("Gross profit of 12 months") if now.money.is_profit else _("Bought in 12 months")


def _points(now: Now, unit: int) -> list[Point]:
    places = Counter((_rounded(one.earned), round(one.mean, 1), one.disagree) for one in now.people)
    return [
        Point(
            x=earned / unit,
            y=mean,
            customers=count,
            rank=_APART if apart else _AGREED,
            tip=_("%(n)s customers, ¥%(yen)s, fit %(fit)s")
            % {"n": f"{count:,}", "yen": f"{earned:,}", "fit": mean},
        )
        for (earned, mean, apart), count in places.items()
    ]


def _yen(amount: int) -> str:
    return _("¥%(amount)s") % {"amount": f"{amount:,}"}


def _rounded(yen: int) -> int:
    step: int = 10 ** max(len(str(abs(yen))) - _DIGITS, 0)
    return round(yen / step) * step
