from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.rfm import rfm, score_cuts
from goen.analysis.rfm_segments import RFM_SEGMENTS, rfm_segment
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, people, shops, shuffled

SCHEME = MAIL_ORDER.scheme()


def answer(sales, *, mode="fixed", as_of=AS_OF):
    engine = ask(sales, as_of=as_of)
    return rfm(engine=engine, scheme=SCHEME, thresholds=MAIL_ORDER, mode=mode)


def facts(person):
    return person.silence, len(person.occasions), person.amount


def fixed_by_hand(person):
    silence, n, amount = facts(person)
    limits = MAIL_ORDER.rfm
    return (
        5 - sum(silence > days for days in limits.r),
        1 + sum(n >= least for least in limits.f),
        1 + sum(amount >= least for least in limits.m),
    )


def quantile_by_hand(person, everybody):
    own = facts(person)
    others = [facts(other) for other in everybody]
    worse = (
        sum(r > own[0] for r, _, _ in others),
        sum(f < own[1] for _, f, _ in others),
        sum(m < own[2] for _, _, m in others),
    )
    return tuple(1 + 5 * count // len(others) for count in worse)


def cells(found):
    return {
        (row["r"], row["f"], row["m"]): (row["customers"], row["sales"]) for row in found["cells"]
    }


def counted(scores, everybody):
    groups = {}
    for score, person in zip(scores, everybody, strict=True):
        customers, sales = groups.get(score, (0, 0))
        groups[score] = (customers + 1, sales + person.amount)
    return groups


def test_the_segments_cover_each_of_the_25_cells_once():
    found = Counter(rfm_segment(r=r, f=f) for r, f in product(range(1, 6), range(1, 6)))
    assert sum(found.values()) == 25
    assert set(found) == {segment.key for segment in RFM_SEGMENTS}
    assert len(RFM_SEGMENTS) == 11


@pytest.mark.parametrize(
    ("cell", "segment"),
    [
        *(("11", "lost"), ("12", "hibernating"), ("21", "hibernating"), ("22", "hibernating")),
        *(("13", "at_risk"), ("24", "at_risk"), ("15", "cant_lose"), ("25", "cant_lose")),
        *(("31", "about_to_sleep"), ("32", "about_to_sleep"), ("33", "need_attention")),
        *(("34", "loyal"), ("45", "loyal"), ("41", "promising"), ("51", "new")),
        *(("42", "potential_loyalist"), ("53", "potential_loyalist")),
        *(("54", "champions"), ("55", "champions")),
    ],
)
def test_cells_have_the_published_names(cell, segment):
    assert rfm_segment(r=int(cell[0]), f=int(cell[1])) == segment


@given(shops())
@settings(max_examples=25)
def test_fixed_scores_are_those_of_a_loop_over_customers(sales):
    everybody = people(sales)
    found = answer(sales)
    expected = [fixed_by_hand(person) for person in everybody]
    assert cells(found) == counted(expected, everybody)
    crossed = {
        (row["rank"], row["status"], row["segment"]): (row["customers"], row["sales"])
        for row in found["cross"]
        if row["customers"]
    }
    groups = [
        (*person.segment, rfm_segment(r=r, f=f))
        for person, (r, f, _) in zip(everybody, expected, strict=True)
    ]
    assert crossed == counted(groups, everybody)
    assert len(found["cross"]) == 110


@given(shops(customers=25))
@settings(max_examples=25)
def test_quantile_scores_count_the_strictly_worse(sales):
    everybody = people(sales)
    expected = [quantile_by_hand(person, everybody) for person in everybody]
    assert cells(answer(sales, mode="quantile")) == counted(expected, everybody)


@given(shops(), st.integers(0, 99), st.sampled_from(["fixed", "quantile"]))
@settings(max_examples=15)
def test_the_order_of_rows_does_not_matter(sales, seed, mode):
    assert answer(sales, mode=mode) == answer(shuffled(sales, seed), mode=mode)


@given(shops(), st.integers(1, 90))
@settings(max_examples=15)
def test_quantile_scores_stay_when_all_silences_grow_alike(sales, days):
    later = answer(sales, mode="quantile", as_of=AS_OF + timedelta(days=days))
    assert cells(later) == cells(answer(sales, mode="quantile"))


@given(shops(), st.sampled_from(["fixed", "quantile"]))
@settings(max_examples=15)
def test_every_customer_is_in_one_cell_one_segment_and_one_square(sales, mode):
    everybody = people(sales)
    totals = (len(everybody), sum(person.amount for person in everybody))
    found = answer(sales, mode=mode)
    for part in ("segments", "cells", "grid", "cross"):
        rows = found[part]
        assert (sum(r["customers"] for r in rows), sum(r["sales"] for r in rows)) == totals
    assert len(found["grid"]) == 25


def shop_with_occasions(counts):
    """One customer per number, with so many occasions, all last seen on AS_OF, amounts alike."""
    return [
        (f"C{number:02d}", AS_OF - timedelta(days=ago), 1000 if ago else 10_000 - 1000 * (n - 1))
        for number, n in enumerate(counts)
        for ago in range(n)
    ]


def test_published_vector_of_ties():
    sales = shop_with_occasions([1, 1, 1, 1, 1, 1, 2, 2, 3, 5])
    found = answer(sales, mode="quantile")
    assert Counter(
        {f: sum(row["customers"] for row in found["grid"] if row["f"] == f) for f in range(1, 6)}
    ) == Counter({1: 6, 4: 2, 5: 2, 2: 0, 3: 0})
    # R and M are the same for all: nobody is strictly worse, so everybody scores 1.
    assert {(row["r"], row["m"]) for row in found["cells"]} == {(1, 1)}


def test_cuts_say_what_earns_a_score():
    engine = ask(shop_with_occasions([1, 1, 1, 1, 1, 1, 2, 2, 3, 5]))
    cuts = score_cuts(engine=engine, thresholds=MAIL_ORDER, mode="quantile")
    assert cuts.f == (2, 2, 2, 3)
    assert cuts.r == cuts.m == (None, None, None, None)
    fixed = score_cuts(engine=engine, thresholds=MAIL_ORDER)
    assert (fixed.r, fixed.f) == ((30, 90, 180, 365), (2, 3, 4, 5))


@pytest.mark.parametrize(
    ("silence", "score"), [(30, 5), (31, 4), (90, 4), (91, 3), (180, 3), (365, 2), (366, 1)]
)
def test_fixed_recency_includes_its_limit(silence, score):
    found = answer([("A", AS_OF - timedelta(days=silence), 1000)])
    assert [row["r"] for row in found["cells"]] == [score]


def bins(found, part):
    return {(row["low"], row["high"]): row["customers"] for row in found["plus"][part]}


@given(shops())
@settings(max_examples=25)
def test_plus_bins_hold_the_customers_that_have_the_value(sales):
    everybody = people(sales)
    found = answer(sales)
    repeaters = [person for person in everybody if person.tenure]
    year, years = date(2025, 11, 20), date(2024, 11, 20)
    expected = Counter()
    for person in repeaters:
        ratio = person.silence * (len(person.occasions) - 1) / person.tenure
        expected[next(b for b in bins(found, "overdue_ratio") if b[1] is None or ratio < b[1])] += 1
    assert {b: n for b, n in bins(found, "overdue_ratio").items() if n} == expected
    traded = [
        (max(person.between(year, AS_OF), 0), max(person.between(years, year), 0))
        for person in everybody
    ]
    assert sum(bins(found, "trend").values()) == sum(a + b > 0 for a, b in traded)
    assert bins(found, "trend")[1, 1] == sum(a > 0 == b for a, b in traded)
    assert bins(found, "trend")[-1, -1] == sum(b > 0 == a for a, b in traded)
    assert sum(bins(found, "tenure").values()) == len(everybody)
    assert bins(found, "tenure")[0, 1] == len(everybody) - len(repeaters)


@pytest.mark.parametrize(
    ("last_year", "year_before", "bin_"),
    [
        (1000, 0, (1, 1)),
        (0, 1000, (-1, -1)),
        (1000, 1000, (-0.2, 0.2)),
        (600, 400, (-0.2, 0.2)),
        (601, 400, (0.2, 0.6)),
        (400, 601, (-0.6, -0.2)),
        (800, 200, (0.2, 0.6)),
        (801, 200, (0.6, 1)),
        (200, 801, (-1, -0.6)),
    ],
)
def test_trend_is_symmetric(last_year, year_before, bin_):
    sales = [
        ("A", AS_OF - timedelta(days=800), 1),
        ("A", AS_OF - timedelta(days=500), year_before),
        ("A", AS_OF - timedelta(days=100), last_year),
    ]
    found = answer([sale for sale in sales if sale[2]])
    assert [key for key, n in bins(found, "trend").items() if n] == [bin_]


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="quintile"):
        answer([], mode="quintile")


def test_no_customers():
    for mode in ("fixed", "quantile"):
        found = answer([], mode=mode)
        assert found["cells"] == []
        assert len(found["segments"]) == 11
        assert found["grid"][0]["average"] is None
