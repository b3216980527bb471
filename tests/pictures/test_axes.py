"""Ticks and labels: round, complete, and never over one another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from goen.pictures._axes import (
    month_labels,
    spaced_ticks,
    spread,
    text_width,
    thinned,
    ticks,
    whole_ticks,
)

amounts = st.integers(min_value=-(10**14), max_value=10**14).map(lambda value: value / 1000)


@given(amounts, amounts)
def test_ticks_hold_the_values_and_zero(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high)
    step = found[1] - found[0]
    assert found[0] <= low + step * 1e-6
    assert found[-1] >= high - step * 1e-6
    assert 0.0 in found
    assert found == sorted(found)
    assert 2 <= len(found) <= 8


@given(st.integers(min_value=0, max_value=50_000_000))
def test_ticks_of_counts_are_whole(most: int) -> None:
    found = whole_ticks(0, most)
    assert all(value == int(value) for value in found)
    assert found[-1] >= most
    assert len(found) >= 2


@given(
    st.lists(st.floats(min_value=0, max_value=300), max_size=12).map(sorted),
    st.floats(min_value=300, max_value=400),
)
def test_labels_are_kept_apart_in_order_and_inside(wanted: list[float], high: float) -> None:
    found = spread(wanted, gap=16, low=4, high=high)
    assert len(found) == len(wanted)
    assert all(later - place >= 16 - 1e-9 for place, later in pairwise(found))
    assert all(place <= high for place in found)


months = st.integers(min_value=24_000, max_value=24_400)


@given(
    months,
    st.integers(min_value=1, max_value=360),
    st.floats(min_value=120, max_value=1000),
    st.sampled_from(["ja", "en"]),
)
def test_labels_of_months_never_touch(first: int, count: int, width: float, lang: str) -> None:
    names = [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, first + count)]
    labels = month_labels(names, width=width, lang=lang)
    each = width / max(count - 1, 1)
    assert labels
    for (place, label), (after, following) in pairwise(labels):
        assert (after - place) * each >= (text_width(label) + text_width(following)) / 2


def test_the_first_month_and_every_january_carry_the_year() -> None:
    names = [f"2025-{month:02d}" for month in range(10, 13)] + ["2026-01", "2026-02"]
    assert [label for _, label in month_labels(names, width=600, lang="ja")] == [
        "2025年10月",
        "11月",
        "12月",
        "2026年1月",
        "2月",
    ]
    assert [label for _, label in month_labels(names, width=600, lang="en")] == [
        "Oct 2025",
        "Nov",
        "Dec",
        "Jan 2026",
        "Feb",
    ]


def test_many_years_are_labelled_by_years_alone() -> None:
    names = [f"{year}-{month:02d}" for year in range(2016, 2026) for month in range(1, 13)]
    labels = [label for _, label in month_labels(names, width=300, lang="ja")]
    assert labels == ["2016年", "2018年", "2020年", "2022年", "2024年"]


def test_labels_of_days_give_way_evenly() -> None:
    labels = [(float(day), str(day)) for day in range(0, 721, 90)]
    assert thinned(labels, each=1.0) == labels
    assert thinned(labels, each=0.25) == labels[::2]
    assert thinned(labels, each=0.05) == labels[:1] or len(thinned(labels, each=0.05)) == 2


def test_ticks_of_a_squeezed_axis_are_round_and_apart() -> None:
    found = spaced_ticks(1_000_000, place=lambda value: (value / 1_000_000) ** 0.5, gap=1 / 6)
    assert found == [0.0, 50_000.0, 200_000.0, 500_000.0, 1_000_000.0]
