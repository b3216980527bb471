from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings

from goen.analysis.grade_up import grade_up, quantities
from goen.analysis.presets import preset
from goen.analysis.tables import make_standing
from tests.analysis._goods import AS_OF, Line, ago, lines, told
from tests.analysis._worked import percent, tables

MAIL_ORDER = preset(name="mail_order")


def answer(rows, **more):
    with told([row for row in rows if row.customer]) as engine:
        make_standing(
            engine=engine,
            scheme=MAIL_ORDER.scheme(),
            thresholds=MAIL_ORDER,
            as_of=AS_OF,
            data_start=ago(1000),
            history=False,
        )
        return grade_up(engine=engine, as_of=AS_OF, **more)


def family_days(rows):
    """Customer and family → the best grade of each day, in order."""
    nets, best = defaultdict(int), defaultdict(dict)
    for row in rows:
        if row.customer and row.family:
            nets[row.customer, row.family, row.day, row.grade] += row.amount
    for (customer, family, day, grade), net in nets.items():
        if net > 0:
            days = best[customer, family]
            days[day] = max(grade, days.get(day, 0))
    return {key: sorted(days.items()) for key, days in best.items()}


def active(rows, customer):
    nets = defaultdict(int)
    for row in rows:
        if row.customer == customer:
            nets[row.day] += row.amount
    last = max((day for day, net in nets.items() if net > 0), default=None)
    return last is not None and (AS_OF - last).days < MAIL_ORDER.lapse_days


@given(lines())
@settings(max_examples=25)
def test_steps_and_candidates_are_those_counted_by_hand(rows):
    found, held = answer(rows), family_days(rows)
    steps = defaultdict(lambda: [0, 0, 0, 0])
    for (_, family), days in held.items():
        for (_, grade), (_, after) in zip(days, [*days[1:], (None, None)], strict=True):
            counts = steps[family, grade]
            counts[0] += 1
            if after is not None:
                counts[1 + (after <= grade) + (after < grade)] += 1
    assert {
        (step.family, step.grade): [step.purchases, step.up, step.same, step.down]
        for step in found.steps
    } == steps
    tops = {}
    for (_, family), days in held.items():
        tops[family] = max(tops.get(family, 0), *(grade for _, grade in days))
    expected = set()
    for (customer, family), days in held.items():
        grades = [grade for _, grade in days]
        times = grades.count(grades[-1])
        if grades[-1] == max(grades) < tops[family] and times >= 2 and active(rows, customer):
            expected.add((customer, family, grades[-1], times, days[-1][0]))
    assert {
        (one.customer, one.family, one.grade, one.times, one.last_day) for one in found.candidates
    } == expected


def test_a_family_without_a_better_product_has_no_candidates():
    rows = [Line("A", ago(days), 100, "梅茶", "茶", 1, 1) for days in (50, 20)]
    assert answer(rows).candidates == []
    rows.append(Line("B", ago(9), 300, "松茶", "茶", 3, 1))
    assert [(one.customer, one.times) for one in answer(rows).candidates] == [("A", 2)]
    assert answer(rows, least_times=3).candidates == []


@given(lines())
@settings(max_examples=25)
def test_quantities_are_those_counted_by_hand(rows):
    days = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.customer and row.product and row.day >= ago(365) and row.quantity is not None:
            days[row.customer, row.product, row.day][0] += row.quantity
            days[row.customer, row.product, row.day][1] += row.amount
    expected = defaultdict(lambda: [set(), 0, 0, 0])
    for (customer, product, _), (pieces, amount) in days.items():
        if pieces > 0 and amount > 0:
            line = expected[product, min(pieces, 10)]
            line[0].add(customer)
            line[1:] = line[1] + 1, line[2] + pieces, line[3] + amount
    with told(rows) as engine:
        found = quantities(engine=engine, as_of=AS_OF, since=ago(365))
    assert {
        (one.product, one.quantity): [one.customers, one.purchases, one.pieces, one.sales]
        for one in found
    } == {key: [len(line[0]), *line[1:]] for key, line in expected.items()}


def test_a_discount_for_many_shows_in_the_average():
    rows = [
        Line("A", ago(9), 1000, "茶", None, None, 1),
        Line("B", ago(8), 4800, "茶", None, None, 6),
    ]
    with told(rows) as engine:
        found = quantities(engine=engine, as_of=AS_OF, since=ago(30))
    assert [(one.quantity, one.average) for one in found] == [(1, 1000), (6, 800)]


def test_the_worked_example(checkout):
    given_rows, steps, people = tables(checkout / "docs" / "methods" / "grade-up.md")
    grades = {"梅": 1, "竹": 2, "松": 3}
    rows = [
        Line(
            row["customer"],
            ago(int(row["days ago"])),
            1000,
            row["grade"],
            "煎茶",
            grades[row["grade"]],
            1,
        )
        for row in given_rows
    ]
    found, names = answer(rows), {number: name for name, number in grades.items()}
    assert [
        {
            "grade": names[step.grade],
            "purchases": str(step.purchases),
            "up": str(step.up),
            "same": str(step.same),
            "down": str(step.down),
            "rate": percent(step.rate) if step.rate is not None else "—",
        }
        for step in found.steps
    ] == steps
    assert [
        {"customer": one.customer, "grade": names[one.grade], "times": str(one.times)}
        for one in found.candidates
    ] == people
    assert found.steps[0].rate == pytest.approx(1 / 3)
