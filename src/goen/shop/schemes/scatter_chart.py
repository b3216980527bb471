"""The scatter of two indicators in two sizes, with its cut lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.pictures import Point, Scale, scatter
from goen.shop.schemes.chart import SIZES
from goen.shop.schemes.words import MONEY, indicator_name, two_axis_names, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEN_THOUSAND = 10_000
_LARGE = 100_000  # yen from which an axis counts in ten thousands


def drawings(*, answer: Mapping[str, Any]) -> dict[str, SafeString]:
    """The picture by its size; none without customers."""
    points = answer["scatter"]
    if not points:
        return {}
    names = two_axis_names()
    units = {axis: _unit(answer, axis) for axis in "xy"}
    drawn = [
        Point(
            x=point["x"] / units["x"],
            y=point["y"] / units["y"],
            customers=point["customers"],
            rank=point["rank"],
            tip=_tip(answer, point, names),
        )
        for point in points
    ]
    x, y = (_scale(answer, axis, units[axis]) for axis in "xy")
    title = _("Customers by %(x)s and %(y)s") % {"x": x.name, "y": y.name}
    return {
        size: mark_safe(  # noqa: S308 - our own picture of numbers
            scatter(
                key=f"two-{size}",
                points=drawn,
                names=names,
                x=x,
                y=y,
                title=title,
                finding=_finding(answer, names),
                size=size,
            )
        )
        for size in SIZES
    }


def _unit(answer: Mapping[str, Any], axis: str) -> int:
    money = answer[axis]["indicator"] in MONEY
    large = max(abs(point[axis]) for point in answer["scatter"]) >= _LARGE
    return _TEN_THOUSAND if money and large else 1


def _scale(answer: Mapping[str, Any], axis: str, unit: int) -> Scale:
    key, cut = answer[axis]["indicator"], answer[axis]["cut"]
    name = indicator_name(key)
    if key in MONEY:
        told = pgettext("axis", "¥10,000") if unit > 1 else pgettext("axis", "yen")
        name = _("%(name)s (%(unit)s)") % {"name": name, "unit": told}
    return Scale(name, None if cut is None else cut / unit, value_of(key, cut))


def _tip(answer: Mapping[str, Any], point: Mapping[str, Any], names: Mapping[str, str]) -> str:
    values = ", ".join(value_of(answer[axis]["indicator"], point[axis]) for axis in "xy")
    people = _("%(n)s customers") % {"n": f"{point['customers']:,}"}
    return f"{names[point['rank']]} {people}\n{values}"


def _finding(answer: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return ", ".join(f"{names[row['rank']]} {row['customers']:,}" for row in answer["ranks"])
