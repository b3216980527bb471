from __future__ import annotations

from datetime import date, timedelta

from goen.analysis import make_customer_list, preset
from goen.analysis.engine import question_text
from goen.analysis.rfm_segments import rfm_segment
from tests.analysis.test_portfolio import AS_OF, stand

MAIL_ORDER = preset(name="mail_order")


def listed(engine):
    make_customer_list(
        engine=engine,
        as_of=AS_OF,
        scheme=MAIL_ORDER.scheme(),
        thresholds=MAIL_ORDER,
        rfm_mode="fixed",
    )
    rows = engine.connection.table("customer_list")
    return {row[0]: dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()}


def test_the_map_of_segments_is_the_one_of_the_rfm_answer():
    text = question_text(question="customer_list")
    for r in range(1, 6):
        for f in range(1, 6):
            assert f"({r}, {f}, '{rfm_segment(r=r, f=f)}')" in text


def test_each_customer_has_one_row_with_its_standing_and_marks():
    sales = [("A", AS_OF - timedelta(days=10), 30_000), ("B", AS_OF - timedelta(days=300), 500)]
    rows = listed(stand(sales))
    assert list(rows) == ["A", "B"]
    assert (rows["A"]["rank"], rows["A"]["status"]) == ("first_time", "active")
    assert (rows["B"]["rank"], rows["B"]["status"]) == ("first_time", "lapsed")
    assert (rows["A"]["r"], rows["A"]["f"], rows["A"]["m"]) == (5, 1, 5)
    assert (rows["A"]["rfm_segment"], rows["B"]["rfm_segment"]) == ("new", "hibernating")
    assert (rows["A"]["abc"], rows["B"]["abc"]) == ("A", "C")
    assert rows["A"]["decile"] is None, "two customers are too few for deciles"


def test_customers_without_a_purchase_have_amounts_and_no_rank():
    rows = listed(stand([("A", date(2026, 1, 1), 100), ("R", date(2026, 1, 2), -50)]))
    assert rows["R"]["sales"] == -50
    assert rows["R"]["occasions"] == 0
    assert all(rows["R"][column] is None for column in ("rank", "status", "r", "decile", "abc"))


def test_names_are_those_of_the_latest_sale():
    engine = stand([("A", date(2026, 1, 1), 100), ("B", date(2026, 1, 2), 100)])
    engine.connection.execute("ALTER TABLE sales ADD COLUMN customer_name VARCHAR")
    engine.connection.execute(
        "INSERT INTO sales VALUES ('A', DATE '2026-02-01', 1, '山田 花子'), "
        "('A', DATE '2026-02-02', 1, '佐藤 花子'), ('A', DATE '2026-02-03', 1, NULL)"
    )
    rows = listed(engine)
    assert rows["A"]["customer_name"] == "佐藤 花子"
    assert rows["B"]["customer_name"] is None


def test_intervals_are_given_as_mean_and_median():
    days = [date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 13), date(2026, 3, 1)]
    sales = [("A", day, 100) for day in days] + [("B", days[0], 100), ("B", days[1], 100)]
    rows = listed(stand([*sales, ("C", days[0], 100)]))
    assert rows["A"]["mean_interval"] == 59 / 3
    assert rows["A"]["median_interval"] == 10  # of 2, 10 and 47 days
    assert rows["B"]["mean_interval"] == rows["B"]["median_interval"] == 10
    assert rows["C"]["mean_interval"] is None
    assert rows["C"]["median_interval"] is None
    assert rows["B"]["overdue_ratio"] == (AS_OF - days[1]).days / 10
    assert rows["A"]["trend"] == 1  # nothing in the year before


def test_median_of_an_even_number_of_intervals_is_the_mean_of_the_middle_two():
    days = [date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 15)]
    rows = listed(stand([("A", day, 100) for day in days]))
    assert rows["A"]["median_interval"] == 7
