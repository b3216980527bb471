from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given, settings

from goen.analysis.cross_table import AXES, Cell, condition, cross_table, view_cross_marks
from goen.analysis.marks import view_customer_marks
from goen.analysis.rfm import rfm
from goen.analysis.two_axis import two_axis, view_two_axis_ranks
from tests.analysis._small import AS_OF, MAIL_ORDER, ask, best_first, people, shops
from tests.analysis._worked import tables, whole

SCHEME = MAIL_ORDER.scheme()


def marked(sales):
    """An engine with all marks, and the answer of the two-indicator rank."""
    engine = ask(sales)
    view_customer_marks(engine=engine, thresholds=MAIL_ORDER)
    told = two_axis(engine=engine, as_of=AS_OF, thresholds=MAIL_ORDER)
    view_two_axis_ranks(engine=engine, as_of=AS_OF, thresholds=MAIL_ORDER)
    view_cross_marks(engine=engine, two_axis=True)
    return engine, told


@given(shops(customers=25, most=60))
@settings(max_examples=6)
def test_every_table_has_everybody_once_and_sums_to_the_analyses(sales):
    engine, told = marked(sales)
    everybody = people(sales)
    all_of_them = Cell(len(everybody), sum(person.amount for person in everybody))
    for rows, columns in [*combinations(AXES, 2), *zip(AXES, AXES, strict=True)]:
        found = cross_table(engine=engine, rows=rows, columns=columns, scheme=SCHEME)
        total, left = found.total, found.unplaced
        assert Cell(total.customers + left.customers, total.sales + left.sales) == all_of_them
        assert set(found.cells) <= set(product(found.rows, found.columns))
        for row in found.rows:
            held = condition(axis=rows, key=row, scheme=SCHEME)
            placed = engine.connection.execute(
                f"SELECT count(*) FROM cross_marks WHERE {held}"  # noqa: S608
            ).fetchone()[0]
            assert placed >= found.row(row).customers
            assert rows != columns or placed == found.at(row, row).customers
        assert sum(found.row(row).customers for row in found.rows) == total.customers
        assert sum(found.column(column).sales for column in found.columns) == total.sales
    ranks = cross_table(engine=engine, rows="two_axis", columns="two_axis", scheme=SCHEME)
    assert {row: ranks.row(row).customers for row in ranks.rows} == {
        rank["rank"]: rank["customers"] for rank in told["ranks"]
    }


@given(shops(customers=25, most=60))
@settings(max_examples=8)
def test_segments_against_deciles_are_those_counted_by_hand(sales):
    engine, _ = marked(sales)
    found = cross_table(engine=engine, rows="cpm", columns="decile", scheme=SCHEME)
    ordered = best_first(people(sales))
    if len(ordered) < 10:
        assert not found.cells
        assert found.unplaced.customers == len(ordered)
        return
    size, larger = divmod(len(ordered), 10)
    deciles = [decile for decile in range(1, 11) for _ in range(size + (decile <= larger))]
    expected = Counter(
        (person.segment, decile) for person, decile in zip(ordered, deciles, strict=True)
    )
    assert {place: cell.customers for place, cell in found.cells.items()} == expected


@given(shops(customers=25, most=60))
@settings(max_examples=6)
def test_segments_against_rfm_are_those_of_the_analysis(sales):
    engine, _ = marked(sales)
    found = cross_table(engine=engine, rows="cpm", columns="rfm", scheme=SCHEME)
    for row in rfm(engine=engine, scheme=SCHEME, thresholds=MAIL_ORDER)["cross"]:
        cell = found.at((row["rank"], row["status"]), row["segment"])
        assert cell == Cell(row["customers"], row["sales"])


def test_without_two_indicators_everybody_is_without_that_rank():
    engine = ask([("a", AS_OF, 100)])
    view_customer_marks(engine=engine, thresholds=MAIL_ORDER)
    view_cross_marks(engine=engine, two_axis=False)
    found = cross_table(engine=engine, rows="cpm", columns="two_axis", scheme=SCHEME)
    assert (found.cells, found.unplaced) == ({}, Cell(1, 100))
    with pytest.raises(ValueError, match="11"):
        condition(axis="decile", key=11, scheme=SCHEME)
    with pytest.raises(ValueError, match="shoe_size"):
        cross_table(engine=engine, rows="cpm", columns="shoe_size", scheme=SCHEME)


def test_the_worked_example(checkout):
    (rows,) = tables(checkout / "docs" / "methods" / "cross-table.md")
    sales = [
        ("A", date(2023, 11, 21), 60_000),
        ("A", date(2026, 11, 1), 60_000),
        ("B", date(2026, 11, 10), 5_000),
        ("C", date(2024, 1, 10), 5_000),
    ]
    engine, _ = marked(sales)
    found = cross_table(engine=engine, rows="cpm", columns="rfm", scheme=SCHEME)
    assert {
        (" ".join(row), column, cell.customers, cell.sales)
        for (row, column), cell in found.cells.items()
    } == {
        (row["portfolio"], row["RFM"], int(row["customers"]), whole(row["sales"])) for row in rows
    }
