from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.analysis.survival import Step, Times, at_days, kaplan_meier

# Freireich et al. (1963): weeks of remission under 6-mercaptopurine, 21 patients; a plus is one
# who was still in remission. S, and the log-log interval as R's survfit(conf.type = "log-log").
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {
    6: (21, 0.857, 0.620, 0.952),
    7: (17, 0.807, 0.563, 0.923),
    10: (15, 0.753, 0.503, 0.889),
    13: (12, 0.690, 0.432, 0.849),
    16: (11, 0.627, 0.368, 0.805),
    22: (7, 0.538, 0.268, 0.747),
    23: (6, 0.448, 0.188, 0.680),
}


def counted(events: list[int], censored: list[int]) -> list[Times]:
    had, not_had = Counter(events), Counter(censored)
    return [Times(day, had[day], not_had[day]) for day in {*had, *not_had}]


def test_the_textbook_example() -> None:
    steps = {step.days: step for step in kaplan_meier(times=counted(REMISSION, STILL))}
    for week, (at_risk, waiting, low, high) in PUBLISHED.items():
        step = steps[week]
        assert step.low is not None
        assert step.high is not None
        assert step.at_risk == at_risk
        assert round(1 - step.share, 3) == waiting
        assert (round(1 - step.high, 3), round(1 - step.low, 3)) == (low, high)
    assert steps[35].converted == 9


waits = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=80)


@given(people=waits)
def test_the_curve_is_the_product_over_days_with_a_purchase(
    people: list[tuple[int, bool]],
) -> None:
    events = [days for days, bought in people if bought]
    steps = kaplan_meier(times=counted(events, [days for days, bought in people if not bought]))
    for step in steps:
        waiting = 1.0
        for day in sorted({done for done in events if done <= step.days}):
            at_risk = sum(days >= day for days, _ in people)
            waiting *= 1 - events.count(day) / at_risk
        assert step.share == pytest.approx(1 - waiting)
        assert step.at_risk == sum(days >= step.days for days, _ in people)
        assert step.converted == sum(done <= step.days for done in events)
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= step.share <= step.high <= 1


@given(people=waits)
def test_without_censoring_the_curve_is_the_share_so_far(people: list[tuple[int, bool]]) -> None:
    events = [days for days, _ in people]
    for step in kaplan_meier(times=counted(events, [])):
        assert step.share == pytest.approx(sum(day <= step.days for day in events) / len(events))


def test_the_interval_is_unknown_before_the_first_and_after_the_last() -> None:
    steps = kaplan_meier(times=[Times(3, 0, 1), Times(5, 2, 0), Times(9, 1, 0)])
    assert [(step.low, step.high) == (None, None) for step in steps] == [True, False, True]
    assert steps[-1].share == 1


def test_nobody_gives_no_curve() -> None:
    assert kaplan_meier(times=[]) == []


def test_chosen_days_show_the_curve_as_it_stands_there() -> None:
    steps = kaplan_meier(times=[Times(3, 1, 0), Times(7, 1, 2)])
    at = {step.days: step for step in at_days(steps=steps, days=[0, 3, 5, 7, 8])}
    assert at[0] == Step(0, 4, 0, 0.0, None, None)
    assert (at[3].at_risk, at[3].converted, at[3].share) == (4, 1, 0.25)
    assert (at[5].at_risk, at[5].converted, at[5].share) == (3, 1, 0.25)
    assert (at[7].at_risk, at[7].converted) == (3, 2)
    assert (at[8].at_risk, at[8].share) == (0, at[7].share)
