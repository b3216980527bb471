"""The curve of lapse limits as a picture in two sizes, with its figures as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goen.pictures import Axes, Curve, Line, Mark, Upright, curves
from goen.shop.schemes.words import days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIZES = ("wide", "narrow")
_STEPS = (30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class LapseChart:
    """How often a lapse limit is wrong, by its days."""

    drawings: Mapping[str, SafeString]
    rows: Sequence[Mapping[str, Any]]
    followup: int
    chosen: Mapping[str, Any] | None  # the point of the limit in the draft
    before: Mapping[str, Any] | None  # that of the limit that counts now


def lapse_chart(
    *, answer: Mapping[str, Any] | None, chosen: int, before: int, fitting: Mapping[str, Any] | None
) -> LapseChart | None:
    """Draw the curve; None while the sales are too young for one."""
    points = [one for one in (answer or {}).get("points", ()) if one["false_lapse"] is not None]
    if answer is None or len(points) < 2:
        return None
    of = {point["days"]: point for point in points}
    curve = _curve(points, chosen, before, fitting)
    title = _("Share of those seen as lapsed who still come back within a year")
    point = of.get(chosen)
    finding = _("%(days)s: %(share)s") % {
        "days": days(chosen),
        "share": f"{point['false_lapse']:.1%}" if point else "—",
    }
    drawings = {
        size: mark_safe(  # noqa: S308 - our own picture of numbers
            curves(key=f"lapse-{size}", curve=curve, title=title, finding=finding, size=size)
        )
        for size in SIZES
    }
    shown = [one for one in points if one["days"] % 30 == 0 or one["days"] in (chosen, before)]
    return LapseChart(
        drawings,
        [_row(one) for one in shown],
        answer["followup_days"],
        _row(point) if point else None,
        _row(of[before]) if before in of else None,
    )


def _curve(
    points: Sequence[Mapping[str, Any]],
    chosen: int,
    before: int,
    fitting: Mapping[str, Any] | None,
) -> Curve:
    first, last = points[0]["days"], points[-1]["days"]
    step = next((one for one in _STEPS if (last - first) / one <= 8), _STEPS[-1])
    uprights = [Upright(before, _("Now: %(n)s") % {"n": days(before)})]
    marks = _marks(points, chosen, before, fitting)
    return Curve(
        lines=[Line("", [(float(one["days"]), one["false_lapse"]) for one in points])],
        axes=Axes(
            x=(float(first), float(last)),
            x_labels=[
                (float(day), f"{day:,}") for day in range(-(-first // step) * step, last + 1, step)
            ],
            y_top=max(one["false_lapse"] for one in points),
            form=".0%",
            x_name=_("days without a purchase"),
        ),
        marks=marks,
        uprights=[one for one in uprights if first <= one.x <= last],
        tips=[(float(one["days"]), _tip(one)) for one in points],
    )


def _marks(
    points: Sequence[Mapping[str, Any]],
    chosen: int,
    before: int,
    fitting: Mapping[str, Any] | None,
) -> list[Mark]:
    """Rings at the limit of the draft, and at the one that fits."""
    made = []
    of = {point["days"]: point["false_lapse"] for point in points}
    if chosen != before and chosen in of:
        label = _("Draft: %(n)s") % {"n": days(chosen)}
        made.append(Mark(chosen, of[chosen], label, label))
    if fitting and fitting["value"] not in (chosen, before):
        label = _("Fits: %(n)s") % {"n": days(fitting["value"])}
        made.append(Mark(fitting["value"], fitting["false_lapse"], label, label, above=True))
    return made


def _tip(point: Mapping[str, Any]) -> str:
    counted = f"{point['returned']:,} ÷ {point['reach']:,}"
    return f"{days(point['days'])}\n{point['false_lapse']:.1%}\n{counted}"


def _row(point: Mapping[str, Any]) -> dict[str, Any]:
    return {**point, "share": f"{point['false_lapse']:.1%}"}
