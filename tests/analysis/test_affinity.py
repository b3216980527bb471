from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.affinity import affinity, owners, owners_without, sequels
from goen.analysis.chance import upper_tail
from tests.analysis._goods import AS_OF, Line, ago, lines, told
from tests.analysis._worked import tables, whole

SINCE = ago(500)


def bought(rows):
    """Customer, day and product of a positive net amount."""
    nets = defaultdict(int)
    for row in rows:
        if row.customer and row.product and row.day <= AS_OF:
            nets[row.customer, row.day, row.product] += row.amount
    return sorted(key for key, net in nets.items() if net > 0)


def baskets(rows, window):
    found = defaultdict(set)
    for customer, day, product in bought(rows):
        if day >= SINCE:
            found[customer, (AS_OF - day).days // window].add(product)
    return list(found.values())


@given(lines(), st.sampled_from([1, 90]))
@settings(max_examples=20)
def test_pairs_are_those_counted_by_hand(rows, window):
    with told(rows) as engine:
        found = affinity(engine=engine, as_of=AS_OF, since=SINCE, window_days=window, least=1)
    every = baskets(rows, window)
    assert found.baskets == len(every)
    assert found.products == found.compared == len(set().union(*every))
    pairs = {frozenset((pair.a, pair.b)): pair for pair in found.pairs}
    assert len(pairs) == len(found.pairs)
    for a, b in combinations(sorted(set().union(*every)), 2):
        both = sum({a, b} <= basket for basket in every)
        if not both:
            assert frozenset((a, b)) not in pairs
            continue
        pair = pairs[frozenset((a, b))]
        in_a, in_b = (sum(one in basket for basket in every) for one in (pair.a, pair.b))
        assert (pair.baskets, pair.a_baskets, pair.b_baskets) == (both, in_a, in_b)
        assert in_a <= in_b
        assert pair.support == both / len(every)
        assert pair.confidence == both / in_a
        assert pair.lift == pytest.approx(pair.confidence / (in_b / len(every)))
        assert pair.leverage == pytest.approx(pair.support - in_a * in_b / len(every) ** 2)
        without = len(every) - in_a
        if pair.ratio is not None:
            assert pair.ratio == pytest.approx(pair.confidence / ((in_b - both) / without))
        else:
            assert in_b == both
        (p,) = upper_tail(both=both, one=in_a, other=in_b, whole=len(every))
        assert pair.p == p <= pair.q


def first(rows, customer, product):
    days = [day for who, day, what in bought(rows) if (who, what) == (customer, product)]
    return min(days, default=None)


@given(lines(most=50, customers=5))
@settings(max_examples=15)
def test_sequels_are_those_counted_by_hand(rows):
    with told(rows) as engine:
        found = sequels(engine=engine, as_of=AS_OF, since=SINCE, within_days=90, least=1)
    assert found.until == ago(90)
    pairs = {(pair.a, pair.b): pair for pair in found.pairs}
    products = {what for _, day, what in bought(rows) if day >= SINCE}
    customers = {who for who, _, _ in bought(rows)}
    for a, b in permutations(sorted(products), 2):
        exposed = followed = 0
        for customer in customers:
            start, then = first(rows, customer, a), first(rows, customer, b)
            if start is None or not SINCE <= start <= ago(90) or (then and then <= start):
                continue
            exposed += 1
            followed += then is not None and (then - start).days <= 90
        if followed:
            assert (pairs[a, b].customers, pairs[a, b].followed) == (exposed, followed)
            assert pairs[a, b].share == followed / exposed
        else:
            assert (a, b) not in pairs


def test_who_has_a_product_is_compared_with_the_visits_of_the_same_month():
    rows = []
    for number in range(10):  # six of ten who buy tea come back for the caddy
        rows.append(Line(f"T{number}", ago(200), 1000, "茶"))
        if number < 6:
            rows.append(Line(f"T{number}", ago(180), 1000, "茶筒"))
    for number in range(15):  # three of fifteen others do
        rows.append(Line(f"S{number}", ago(200), 1000, "菓子"))
        if number < 3:
            rows.append(Line(f"S{number}", ago(180), 1000, "茶筒"))
    rows += [Line(f"F{number}", ago(120), 1000, "茶筒") for number in range(40)]  # another month
    with told(rows) as engine:
        found = sequels(engine=engine, as_of=AS_OF, since=SINCE).pairs
    (pair,) = found
    assert (pair.a, pair.b, pair.customers, pair.followed) == ("茶", "茶筒", 10, 6)
    assert pair.ratio == pytest.approx((6 / 10) / (3 / 15))
    assert not pair.sure


def test_only_the_products_with_the_most_buyers_are_compared():
    rows = [Line(f"C{n}", ago(n), 100, p) for n in range(9) for p in ("a", "b", "c")[: 3 - n // 6]]
    rows += [Line(f"C{n}", ago(n), 100, "d") for n in range(5)]
    with told(rows) as engine:
        found = affinity(engine=engine, as_of=AS_OF, since=SINCE, most_products=2)
    assert (found.products, found.compared) == (4, 2)
    assert [(pair.a, pair.b, pair.baskets) for pair in found.pairs] == [("b", "a", 9)]
    assert found.pairs[0].ratio is None  # all have both


@given(lines())
@settings(max_examples=15)
def test_owners_without_are_those_counted_by_hand(rows):
    nets, last = defaultdict(int), {}
    for row in rows:
        nets[row.customer, row.product] += row.amount
        if row.amount > 0:
            key = row.customer, row.product
            last[key] = max(last.get(key, row.day), row.day)
    expected = {
        (who, last[who, "竹茶"])
        for who, what in nets
        if who and what == "竹茶" and nets[who, what] > 0 and nets.get((who, "海苔"), 0) <= 0
    }
    with told(rows) as engine:
        found = owners_without(engine=engine, as_of=AS_OF, owned="竹茶", missing="海苔")
        counted = owners(engine=engine, as_of=AS_OF, since=ago(800))
    assert counted.get(("竹茶", "海苔"), len(found)) == len(found)
    assert counted.get(("竹茶", "竹茶"), 0) == sum(
        who is not None and what == "竹茶" and net > 0 for (who, what), net in nets.items()
    )
    assert {(owner.customer, owner.last_day) for owner in found} == expected
    assert [owner.last_day for owner in found] == sorted(
        (owner.last_day for owner in found), reverse=True
    )


def test_nothing_bought():
    with told([]) as engine:
        found = affinity(engine=engine, as_of=AS_OF, since=SINCE)
        assert (found.baskets, found.products, found.pairs) == (0, 0, [])
        assert sequels(engine=engine, as_of=AS_OF, since=SINCE).pairs == []
        late = sequels(engine=engine, as_of=AS_OF, since=AS_OF, within_days=90)
        assert late.pairs == []
        assert late.until < AS_OF - timedelta(days=1)


def test_the_worked_example(checkout):
    page = checkout / "docs" / "methods" / "affinity.md"
    lists, counts = tables(page)
    rows = [
        Line(f"C{number}{copy}", ago(number), 1000, product)
        for number, row in enumerate(lists)
        for copy in range(whole(row["baskets"]))
        for product in row["products"].split("・")
    ]
    with told(rows) as engine:
        found = affinity(engine=engine, as_of=AS_OF, since=SINCE)
    assert found.baskets == 100
    assert [
        {
            "A → B": f"{pair.a} → {pair.b}",
            "both": str(pair.baskets),
            "support": f"{pair.support:.2f}",
            "confidence": f"{pair.confidence:.2f}",
            "lift": f"{pair.lift:.2f}",
            "leverage": f"{pair.leverage:+.3f}".replace("-", "−"),
            "ratio": f"{pair.ratio:.2f}",
            "p": f"{pair.p:.2g}",
            "q": f"{pair.q:.2g}",
        }
        for pair in found.pairs
    ] == counts
