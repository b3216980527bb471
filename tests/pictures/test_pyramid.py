"""Bars inside table cells: as wide as their share, on the side of their status."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from goen.pictures import pyramid

shares = st.floats(min_value=-0.5, max_value=1.5)


def _boxes(svg: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(width))
        for x, width in re.findall(
            r'<rect class="[pyv][^"]*" x="([\d.]+)%".*?width="([\d.]+)%"', svg
        )
    ]


@given(shares, shares, st.sampled_from(["active", "lapsed"]))
def test_a_bar_stays_in_its_cell(people: float, money: float, status: str) -> None:
    svg = pyramid.side(people=people, money=money, lapsed=status == "lapsed")
    for start, width in _boxes(svg):
        assert start >= 0
        assert start + width <= 100.1


def test_active_grows_from_the_middle_to_the_right_and_lapsed_to_the_left() -> None:
    assert _boxes(pyramid.side(people=0.25, money=0.5, lapsed=False)) == [(0, 25), (0, 50)]
    assert _boxes(pyramid.side(people=0.25, money=0.5, lapsed=True)) == [(75, 25), (50, 50)]


def test_nobody_is_no_bar() -> None:
    assert "<rect" not in pyramid.side(people=0, money=0, lapsed=False)


def test_a_target_is_a_line_on_the_bar() -> None:
    assert 'x1="80.0%"' in pyramid.share(value=0.2, target=0.8)
    assert "target" not in pyramid.share(value=0.2)


def test_a_fall_goes_left_of_the_middle_and_is_hollow() -> None:
    assert 'class="v fall" x="25.0%" y="3" width="25.0%"' in pyramid.difference(value=-0.5)
    assert 'class="v" x="50.0%" y="3" width="25.0%"' in pyramid.difference(value=0.5)
    assert "<rect" not in pyramid.difference(value=0)
