from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from goen.analysis.chance import adjusted, stratified, upper_tail

# Benjamini and Hochberg (1995), section 4: 15 tests of two ways to treat infarctions.
PUBLISHED = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262),
    *(0.5719, 0.6528, 0.7590, 1.0),
)


def exact(both, one, other, whole):
    """P(X ≥ both) in whole numbers."""
    ways = sum(
        comb(one, x) * comb(whole - one, other - x)
        for x in range(max(both, one + other - whole, 0), min(one, other) + 1)
    )
    return ways / comb(whole, other)


def test_fishers_lady_tasting_tea():
    assert upper_tail(both=[3, 4], one=4, other=4, whole=8) == pytest.approx([17 / 70, 1 / 70])


@given(st.integers(1, 60), st.data())
@settings(max_examples=200)
def test_tails_are_those_of_whole_numbers(whole, data):
    one, other = (data.draw(st.integers(1, whole)) for _ in range(2))
    both = data.draw(st.integers(0, min(one, other)))
    (found,) = upper_tail(both=both, one=one, other=other, whole=whole)
    assert found == pytest.approx(exact(both, one, other, whole), rel=1e-9)


def test_tails_of_large_counts():
    both, one, other, whole = map(
        np.array, zip(*product((900, 1000, 1300), (40_000,), (25_000,), (1_000_000,)), strict=True)
    )
    found = upper_tail(both=both, one=one, other=other, whole=whole)
    assert found == pytest.approx(hypergeom.sf(both - 1, whole, one, other), rel=1e-6)


def test_the_published_example_of_many_tests():
    q = adjusted(p=PUBLISHED)
    assert (q < 0.05).tolist() == [True] * 4 + [False] * 11  # as the paper says; Bonferroni: three
    assert q[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.integers(0, 30))
@settings(max_examples=60)
def test_adjusting_keeps_the_order_and_counts_tests_that_are_not_given(p, more):
    q = adjusted(p=p, tests=len(p) + more)
    assert q == pytest.approx(adjusted(p=[*p, *[1.0] * more])[: len(p)])
    assert all(given * (1 - 1e-12) <= found <= 1 for given, found in zip(p, q, strict=True))
    assert all(q[a] <= q[b] for a in range(len(p)) for b in range(len(p)) if p[a] < p[b])


def test_one_stratum_compares_two_shares():
    # 6 of 10 against 3 of 15
    ratio, p = stratified(
        followed=np.array([[6.0]]),
        exposed=np.array([[10.0]]),
        all_followed=np.array([[9.0]]),
        everybody=np.array([[25.0]]),
    )
    assert ratio == pytest.approx([(6 / 10) / (3 / 15)])
    assert exact(6, 10, 9, 25) < p[0] < 0.12


def test_a_difference_between_months_is_none_between_products():
    # Everybody follows in December, nobody in June; the exposed come in December.
    ratio, p = stratified(
        followed=np.array([[40.0, 0.0]]),
        exposed=np.array([[50.0, 5.0]]),
        all_followed=np.array([[80.0, 0.0]]),
        everybody=np.array([[100.0, 100.0]]),
    )
    assert (ratio, p) == (pytest.approx([1]), pytest.approx([1]))


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 12)), max_size=4))
@settings(max_examples=80)
def test_the_p_value_is_never_too_small(strata):
    strata = [(n, min(s, n + rest), n + rest) for n, s, rest in strata] or [(1, 0, 2)]
    spread = np.array([1.0])
    for exposed, hits, everybody in strata:
        spread = np.convolve(
            spread, hypergeom.pmf(np.arange(exposed + 1), everybody, hits, exposed)
        )
    for count in range(len(spread)):
        followed = np.zeros((1, len(strata)))
        followed[0, 0] = count  # only the sum matters to the test
        _, p = stratified(
            followed=followed,
            exposed=np.array([[float(n) for n, _, _ in strata]]),
            all_followed=np.array([[float(s) for _, s, _ in strata]]),
            everybody=np.array([[float(all_) for _, _, all_ in strata]]),
        )
        assert p[0] >= spread[count:].sum() - 1e-9
