from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.amounts import tile_ends
from goen.analysis.decile import decile
from tests.analysis._small import AS_OF, ask, best_first, people, shops, shuffled


def shop(amounts):
    """One customer and one purchase per amount."""
    return [(f"C{number:05d}", AS_OF, amount) for number, amount in enumerate(amounts)]


def members(everybody):
    """NTILE(10) in plain Python: the customers of each decile, best first."""
    ordered, size, larger = best_first(everybody), *divmod(len(everybody), 10)
    parts = []
    for number in range(10):
        count = size + (number < larger)
        parts.append(ordered[:count])
        ordered = ordered[count:]
    return parts


def by_hand(everybody):
    parts, done = members(everybody), 0
    total = sum(person.amount for person in everybody)
    rows = []
    for number, part in enumerate(parts):
        sales = sum(person.amount for person in part)
        done += sales
        edge, beyond = part[-1].amount, [person.amount for p in parts[number + 1 :] for person in p]
        ties = sum(person.amount == edge for person in everybody) if edge in beyond else 0
        rows.append(
            {
                "decile": number + 1,
                "customers": len(part),
                "sales": sales,
                "share": sales / total if total > 0 else None,
                "cumulative_share": done / total if total > 0 else None,
                "average": (2 * sales + len(part)) // (2 * len(part)),
                "ratio": (sales * len(everybody)) / (total * len(part)) if total > 0 else None,
                "boundary_ties": ties,
            }
        )
    return rows


@given(shops(customers=30, most=80))
@settings(max_examples=30)
def test_deciles_are_those_of_a_sorted_list(sales):
    everybody = people(sales)
    found = decile(engine=ask(sales))
    assert found == (by_hand(everybody) if len(everybody) >= 10 else [])


@given(st.lists(st.sampled_from([100, 200, 300]), min_size=10, max_size=120))
@settings(max_examples=25)
def test_many_ties_are_divided_exactly(amounts):
    sales = shop(amounts)
    assert decile(engine=ask(sales)) == by_hand(people(sales))


@given(shops(customers=30, most=80), st.integers(0, 99))
@settings(max_examples=15)
def test_the_order_of_rows_does_not_matter(sales, seed):
    assert decile(engine=ask(sales)) == decile(engine=ask(shuffled(sales, seed)))


def test_twenty_three_customers_make_3_3_3_and_seven_times_2():
    assert tile_ends(customers=23, tiles=10) == [3, 6, 9, 11, 13, 15, 17, 19, 21, 23]
    found = decile(engine=ask(shop(range(1, 24))))
    assert [row["customers"] for row in found] == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]
    assert found[0]["sales"] == 23 + 22 + 21


@given(st.integers(10, 400))
@settings(max_examples=15)
def test_sizes_are_those_of_ntile(customers):
    engine = ask(shop(range(1, customers + 1)))
    ntile = engine.connection.execute(
        "SELECT count(*) FROM (SELECT ntile(10) OVER (ORDER BY amount DESC) AS tile FROM standing)"
        " GROUP BY tile ORDER BY tile"
    ).fetchall()
    assert [row["customers"] for row in decile(engine=engine)] == [count for (count,) in ntile]


def test_all_alike():
    found = decile(engine=ask(shop([500] * 25)))
    assert [row["customers"] for row in found] == [3] * 5 + [2] * 5
    assert [row["boundary_ties"] for row in found] == [25] * 9 + [0]
    assert {row["average"] for row in found} == {500}
    assert {row["ratio"] for row in found} == {1.0}
    assert found[-1]["cumulative_share"] == 1.0


def test_fewer_than_ten_customers_have_no_deciles():
    assert decile(engine=ask(shop(range(1, 10)))) == []
    assert len(decile(engine=ask(shop(range(1, 11))))) == 10


def test_customers_without_a_purchase_are_left_out():
    sales = [*shop(range(100, 110)), ("R", AS_OF, -7)]
    assert sum(row["customers"] for row in decile(engine=ask(sales))) == 10


def test_a_return_larger_than_all_sales_leaves_shares_unknown():
    sales = [(f"C{n}", AS_OF - timedelta(days=9), 10) for n in range(10)] + [("C0", AS_OF, -500)]
    found = decile(engine=ask(sales))
    assert sum(row["sales"] for row in found) == -400
    assert found[-1]["sales"] == -490
    assert {row["share"] for row in found} == {None}


@pytest.mark.parametrize("amount", [3_000_000_000, 90_000_000_000_000])
def test_large_amounts_stay_exact(amount):
    found = decile(engine=ask(shop([amount] * 7 + [amount + 1] * 8)))
    assert sum(row["sales"] for row in found) == 15 * amount + 8
    assert found[0]["sales"] == 2 * (amount + 1)
