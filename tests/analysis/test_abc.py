from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.abc import abc, class_limits
from goen.analysis.shares import average, least_reaching, rate
from goen.analysis.thresholds import AbcCuts
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, best_first, people, shops, shuffled


def answer(sales, *, columns=None):
    return abc(engine=ask(sales, columns=columns), as_of=AS_OF, thresholds=MAIL_ORDER)


def shop(amounts):
    return [(f"C{number:05d}", AS_OF, amount) for number, amount in enumerate(amounts)]


def by_hand(amounts):
    """Class → number and sum of amounts in descending order, by the share before each."""
    total, before = sum(amounts), 0
    found = {"A": [0, 0], "B": [0, 0], "C": [0, 0]}
    for amount in amounts:
        share = Fraction(before, total)
        name = "A" if share < Fraction(7, 10) else "B" if share < Fraction(9, 10) else "C"
        found[name][0] += 1
        found[name][1] += amount
        before += amount
    return found


def classes(rows, kind):
    return {row["class"]: [row[kind], row["sales"]] for row in rows}


@given(shops(customers=30, most=80))
@settings(max_examples=30)
def test_classes_are_those_of_a_running_share(sales):
    amounts = [person.amount for person in best_first(people(sales))]
    found = answer(sales)
    if sum(amounts) <= 0:
        assert found is None
        return
    assert classes(found["customers"], "customers") == by_hand(amounts)
    assert found["products"] is None


@given(st.lists(st.sampled_from([1, 10, 70, 300]), min_size=1, max_size=120))
@settings(max_examples=25)
def test_an_amount_across_a_limit_is_divided_exactly(amounts):
    found = answer(shop(amounts))
    assert classes(found["customers"], "customers") == by_hand(sorted(amounts, reverse=True))


@given(shops(), st.integers(0, 99))
@settings(max_examples=12)
def test_the_order_of_rows_does_not_matter(sales, seed):
    assert answer(sales) == answer(shuffled(sales, seed))


def test_the_best_customer_is_always_in_class_a():
    found = answer(shop([1000, 1]))
    assert classes(found["customers"], "customers") == {"A": [1, 1000], "B": [0, 0], "C": [1, 1]}
    assert found["customers"][0]["share"] == 1000 / 1001


def test_a_customer_exactly_at_the_limit_is_in_the_next_class():
    # Before the second customer stands exactly 70 %, before the third exactly 90 %.
    found = answer(shop([70, 20, 10]))
    assert classes(found["customers"], "customers") == {"A": [1, 70], "B": [1, 20], "C": [1, 10]}


def test_limits_are_exact_decimals():
    assert class_limits(sales=10, cuts=AbcCuts()) == {"limit_a": 7, "limit_b": 9}
    assert class_limits(sales=11, cuts=AbcCuts(a=0.8, b=0.95)) == {"limit_a": 9, "limit_b": 11}
    assert least_reaching(limit=0.1, whole=30) == 3  # 0.1 * 30 is 3.0000000000000004 in floats


def test_negative_customers_come_last_and_keep_the_total():
    sales = [*shop([600, 400]), ("R", AS_OF - timedelta(days=1), 10), ("R", AS_OF, -110)]
    found = answer(sales)
    assert classes(found["customers"], "customers") == {"A": [2, 1000], "B": [0, 0], "C": [1, -100]}
    assert sum(row["share"] for row in found["customers"]) == pytest.approx(1)


def test_nothing_to_share():
    assert answer([]) is None
    assert answer([("A", AS_OF, 5), ("A", AS_OF - timedelta(days=1), 5)]) is not None
    assert answer([("A", AS_OF - timedelta(days=1), 5), ("A", AS_OF, -5)]) is None


@given(st.lists(st.integers(1, 30), min_size=1, max_size=250))
@settings(max_examples=25)
def test_pareto_is_that_of_a_sorted_list(amounts):
    found = answer(shop(amounts))["pareto"]
    ordered, size = sorted(amounts, reverse=True), len(amounts)
    best = -(-size // 5)  # NTILE(5): the larger fifths come first
    assert found["top_20"] == {
        "customers": best,
        "sales": sum(ordered[:best]),
        "share": sum(ordered[:best]) / sum(amounts),
    }
    assert len(found["curve"]) == min(size, 100) + 1
    for point in found["curve"]:
        place = round(point["customers_share"] * size)
        assert point["customers_share"] == place / size
        assert point["sales_share"] == sum(ordered[:place]) / sum(amounts)
    assert found["curve"][0] == {"customers_share": 0.0, "sales_share": 0.0}
    assert found["curve"][-1] == {"customers_share": 1.0, "sales_share": 1.0}


def test_products_have_classes_when_the_sales_name_them():
    sales = shop([700, 100, 100, 50, 50, 30, -30])
    names = ["茶", "茶", "海苔", "菓子", "米", None, "米"]
    found = answer(sales, columns={"product": names})["products"]
    # 茶 800, 海苔 100, 菓子 50, 米 20; the row without a product is in no class: 970 in all.
    assert [(row["class"], row["products"], row["sales"]) for row in found] == [
        ("A", 1, 800),
        ("B", 1, 100),
        ("C", 2, 70),
    ]
    assert found[0]["share"] == 800 / 970


@given(st.lists(st.tuples(st.sampled_from("abcdefghij"), st.integers(-5, 40)), max_size=60))
@settings(max_examples=15)
def test_product_classes_are_those_of_a_running_share(lines):
    lines = [("a", 100), *((name, amount) for name, amount in lines if amount)]
    sums = {}
    for name, amount in lines:
        sums[name] = sums.get(name, 0) + amount
    sales = shop([amount for _, amount in lines])
    found = answer(sales, columns={"product": [name for name, _ in lines]})
    if sum(sums.values()) > 0 and found is not None:
        expected = by_hand(sorted(sums.values(), reverse=True))
        assert classes(found["products"], "products") == expected


def test_products_without_sales_of_their_own_are_unknown():
    found = answer(shop([10, 20]), columns={"product": [None, None]})
    assert found["products"] is None


def test_shares_and_averages():
    assert average(total=5, count=2) == 3
    assert average(total=-5, count=2) == -2
    assert average(total=1, count=0) is None
    assert rate(numerator=0, denominator=0)["share"] is None
