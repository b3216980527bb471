"""Bars inside the cells of a table: the two sides of the portfolio pyramid, and plain shares.

These are written by hand: they stretch with their cell in per cent, which a chart of fixed size
cannot do, and the table around them is the chart's own table.
"""

from __future__ import annotations


def side(*, people: float, money: float, lapsed: bool) -> str:
    """One side of one rank: a thick bar of people over a thin bar of money, each 0 to 1 wide.

    Lapsed customers grow to the left and are hatched. The cell's `data-slot` names the colour.
    """
    kind = " lapsed" if lapsed else ""
    return (
        '<svg class="pbar" aria-hidden="true" focusable="false">'
        f"{_bar(people, 'p' + kind, y=4, height=18, left=lapsed)}"
        f"{_bar(money, 'y' + kind, y=26, height=4, left=lapsed)}</svg>"
    )


def share(*, value: float, target: float | None = None) -> str:
    """A share from 0 to 1 as a bar, with a mark at `target`."""
    mark = ""
    if target is not None:
        place = f"{_percent(target)}%"
        mark = f'<line class="target" x1="{place}" x2="{place}" y1="0" y2="16"/>'
    return (
        '<svg class="sbar" aria-hidden="true" focusable="false">'
        '<rect class="ground" x="0" y="3" width="100%" height="10" rx="2"/>'
        f"{_bar(value, 'v', y=3, height=10, left=False)}{mark}</svg>"
    )


def difference(*, value: float) -> str:
    """A difference from -1 to 1 as a bar to the left or right of the middle."""
    width = min(abs(value), 1.0) / 2
    start = 0.5 - width if value < 0 else 0.5
    kind = "v fall" if value < 0 else "v"
    bar = (
        f'<rect class="{kind}" x="{_percent(start)}%" y="3" width="{_percent(width)}%" '
        'height="10"/>'
    )
    return (
        '<svg class="sbar" aria-hidden="true" focusable="false">'
        f'{bar if width else ""}<line class="zero" x1="50%" x2="50%" y1="0" y2="16"/></svg>'
    )


def _bar(value: float, kind: str, *, y: int, height: int, left: bool) -> str:
    width = max(0.0, min(value, 1.0))
    if width == 0:
        return ""
    start = 1 - width if left else 0.0
    return (
        f'<rect class="{kind}" x="{_percent(start)}%" y="{y}" width="{_percent(width)}%" '
        f'height="{height}" rx="2"/>'
    )


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"
