from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from scipy.stats import binomtest

from goen.analysis.thresholds import Thresholds
from goen.analysis.transitions import standing_paths, transition_answers, transitions
from goen.analysis.wilson import wilson
from tests.analysis._small import AS_OF, MAIL_ORDER, SEGMENTS, ask, people, shops

SCHEME = MAIL_ORDER.scheme()


def answers(sales, *, as_of=AS_OF, thresholds=MAIL_ORDER):
    engine = ask(sales, as_of=as_of, thresholds=thresholds)
    return transition_answers(
        engine=engine, as_of=as_of, scheme=thresholds.scheme(), thresholds=thresholds
    )


def by_hand(sales, day):
    return {person.customer: person.segment for person in people(sales, on=day)}


def months_back(day, months):
    index = day.year * 12 + day.month - 1 - months
    for last in (31, 30, 29, 28):
        try:
            return date(index // 12, index % 12 + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


@pytest.mark.parametrize(("successes", "trials"), [(0, 9), (3, 10), (50, 100), (9, 9), (412, 3000)])
def test_wilson_is_that_of_scipy(successes, trials):
    expected = binomtest(successes, trials).proportion_ci(method="wilson")
    assert wilson(successes=successes, trials=trials) == pytest.approx(tuple(expected), abs=1e-12)


def test_wilson_of_nothing_is_unknown_and_of_nonsense_refused():
    assert wilson(successes=0, trials=0) == (None, None)
    with pytest.raises(ValueError, match="3 successes of 2 trials"):
        wilson(successes=3, trials=2)


@given(shops())
@settings(max_examples=15)
def test_the_matrix_counts_what_a_loop_over_customers_counts(sales):
    then, now = by_hand(sales, months_back(AS_OF, 12)), by_hand(sales, AS_OF)
    expected = Counter((then.get(customer, ("none", None)), now[customer]) for customer in now)
    rows = answers(sales)["transitions"]["rows"]
    counted = {
        ((row["from_rank"], row["from_status"]), (row["to_rank"], row["to_status"])): row
        for row in rows
    }
    assert len(counted) == len(rows) == 110
    assert {key: row["customers"] for key, row in counted.items() if row["customers"]} == expected
    for (source, _), row in counted.items():
        stood = sum(count for (place, _), count in expected.items() if place == source)
        assert row["row_total"] == stood
        assert row["share"] == (row["customers"] / stood if stood else None)


@given(shops())
@settings(max_examples=15)
def test_rows_add_up_to_those_who_stood_there_a_year_ago(sales):
    found = answers(sales)
    before = Counter(by_hand(sales, months_back(AS_OF, 12)).values())
    totals = {
        (row["from_rank"], row["from_status"]): row["row_total"]
        for row in found["transitions"]["rows"]
    }
    assert {key: total for key, total in totals.items() if total and key[0] != "none"} == before
    now = Counter(by_hand(sales, AS_OF).values())
    assert found["yearly_difference"] == [
        {
            "rank": rank,
            "status": status,
            "customers": now[rank, status],
            "customers_before": before[rank, status],
            "difference": now[rank, status] - before[rank, status],
        }
        for rank, status in SEGMENTS
    ]


@given(shops())
@settings(max_examples=15)
def test_advance_counts_those_who_stand_higher_than_six_months_ago(sales):
    then, now = by_hand(sales, months_back(AS_OF, 6)), by_hand(sales, AS_OF)
    ranks = ("first_time", "toddler", "steady", "burst", "loyal")
    for step in answers(sales)["advance"]["steps"]:
        place = ranks.index(step["from"])
        held = [customer for customer, (rank, _) in then.items() if rank == step["from"]]
        higher = [customer for customer in held if ranks.index(now[customer][0]) > place]
        assert (step["rate"]["numerator"], step["rate"]["denominator"]) == (len(higher), len(held))
        assert step["to"] == list(ranks[place + 1 :])


def test_advance_has_the_published_targets():
    steps = answers([("A", AS_OF, 1)])["advance"]["steps"]
    assert [(step["from"], step["target"]) for step in steps] == [
        ("first_time", 0.5),
        ("toddler", 0.8),
        ("steady", 0.5),
    ]
    assert steps[0]["name"] == {
        "ja": "初回客 → よちよち客以上",
        "en": "First-time → Toddler or higher",
    }
    assert steps[0]["rate"] == {"numerator": 0, "denominator": 0, "share": None}
    assert (steps[0]["low"], steps[0]["high"]) == (None, None)


def test_a_lapsed_first_timer_who_returns_has_advanced():
    sales = [("A", AS_OF - timedelta(days=600), 1000), ("A", AS_OF, 1000)]
    assert answers(sales)["advance"]["steps"][0]["rate"]["numerator"] == 1


def test_29_february_is_compared_with_the_28th():
    found = answers([("A", date(2023, 2, 28), 1000)], as_of=date(2024, 2, 29))
    assert found["transitions"]["from_date"] == "2023-02-28"
    assert found["transitions"]["to_date"] == "2024-02-29"
    assert found["advance"]["from_date"] == "2023-08-29"
    assert found["yearly_difference"][0]["customers_before"] == 1


def test_a_purchase_on_the_from_date_counts_as_standing_there():
    day = AS_OF - timedelta(days=30)
    engine = ask([("A", day, 1000), ("B", day + timedelta(days=1), 1000)])
    found = transitions(
        engine=engine, from_date=day, to_date=AS_OF, scheme=SCHEME, thresholds=MAIL_ORDER
    )
    moved = {row["from_rank"]: row["customers"] for row in found["rows"] if row["customers"]}
    assert moved == {"first_time": 1, "none": 1}


def test_a_matrix_between_two_past_dates_equals_that_of_data_cut_there():
    sales = [
        (f"C{number}", AS_OF - timedelta(days=37 * step * (number + 1) % 900), 9000 * (number + 1))
        for number in range(9)
        for step in range(9)
    ]
    early, late = AS_OF - timedelta(days=500), AS_OF - timedelta(days=100)
    arguments = {"from_date": early, "to_date": late, "scheme": SCHEME, "thresholds": MAIL_ORDER}
    cut = [sale for sale in sales if sale[1] <= late]
    whole = transitions(engine=ask(sales), **arguments)
    assert whole == transitions(engine=ask(cut, as_of=late), **arguments)
    assert sum(row["customers"] for row in whole["rows"]) == len(people(cut, on=late))


def test_dates_must_be_in_order():
    with pytest.raises(ValueError, match="out of order"):
        standing_paths(
            engine=ask([]),
            dates=(AS_OF, AS_OF, AS_OF - timedelta(days=1)),
            scheme=SCHEME,
            thresholds=MAIL_ORDER,
        )


def test_four_ranks_give_four_ranks_of_steps():
    eight = Thresholds(
        preset=None,
        name=MAIL_ORDER.name,
        toddler_days=90,
        loyal_days=210,
        loyal_amount=70_000,
        lapse_days=240,
        scheme_key="eight",
    )
    found = answers([("A", AS_OF, 1)], thresholds=eight)
    assert [step["to"] for step in found["advance"]["steps"]] == [
        ["toddler", "steady", "loyal"],
        ["steady", "loyal"],
        ["loyal"],
    ]
    assert len(found["transitions"]["rows"]) == 9 * 8
