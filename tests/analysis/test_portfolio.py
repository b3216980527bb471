from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.calendar import month_end, month_index
from goen.analysis.engine import DuckDBEngine
from goen.analysis.portfolio import cpm, ledger, period_ledger, segments, status
from goen.analysis.presets import preset
from goen.analysis.tables import make_moves, make_standing, make_states
from tests.analysis._duck import opened
from tests.analysis.ledger_by_hand import Sale, load_sales, moves, places

AS_OF = date(2026, 11, 20)
MAIL_ORDER = preset(name="mail_order")
# Limits so short that a few weeks of made-up sales cross all of them.
SHORT = replace(
    MAIL_ORDER, toddler_days=5, loyal_days=12, loyal_amount=30, lapse_days=9, inactive_days=20
)
START = date(2025, 12, 20)


def stand(sales, *, as_of=AS_OF, thresholds=MAIL_ORDER):
    """An engine with all tables of these sales made at `as_of`."""
    connection, _name = opened()
    engine = DuckDBEngine(connection)
    load_sales(engine, sales)
    start = min((day for _, day, _ in sales), default=as_of)
    make_standing(
        engine=engine,
        scheme=thresholds.scheme(),
        thresholds=thresholds,
        as_of=as_of,
        data_start=start,
    )
    make_states(engine=engine)
    make_moves(engine=engine, thresholds=thresholds, as_of=as_of)
    return engine


def standings(engine, thresholds):
    """customer → (rank, lapsed, n, amount, first, last) from the table `standing`."""
    scheme = thresholds.scheme()
    rows = engine.connection.execute(
        "SELECT customer, rank, lapsed, n, amount, first_day, last_day FROM standing"
    ).fetchall()
    return {row[0]: (scheme.rank_key(row[1]), *row[2:]) for row in rows}


# Published boundary vectors: (days before the as-of date, yen) → rank and status.
VECTORS = [
    ([(68, 10000)], "first_time", "active"),
    ([(240, 1)], "first_time", "lapsed"),
    ([(239, 1)], "first_time", "active"),
    ([(150, 10000), (61, 90000)], "toddler", "active"),
    ([(150, 10000), (60, 59999)], "steady", "active"),
    ([(150, 10000), (60, 60000)], "burst", "active"),
    ([(268, 10000), (59, 60000)], "burst", "active"),
    ([(268, 10000), (58, 60000)], "loyal", "active"),
    ([(568, 35000), (240, 35000)], "loyal", "lapsed"),
    ([(568, 35000), (239, 35000)], "loyal", "active"),
    ([(5, 1000), (5, 2000)], "first_time", "active"),
]


@pytest.mark.parametrize(("history", "rank", "expected_status"), VECTORS)
def test_published_boundary_vectors(history, rank, expected_status):
    sales = [("C1", AS_OF - timedelta(days=ago), yen) for ago, yen in history]
    engine = stand(sales)
    counted = [
        row
        for row in cpm(engine=engine, scheme=MAIL_ORDER.scheme(), thresholds=MAIL_ORDER)
        if row["customers"]
    ]
    assert [(row["rank"], row["status"]) for row in counted] == [(rank, expected_status)]
    assert counted[0]["sales"] == sum(yen for _, yen in history)


def test_cpm_always_has_ten_entries_in_order():
    rows = cpm(engine=stand([]), scheme=MAIL_ORDER.scheme(), thresholds=MAIL_ORDER)
    assert [(row["rank"], row["status"]) for row in rows] == segments(scheme=MAIL_ORDER.scheme())
    assert len(rows) == 10
    assert all(row["customers"] == row["sales"] == 0 for row in rows)


def test_interval_of_exactly_the_limit_never_lapses_and_one_day_more_lapses_for_a_day():
    first = date(2025, 1, 1)
    limit = MAIL_ORDER.lapse_days
    kept = stand([("C1", first, 100), ("C1", first + timedelta(days=limit), 100)])
    lapsed = stand([("C1", first, 100), ("C1", first + timedelta(days=limit + 1), 100)])
    sql = "SELECT day, from_lapsed, to_lapsed, cause FROM moves ORDER BY day"
    assert kept.connection.execute(sql).fetchall()[1:] == [
        (first + timedelta(days=limit), False, False, "purchase"),
        (first + timedelta(days=2 * limit), False, True, "time"),
    ]
    assert lapsed.connection.execute(sql).fetchall()[1:3] == [
        (first + timedelta(days=limit), False, True, "time"),
        (first + timedelta(days=limit + 1), True, False, "purchase"),
    ]


def test_return_after_lapse_lowers_the_rank_of_a_lapsed_customer():
    first = date(2025, 1, 1)
    sales = [
        ("C1", first, 40000),
        ("C1", first + timedelta(days=220), 40000),
        ("C1", first + timedelta(days=500), -30000),
    ]
    engine = stand(sales)
    last = engine.connection.execute(
        "SELECT from_rank, from_lapsed, to_rank, to_lapsed, cause "
        "FROM moves ORDER BY day DESC LIMIT 1"
    ).fetchone()
    assert last == (5, True, 3, True, "return")


histories = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", "0012"]),
        st.integers(0, 60).map(lambda days: START + timedelta(days=days)),
        st.sampled_from([-20, -5, 5, 10, 25, 40]),
    ),
    max_size=40,
)


@given(histories, st.integers(0, 75))
@settings(max_examples=60, deadline=None)
def test_standing_equals_the_plain_count(sales: list[Sale], days: int):
    as_of = START + timedelta(days=days)
    expected = places(sales, on=as_of, scheme=SHORT.scheme(), lapse_days=SHORT.lapse_days)
    assert standings(stand(sales, as_of=as_of, thresholds=SHORT), SHORT) == {
        customer: (p.rank, p.lapsed, p.n, p.amount, p.first, p.last)
        for customer, p in expected.items()
    }


@given(histories)
@settings(max_examples=40, deadline=None)
def test_moves_equal_those_seen_by_looking_at_every_day(sales: list[Sale]):
    as_of = START + timedelta(days=75)
    engine = stand(sales, as_of=as_of, thresholds=SHORT)
    scheme = SHORT.scheme()
    rows = engine.connection.execute(
        "SELECT day, customer, from_rank, from_lapsed, to_rank, to_lapsed "
        "FROM moves JOIN customers USING (customer_id)"
    ).fetchall()
    found = [
        (
            day,
            customer,
            None if before is None else (scheme.rank_key(before), was),
            (scheme.rank_key(after), lapsed),
        )
        for day, customer, before, was, after, lapsed in rows
    ]
    expected = moves(sales, as_of=as_of, scheme=scheme, lapse_days=SHORT.lapse_days)
    assert sorted(found, key=str) == sorted(expected, key=str)


@given(histories)
@settings(max_examples=40, deadline=None)
def test_ledger_balances_and_closes_on_the_standing_of_data_cut_at_each_month_end(
    sales: list[Sale],
):
    as_of = START + timedelta(days=75)
    engine = stand(sales, as_of=as_of, thresholds=SHORT)
    told = ledger(engine=engine, scheme=SHORT.scheme(), as_of=as_of)
    for line in told.ledger:
        assert line["opening"] + line["in"] - line["out"] == line["closing"]
        assert line["in"] == sum(v for k, v in line.items() if k.startswith("in_"))
        assert line["out"] == sum(v for k, v in line.items() if k.startswith("out_"))
    for month in sorted({row["month"] for row in told.monthly}):
        index = int(month[:4]) * 12 + int(month[5:]) - 1
        day = min(month_end(index), as_of)
        cut = standings(
            stand([s for s in sales if s[1] <= day], as_of=day, thresholds=SHORT), SHORT
        )
        expected = Counter((s[0], status(lapsed=s[1])) for s in cut.values())
        counted = {
            (row["rank"], row["status"]): row["customers"]
            for row in told.monthly
            if row["month"] == month
        }
        assert counted == {key: expected[key] for key in segments(scheme=SHORT.scheme())}
    if told.monthly:
        assert month_index(as_of) == index


@given(histories, st.integers(0, 75), st.integers(0, 75))
@settings(max_examples=40, deadline=None)
def test_ledger_of_any_period_opens_and_closes_on_the_standing_of_those_days(
    sales: list[Sale], one: int, other: int
):
    start, end = (START + timedelta(days=days) for days in sorted((one, other)))
    engine = stand(sales, as_of=START + timedelta(days=75), thresholds=SHORT)
    lines = period_ledger(engine=engine, scheme=SHORT.scheme(), start=start, end=end)
    for name, day in (("opening", start - timedelta(days=1)), ("closing", end)):
        expected = Counter(
            (place.rank, status(lapsed=place.lapsed))
            for place in places(
                sales, on=day, scheme=SHORT.scheme(), lapse_days=SHORT.lapse_days
            ).values()
        )
        told = {(line["rank"], line["status"]): line[name] for line in lines}
        assert told == {key: expected[key] for key in segments(scheme=SHORT.scheme())}
    assert all(line["opening"] + line["in"] - line["out"] == line["closing"] for line in lines)


@given(histories, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_of_rows_does_not_matter(sales: list[Sale], random):
    as_of = START + timedelta(days=75)
    shuffled = sales.copy()
    random.shuffle(shuffled)
    one, other = (stand(rows, as_of=as_of, thresholds=SHORT) for rows in (sales, shuffled))
    sql = "SELECT * FROM {} ORDER BY ALL"
    for table in ("customers", "states", "moves", "standing"):
        assert (
            one.connection.execute(sql.format(table)).fetchall()
            == other.connection.execute(sql.format(table)).fetchall()
        )


@given(histories)
@settings(max_examples=25, deadline=None)
def test_rank_never_falls_without_returns(sales: list[Sale]):
    bought = [sale for sale in sales if sale[2] > 0]
    engine = stand(bought, as_of=START + timedelta(days=75), thresholds=SHORT)
    fallen = engine.connection.execute("SELECT * FROM moves WHERE to_rank < from_rank").fetchall()
    assert fallen == []
    causes = {
        row[0] for row in engine.connection.execute("SELECT DISTINCT cause FROM moves").fetchall()
    }
    assert "return" not in causes
