"""The scatter of two indicators as a few hundred points, each a mean of customers close by.

Bins grow with the value, as on a logarithmic axis: SQL groups by the number of digits and the
first digit, and this joins neighbours until the picture is small enough.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from goen.analysis.shares import average

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.analysis.engine import Row

MOST_POINTS = 900
Joined = dict[int, int] | None  # first digits that count as another one; None: all values are one
# At each level: none joined; 1, 2-4, 5-9; a whole power of ten; everything.
_LEVELS: tuple[Joined, ...] = (
    {},
    {3: 2, 4: 2, 6: 5, 7: 5, 8: 5, 9: 5},
    dict.fromkeys(range(2, 10), 1),
    None,
)
Bin = tuple[str, Any, Any, Any]  # rank, sides of the cuts, bins of x and y


def scatter(*, rows: list[Row], rank: Callable[[Row], str]) -> list[dict[str, Any]]:
    """Return points {x, y, customers, rank}, at most 900, from rows of two_axis_scatter.sql.

    Customers of different ranks, or on different sides of a cut, are never joined, so a point lies
    on its own side of the lines. x and y are means, rounded.
    """
    for joined in _LEVELS:
        groups = _grouped(rows, rank, joined)
        if len(groups) <= MOST_POINTS:
            break
    points = [_point(group, name) for (name, *_), group in groups.items()]
    return sorted(points, key=lambda point: (point["x"], point["y"], point["rank"]))


def _grouped(rows: list[Row], rank: Callable[[Row], str], joined: Joined) -> dict[Bin, list[Row]]:
    groups: dict[Bin, list[Row]] = defaultdict(list)
    for row in rows:
        name = rank(row)
        side = None if name == "new" else (row["x_half"], row["y_half"])
        groups[name, side, _bin(row, "x", joined), _bin(row, "y", joined)].append(row)
    return groups


def _bin(row: Row, axis: str, joined: Joined) -> tuple[int, int] | None:
    if joined is None:
        return None
    first: int = row[f"{axis}_first"]
    return row[f"{axis}_digits"], joined.get(first, first)


def _point(group: list[Row], rank: str) -> dict[str, Any]:
    customers = sum(row["customers"] for row in group)
    x, y = (
        average(total=sum(row[f"{axis}_sum"] for row in group), count=customers) for axis in "xy"
    )
    return {"x": x, "y": y, "customers": customers, "rank": rank}
