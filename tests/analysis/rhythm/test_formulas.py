"""The formulas against published figures, closed forms, and known truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from goen.analysis.rhythm import Decline, Prior, overdue_probability, rate_change, silence_at
from goen.analysis.rhythm.fits import Leaving, fit_closed, fit_gaps, fit_rates
from goen.analysis.rhythm.rates import above_target, take_off_days, target_rate
from goen.analysis.rhythm.regularity import regularity


def test_overdue_probability_of_chance_gaps_is_the_closed_form():
    silence, gaps, total = np.array([0, 10, 90, 400]), np.array([0, 1, 3, 8]), 120.0
    found = overdue_probability(silence=silence, gaps=gaps, total=total, k=1, prior=Prior(2, 60))
    assert found == pytest.approx(((60 + 120) / (60 + 120 + silence)) ** (2 + gaps))


def test_overdue_probability_of_regular_gaps_is_the_integral_over_rates():
    rates = np.random.default_rng(1).gamma(2 + 4 * 3, 1 / (60 + 90), 400_000)
    by_hand = stats.gamma.sf(70 * rates, 4).mean()
    found = overdue_probability(silence=70, gaps=3, total=90, k=4, prior=Prior(2, 60))
    assert found == pytest.approx(by_hand, abs=0.002)


def test_without_prior_a_first_contact_tells_nothing():
    found = overdue_probability(silence=[30, 30], gaps=[0, 1], total=[0, 30], k=1)
    assert np.isnan(found[0])
    assert found[1] == 0.5
    assert np.isnan(silence_at(p=0.05, gaps=[0, 1], total=[0, 30], k=1)[0])


# Multiples of the mean gap at 5 % without a prior: (k, n) → multiple, as published.
MULTIPLES = {
    (1, 1): 19,
    (1, 2): 6.9,
    (1, 5): 4.1,
    (1, 30): 3.2,
    (2, 1): 6.4,
    (2, 2): 3.8,
    (2, 5): 2.9,
    (2, 30): 2.5,
    (4, 1): 3.4,
    (4, 2): 2.6,
    (4, 5): 2.2,
    (4, 30): 2.0,
}


@pytest.mark.parametrize(("k", "gaps"), MULTIPLES)
def test_multiples_of_the_mean_gap_are_as_published(k, gaps):
    multiple = float(silence_at(p=0.05, gaps=[gaps], total=[float(gaps)], k=k)[0])
    assert multiple == pytest.approx(MULTIPLES[k, gaps], rel=0.026)


@pytest.mark.parametrize("p", [0.5, 0.1, 0.05, 0.01])
@pytest.mark.parametrize("k", [1, 1.7, 4, 10])
def test_silence_at_is_the_inverse_of_the_overdue_probability(k, p):
    gaps = np.array([0, 1, 2, 8, 100, 3000])
    total = gaps * 30.0
    known = {"gaps": gaps, "total": total, "k": k, "prior": Prior(0.4, 20.0)}
    silence = silence_at(p=p, **known)
    assert overdue_probability(silence=silence, **known) == pytest.approx(np.full(6, p))


@pytest.mark.parametrize("k", [1, 2, 4])
def test_false_alarms_are_as_rare_as_promised(k):
    """Of customers who go on as before, 5 % (1 %) are called late at the end of a gap."""
    random = np.random.default_rng(k)
    prior, size = Prior(2, 60), 100_000
    for gaps in (0, 1, 3, 8):
        rates = random.gamma(2, 1 / 60, size)
        total = random.gamma(max(k * gaps, 1), 1, size) / rates if gaps else np.zeros(size)
        coming = random.gamma(k, 1, size) / rates
        p = overdue_probability(
            silence=coming, gaps=np.full(size, gaps), total=total, k=k, prior=prior
        )
        for level in (0.10, 0.05, 0.01):
            assert abs((p < level).mean() - level) < 4 * np.sqrt(level * (1 - level) / size)


@pytest.mark.parametrize(("k", "recovered"), [(1, 1.00), (2, 1.97), (4, 3.97)])
def test_regularity_is_recovered(k, recovered):
    random = np.random.default_rng(3)
    rates = random.gamma(2, 1 / 60, 20_000)
    first, second = (random.gamma(k, 1, 20_000) / rates for _ in range(2))
    assert regularity(first=first, second=second) == pytest.approx(recovered, rel=0.05)


def test_regularity_stays_within_its_limits():
    random = np.random.default_rng(4)
    ones = np.ones(50)
    assert regularity(first=ones, second=ones) == 10
    assert regularity(first=ones[:29], second=ones[:29]) == 1  # too few to say more
    wild = random.pareto(0.3, 500) + 1
    assert regularity(first=wild, second=wild[::-1]) == 1


def test_the_prior_of_closed_gaps_is_recovered():
    random = np.random.default_rng(5)
    gaps = random.integers(2, 12, 3000)
    rates = random.gamma(2, 1 / 60, 3000)
    each = [random.gamma(2, 1, n) / rate for n, rate in zip(gaps, rates, strict=True)]
    total = np.array([part.sum() for part in each])
    k, prior = fit_closed(gaps=gaps, total=total, log_gaps=np.log(np.concatenate(each)).sum())
    assert (k, prior.shape, prior.rate) == pytest.approx((2, 2, 60), rel=0.12)
    given, same = fit_closed(gaps=gaps, total=total, k=2)
    assert (given, same.shape, same.rate) == pytest.approx((2, 2, 60), rel=0.12)


def watched(random, *, k, leaving, size=5000, days=1095.0):
    """Customers seen for up to `days`: gaps, their sum, and the silence since the last contact."""
    rates, begins = random.gamma(2, 1 / 60, size), random.uniform(0, days, size)
    length = random.gamma(k, 1, (size, 200)) / rates[:, None]
    stays = random.geometric(random.beta(*leaving, size) if leaving else 1e-9, size) - 1
    length[np.arange(200) >= stays[:, None]] = np.inf
    ends = length.cumsum(axis=1)
    inside = ends <= (days - begins)[:, None]
    gaps, total = inside.sum(axis=1), np.where(inside, ends, 0).max(axis=1)
    return gaps, total, days - begins - total


@pytest.mark.parametrize("leaving", [None, (0.8, 2.4)])
@pytest.mark.parametrize("k", [1, 2, 4])
def test_a_fit_to_watched_customers_keeps_false_alarms_at_five_percent(k, leaving):
    random = np.random.default_rng(6)
    gaps, total, silence = watched(random, k=k, leaving=leaving)
    prior, left = fit_gaps(gaps=gaps, total=total, silence=silence, k=k)
    assert (prior.shape, prior.rate) == pytest.approx((2, 60), rel=0.2)
    if leaving:
        assert left.a / (left.a + left.b) == pytest.approx(0.25, abs=0.04)
    else:
        assert left.a / (left.a + left.b) < 0.005
    size = 30_000
    for seen in (0, 1, 3, 8):
        rates = random.gamma(2, 1 / 60, size)
        before = random.gamma(max(k * seen, 1), 1, size) / rates if seen else np.zeros(size)
        coming = random.gamma(k, 1, size) / rates
        p = overdue_probability(
            silence=coming, gaps=np.full(size, seen), total=before, k=k, prior=prior
        )
        assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.01)


def test_the_fit_to_closed_gaps_alone_alarms_too_early_for_newcomers():
    random = np.random.default_rng(7)
    gaps, total, _ = watched(random, k=2, leaving=None)
    _, prior = fit_closed(gaps=gaps, total=total, k=2)
    rates = random.gamma(2, 1 / 60, 100_000)
    p = overdue_probability(
        silence=random.gamma(2, 1, 100_000) / rates, gaps=0, total=0.0, k=2, prior=prior
    )
    assert (p < 0.05).mean() > 0.09


def test_alive_is_that_of_mbg_nbd_when_gaps_come_by_chance():
    r, alpha, a, b = 0.5248, 6.183, 0.8914, 1.614
    x, t_x, age = np.array([0, 2, 10]), np.array([0, 30.43, 36.0]), np.array([38.86, 38.86, 39.0])
    by_formula = 1 / (1 + a / (b + x) * ((alpha + age) / (alpha + t_x)) ** (r + x))
    overdue = overdue_probability(silence=age - t_x, gaps=x, total=t_x, k=1, prior=Prior(r, alpha))
    assert Leaving(a, b).alive(gaps=x, overdue=overdue) == pytest.approx(by_formula)


def test_rate_change_is_that_of_the_published_example():
    found = rate_change(recent=2, recent_time=17877, baseline=9, baseline_time=16660)
    assert float(found.p_two_sided) == pytest.approx(0.05011, abs=5e-6)
    assert float(found.ratio) == pytest.approx(0.2070941557, abs=1e-10)
    assert float(found.low) == pytest.approx(0.02177406, abs=1e-8)
    assert float(found.high) == pytest.approx(1.00054910, abs=1e-8)


VECTORS = [
    (12, 1, 0.2396, Decline.UNDECIDED),
    (24, 2, 0.0882, Decline.NO),
    (12, 0, 0.0710, Decline.UNDECIDED),
    (52, 5, 0.0204, Decline.YES),
    (6, 0, 0.2665, Decline.UNDECIDED),
]


@pytest.mark.parametrize(("baseline", "recent", "p", "decline"), VECTORS)
def test_one_sided_vectors_of_a_year_and_ninety_days(baseline, recent, p, decline):
    found = rate_change(recent=recent, recent_time=90, baseline=baseline, baseline_time=365)
    assert float(found.p) == pytest.approx(p, abs=5e-5)
    assert int(found.decline) == decline


def test_a_small_fall_is_no_decline_however_sure():
    found = rate_change(recent=8000, recent_time=90, baseline=40_000, baseline_time=365)
    assert found.p < 1e-12
    assert 0.7 < found.ratio < 1
    assert int(found.decline) == Decline.NO


def test_counts_that_rise_are_no_decline_even_where_nothing_could_be_shown():
    found = rate_change(recent=12, recent_time=90, baseline=4, baseline_time=365)
    assert int(found.decline) == Decline.NO


def test_without_a_baseline_nothing_is_decided():
    found = rate_change(recent=[0, 5], recent_time=90, baseline=0, baseline_time=[365, 0])
    assert list(found.decline) == [Decline.UNDECIDED, Decline.UNDECIDED]
    assert list(found.p) == [1, 1]


def test_an_exact_test_is_never_too_easy():
    """Of customers whose rate stays, at most 5 % have p < 0.05, however rare their contacts."""
    random = np.random.default_rng(8)
    for yearly in (6, 12, 52, 200):
        baseline = random.poisson(yearly, 20_000)
        recent = random.poisson(yearly * 90 / 365, 20_000)
        found = rate_change(recent=recent, recent_time=90, baseline=baseline, baseline_time=365)
        assert (found.p < 0.05).mean() <= 0.055
        inside = (found.low <= 1) & (found.high >= 1)
        assert inside[baseline + recent > 0].mean() >= 0.945


def test_rates_are_recovered_and_newcomers_are_not_rewarded():
    random = np.random.default_rng(9)
    age = random.uniform(1, 1000, 30_000)
    rates = fit_rates(gaps=random.poisson(random.gamma(0.6, 1 / 50, 30_000) * age), age=age)
    assert (rates.shape, rates.rate) == pytest.approx((0.6, 50), rel=0.08)
    target = target_rate(rates=rates)
    assert stats.gamma.cdf(target, rates.shape, scale=1 / rates.rate) == pytest.approx(0.8)
    above = above_target(gaps=[1, 60, 0], age=[3, 1000, 1000], rates=rates, target=target)
    assert above[0] < 0.8 < above[1]
    assert above[2] < 0.05


def test_take_off_is_the_day_by_which_four_of_five_had_their_third_contact():
    third, gaps = np.arange(10, 110, 10), np.full(10, 5)
    everyone = np.ones(10, dtype=bool)
    assert take_off_days(days_to_third=third, gaps=gaps, good=everyone) == 80
    gaps[2:4] = 1  # no third contact yet: later than any
    assert take_off_days(days_to_third=third, gaps=gaps, good=everyone) == 100
    gaps[4] = 1
    assert take_off_days(days_to_third=third, gaps=gaps, good=everyone) is None
    assert take_off_days(days_to_third=third, gaps=gaps, good=~everyone) is None
