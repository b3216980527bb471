from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.abc import abc
from goen.analysis.decile import decile
from goen.analysis.marks import view_customer_marks
from goen.analysis.rfm import rfm
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, best_first, people, shops, shuffled


def marks(engine, *, mode="fixed"):
    view_customer_marks(engine=engine, thresholds=MAIL_ORDER, mode=mode)
    rows = engine.connection.execute(
        "SELECT customer, decile, abc, r, f, m FROM customer_marks ORDER BY customer"
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


@given(shops(customers=30, most=80))
@settings(max_examples=25)
def test_deciles_follow_amount_then_latest_purchase_then_code(sales):
    everybody = people(sales)
    size, larger = divmod(len(everybody), 10)
    sizes = [size + (number < larger) for number in range(10)]
    tiles = [number + 1 for number in range(10) for _ in range(sizes[number])]
    ordered = [person.customer for person in best_first(everybody)]
    expected = dict(zip(ordered, tiles if size else [None] * len(ordered), strict=True))
    found = marks(ask(sales))
    assert {customer: row[0] for customer, row in found.items()} == expected


@given(shops(customers=30, most=80), st.sampled_from(["fixed", "quantile"]))
@settings(max_examples=25)
def test_marks_agree_with_the_sums(sales, mode):
    engine = ask(sales)
    found = marks(engine, mode=mode)
    limits = {"engine": engine, "thresholds": MAIL_ORDER}
    tiles = Counter(row[0] for row in found.values())
    assert all(tiles[row["decile"]] == row["customers"] for row in decile(engine=engine))
    classes = abc(as_of=AS_OF, **limits)
    places = Counter(row[1] for row in found.values())
    if classes is None:
        assert set(places) <= {None}
    else:
        assert [places[n] for n in (1, 2, 3)] == [row["customers"] for row in classes["customers"]]
    cells = rfm(scheme=MAIL_ORDER.scheme(), mode=mode, **limits)["cells"]
    assert Counter(row[2:] for row in found.values()) == {
        (cell["r"], cell["f"], cell["m"]): cell["customers"] for cell in cells
    }


@given(shops(customers=30, most=80), st.integers(0, 99))
@settings(max_examples=12)
def test_the_order_of_rows_does_not_matter(sales, seed):
    assert marks(ask(sales)) == marks(ask(shuffled(sales, seed)))
