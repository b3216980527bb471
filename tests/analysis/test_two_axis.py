from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.indicators import UnusableIndicators
from goen.analysis.thresholds import TwoAxisCuts, UnreadableThresholds
from goen.analysis.two_axis import two_axis
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, people, shops, shuffled

PAIRS = [("amount", "occasions"), ("occasions", "tenure"), ("tenure", "amount")]


def answer(sales, *, engine=None, columns=None, **cuts):
    thresholds = replace(MAIL_ORDER, two_axis=TwoAxisCuts(**cuts))
    return two_axis(
        engine=engine or ask(sales, columns=columns),
        as_of=AS_OF,
        thresholds=thresholds,
    )


def value(person, indicator):
    return {
        "amount": person.amount,
        "occasions": len(person.occasions),
        "tenure": person.tenure,
    }[indicator]


def cut_by_hand(everybody, indicator, share):
    """The least value that `share` percent of those counted do not exceed."""
    counted = sorted(
        value(person, indicator)
        for person in everybody
        if indicator == "amount" or len(person.occasions) > 1
    )
    for place, candidate in enumerate(counted, start=1):
        if place == len(counted) or (
            counted[place] != candidate and 100 * place >= share * len(counted)
        ):
            return candidate
    return None


def is_new(person):
    return len(person.occasions) == 1 or person.tenure < MAIL_ORDER.toddler_days


def above(number, cut):
    return cut is not None and number >= cut


@given(shops(customers=20, most=60), st.sampled_from(PAIRS))
@settings(max_examples=30)
def test_ranks_and_cells_are_those_of_a_loop_over_customers(sales, pair):
    everybody = people(sales)
    found = answer(sales, x=pair[0], y=pair[1])
    cuts = {
        axis: [cut_by_hand(everybody, name, share) for share in (50, 80)]
        for axis, name in zip("xy", pair, strict=True)
    }
    assert found["three"]["cuts"] == cuts
    for axis, name in zip("xy", pair, strict=True):
        assert found[axis]["cut"] == cuts[axis][1 if name == "amount" else 0]
    ranks, cells, thirds, three = Counter(), Counter(), Counter(), Counter()
    for person in everybody:
        halves = [above(value(person, n), found[a]["cut"]) for a, n in zip("xy", pair, strict=True)]
        rank = "new" if is_new(person) else ("existing", "valued", "vip")[sum(halves)]
        third = [
            sum(above(value(person, n), cut) for cut in cuts[a])
            for a, n in zip("xy", pair, strict=True)
        ]
        score = sum(third)
        ranks[rank] += 1
        cells[tuple(map(int, halves))] += 1
        thirds[tuple(third)] += 1
        name = "vip" if score == 4 else "valued" if score >= 2 else "existing"
        three["new" if is_new(person) else name] += 1
    assert {row["rank"]: row["customers"] for row in found["ranks"] if row["customers"]} == ranks
    assert {(c["x"], c["y"]): c["customers"] for c in found["cells"] if c["customers"]} == cells
    assert {
        (c["x"], c["y"]): c["customers"] for c in found["three"]["cells"] if c["customers"]
    } == thirds
    assert {r["rank"]: r["customers"] for r in found["three"]["ranks"] if r["customers"]} == three


@given(shops(customers=20, most=60))
@settings(max_examples=25)
def test_sales_and_customers_add_up_everywhere(sales):
    found = answer(sales)
    totals = (len(people(sales)), sum(person.amount for person in people(sales)))
    for rows in (found["ranks"], found["cells"], found["three"]["cells"], found["three"]["ranks"]):
        assert (sum(r["customers"] for r in rows), sum(r["sales"] for r in rows)) == totals
    assert sum(point["customers"] for point in found["scatter"]) == totals[0]
    named = Counter()
    for point in found["scatter"]:
        named[point["rank"]] += point["customers"]
    assert named == {r["rank"]: r["customers"] for r in found["ranks"] if r["customers"]}


@given(shops(customers=20, most=60), st.integers(0, 99))
@settings(max_examples=15)
def test_the_order_of_rows_does_not_matter(sales, seed):
    assert answer(sales) == answer(shuffled(sales, seed))


@given(shops(customers=20, most=60))
@settings(max_examples=15)
def test_points_lie_on_their_own_side_of_the_cuts(sales):
    found = answer(sales)
    for point in found["scatter"]:
        high = above(point["x"], found["x"]["cut"]) + above(point["y"], found["y"]["cut"])
        assert point["rank"] in ("new", ("existing", "valued", "vip")[high])


def regular(customer, amounts, *, days=100):
    """Purchases `days` apart, the last on AS_OF."""
    return [
        (customer, AS_OF - timedelta(days=days * place), amount)
        for place, amount in enumerate(amounts)
    ]


def test_vips_by_amount_then_occasions_then_code():
    sales = [
        *regular("B", [5000, 5000]),
        *regular("A", [5000, 5000]),
        *regular("C", [3000, 3000, 4000]),
        *regular("D", [90_000]),  # one purchase: new, whatever the amount
        *regular("E", [100, 100]),
    ]
    found = answer(sales, x_cut=10_000, y_cut=2)
    assert found["vip"] == [
        {"customer": "C", "customer_name": None, "x": 10_000, "y": 3},
        {"customer": "A", "customer_name": None, "x": 10_000, "y": 2},
        {"customer": "B", "customer_name": None, "x": 10_000, "y": 2},
    ]
    assert {row["rank"]: (row["customers"], row["sales"]) for row in found["ranks"]} == {
        "vip": (3, 30_000),
        "valued": (1, 200),
        "existing": (0, 0),
        "new": (1, 90_000),
    }
    assert found["period"] == {"start": "2026-05-04", "end": "2026-11-20"}


def test_a_value_at_the_cut_is_above_it():
    sales = regular("A", [5000, 5000])
    assert answer(sales, x_cut=10_000, y_cut=2)["vip"]
    assert not answer(sales, x_cut=10_001, y_cut=2)["vip"]
    assert not answer(sales, x_cut=10_000, y_cut=3)["vip"]


def test_default_cuts_are_the_best_fifth_and_the_repeaters_median():
    sales = [sale for n in range(1, 11) for sale in regular(f"C{n:02d}", [100 * n] * (n // 2 + 1))]
    found = answer(sales)
    # Amounts n·100·(n//2+1) rise with n: the eighth of ten reaches 80 %.
    assert found["x"]["cut"] == 800 * 5
    # Repeaters C02 to C10 have 2, 2, 3, 3, 4, 4, 5, 5, 6 occasions: the median is 4.
    assert found["y"]["cut"] == 4
    assert found["x"]["name"] == {"ja": "購入金額", "en": "Amount"}


def test_a_period_counts_what_happened_in_it():
    sales = [
        ("OLD", date(2024, 1, 1), 9000),
        ("OLD", date(2026, 1, 5), 1000),
        ("OLD", date(2026, 2, 5), -100),
        ("NEW", date(2026, 11, 1), 500),
        ("GONE", date(2025, 11, 20), 7000),  # a year ago to the day: just outside
    ]
    found = answer(sales, months=12, x_cut=900, y_cut=1)
    assert found["period"] == {"start": "2025-11-21", "end": "2026-11-20"}
    assert {row["rank"]: (row["customers"], row["sales"]) for row in found["ranks"]} == {
        "vip": (1, 900),
        "valued": (0, 0),
        "existing": (0, 0),
        "new": (1, 500),
    }
    assert found["vip"] == [{"customer": "OLD", "customer_name": None, "x": 900, "y": 1}]


@given(shops(customers=20, most=60))
@settings(max_examples=15)
def test_a_period_without_end_equals_all_history(sales):
    long, whole = answer(sales, months=1000), answer(sales)
    assert long.pop("period")["end"] == whole.pop("period")["end"]
    assert long == whole


@pytest.mark.parametrize("months", [None, 12])
def test_gross_profit_when_the_sales_have_it(months):
    sales = [*regular("A", [1000, 2000]), *regular("B", [5000, 5000])]
    found = answer(
        sales,
        columns={"gross_profit": [900, None, 10, -20]},
        months=months,
        x="gross_profit",
        y="tenure",
        x_cut=0,
        y_cut=100,
    )
    assert found["vip"] == [{"customer": "A", "customer_name": None, "x": 900, "y": 100}]
    assert found["x"]["indicator"] == "gross_profit"
    cells = {(c["x"], c["y"]): (c["customers"], c["sales"]) for c in found["cells"]}
    assert cells == {(0, 0): (0, 0), (0, 1): (1, 10_000), (1, 0): (0, 0), (1, 1): (1, 3000)}


@pytest.mark.parametrize("months", [None, 12])
def test_events_when_the_sales_name_them(months):
    days = [date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)]
    sales = [("A", day, 1000) for day in (days[0], *days)] + [("B", day, 4000) for day in days[:2]]
    events = ["春の催事", "春の催事", "フェア", None, "0", "不参加"]
    found = answer(
        sales, columns={"event": events}, months=months, x="events", y="amount", y_cut=3000
    )
    assert found["x"]["cut"] == 2  # of those who attended at all
    vips = [{key: row[key] for key in ("customer", "x", "y")} for row in found["vip"]]
    assert vips == [{"customer": "A", "x": 2, "y": 4000}]


@pytest.mark.parametrize(
    ("x", "y", "ja"),
    [
        ("gross_profit", "tenure", "粗利か原価の列が必要"),
        ("occasions", "events", "催事（イベント）の列が必要"),
    ],
)
def test_an_indicator_that_the_data_lacks_is_refused_with_the_reason(x, y, ja):
    with pytest.raises(UnusableIndicators) as refused:
        answer(regular("A", [1000]), x=x, y=y)
    assert ja in refused.value.text.ja
    assert refused.value.text.en == str(refused.value)


@pytest.mark.parametrize(("x", "y"), [("amount", "amount"), ("amount", "colour")])
def test_thresholds_name_two_known_indicators(x, y):
    with pytest.raises(UnreadableThresholds, match="two different indicators"):
        answer([], x=x, y=y)


def test_a_wide_scatter_stays_small():
    engine = ask([])
    engine.connection.execute(
        "INSERT INTO standing BY NAME SELECT i AS customer_id, 'C' || i AS customer,"
        " DATE '2020-01-01' AS first_day, DATE '2026-01-01' AS last_day,"
        " CAST(1 + (i * 7919) % 9973 AS INTEGER) AS n,"
        " CAST(power(1.0007, i) AS BIGINT) - 5 AS amount, CAST(2000 AS INTEGER) AS tenure,"
        " CAST(300 AS INTEGER) AS silence, CAST(5 AS TINYINT) AS rank, TRUE AS lapsed,"
        " FALSE AS truncated, 0 AS amount_12m, 0 AS amount_previous_12m"
        " FROM range(1, 30001) AS t(i)"
    )
    found = answer([], engine=engine)
    assert 100 < len(found["scatter"]) <= 900
    assert sum(point["customers"] for point in found["scatter"]) == 30_000


def test_no_customers():
    found = answer([])
    assert (found["x"]["cut"], found["y"]["cut"]) == (None, None)
    assert found["vip"] == found["scatter"] == []
    assert found["period"] == {"start": None, "end": "2026-11-20"}
    assert len(found["cells"]) == 4
    assert len(found["three"]["cells"]) == 9
