"""What is left out by rule: time, walk-ins, cancellations; returns; the day to look back from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.sheets._files import HEADER, TODAY, loaded, sales_of, text_file

if TYPE_CHECKING:
    from pathlib import Path


def test_as_of_is_the_last_used_day_not_after_today(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        f"{HEADER}\nA,2026-11-20,100\nB,2026-11-21,0\nC,2026-12-01,5\nD,2026-11-22,7\n",
    )
    report = loaded(path, today=TODAY)
    assert (report.as_of, report.as_of_given) == (date(2026, 11, 20), False)
    assert report.excluded.future == 2
    assert report.future is not None
    assert (report.future.first, report.future.last) == (date(2026, 11, 22), date(2026, 12, 1))


def test_a_given_day_leaves_out_all_that_is_later(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, f"{HEADER}\nA,2025-04-01,100\nA,2025-04-02,50\nB,2025-05-01,0\n,2025-05-02,9\n"
    )
    report = loaded(path, as_of=date(2025, 4, 1))
    assert (report.as_of, report.as_of_given, report.rows_used) == (date(2025, 4, 1), True, 1)
    assert (report.excluded.after_as_of, report.excluded.future) == (3, 0)
    assert (report.no_customer_sales, report.customers_zero_only) == (0, 0)


def test_the_report_at_a_day_is_the_report_of_the_data_cut_at_that_day(tmp_path: Path) -> None:
    rows = [
        f"C{n % 9},{date(2025, 1, 1) + timedelta(days=n * 7 % 90)},{(n % 5) * 100}"
        for n in range(120)
    ]
    day = date(2025, 2, 15)
    kept = [row for row in rows if row.split(",")[1] <= day.isoformat()]
    whole = loaded(text_file(tmp_path, "\n".join([HEADER, *rows])), as_of=day)
    cut = loaded(text_file(tmp_path, "\n".join([HEADER, *kept]), name="cut.csv"), as_of=day)
    for fact in ("rows_used", "sales", "first_date", "last_date", "customers_zero_only"):
        assert getattr(whole, fact) == getattr(cut, fact)
    assert whole.excluded.zero == cut.excluded.zero
    assert whole.rows - whole.excluded.after_as_of == cut.rows


@pytest.mark.parametrize(
    ("pattern", "left"), [("ZZ*,9999", 2), ("ZZ0000", 1), ("?999", 1), ("zz*", 0), ("Z*.csv", 0)]
)
def test_walk_ins_are_left_out_by_pattern_and_their_sales_told(
    tmp_path: Path, pattern: str, left: int
) -> None:
    path = text_file(
        tmp_path, f"{HEADER}\nA,2025-04-01,1\nZZ0000,2025-04-01,10\n9999,2025-04-01,10\n"
    )
    report = loaded(path, anonymous=pattern)
    assert report.excluded.no_customer == left
    assert report.no_customer_sales == 10 * left


def test_one_number_with_far_more_rows_is_suggested_but_never_left_out(tmp_path: Path) -> None:
    rows = [f"C{n:04},2025-04-{n % 28 + 1:02},100" for n in range(300)]
    rows += [f"WALK,2025-04-{n % 28 + 1:02},100" for n in range(40)]
    report = loaded(text_file(tmp_path, "\n".join([HEADER, *rows])))
    assert report.anonymous is not None
    assert (report.anonymous.customer, report.anonymous.rows) == ("WALK", 40)
    assert report.rows_used == 340


def test_a_good_customer_is_not_taken_for_walk_ins(tmp_path: Path) -> None:
    rows = [f"C{n % 50:04},2025-04-{n % 28 + 1:02},100" for n in range(400)]
    rows += [f"C9001,2025-04-{n % 28 + 1:02},100" for n in range(30)]
    assert loaded(text_file(tmp_path, "\n".join([HEADER, *rows]))).anonymous is None


def test_a_word_for_walk_ins_needs_less(tmp_path: Path) -> None:
    rows = [f"C{n % 50:04},2025-04-{n % 28 + 1:02},100" for n in range(400)]
    rows += [f"フリー客,2025-04-{n % 28 + 1:02},100" for n in range(30)]
    found = loaded(text_file(tmp_path, "\n".join([HEADER, *rows]))).anonymous
    assert found is not None and found.customer == "フリー客"


def test_returns_count_below_zero_and_cancellations_not_at_all(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        f"{HEADER},取引区分,数量\nA,2025-04-01,100,売上,2\nA,2025-04-02,30,返品,1\n"
        "A,2025-04-03,-20,返品,1\nA,2025-04-04,70,キャンセル,1\nB,2025-04-05,5,,\n",
    )
    report = loaded(path)
    assert (report.sales, report.excluded.cancelled) == (55, 1)
    assert [row[2:] for row in sales_of(path)] == [(100, 2), (-30, -1), (-20, 1), (5, None)]


def test_amount_from_quantity_and_price_and_profit_from_cost(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "顧客番号,売上日,数量,単価,原価\nA,2025-04-01,3,120,200\nB,2025-04-02,1.5,100,\n"
    )
    report = loaded(path)
    assert report.optional == ("quantity", "gross_profit")
    assert sales_of(path) == [
        ("A", date(2025, 4, 1), 360, 3, 160),
        ("B", date(2025, 4, 2), 150, None, None),
    ]


def test_a_second_load_takes_the_place_of_the_first(tmp_path: Path) -> None:
    connection = duckdb.connect()
    loaded(text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\n"), connection=connection)
    loaded(text_file(tmp_path, f"{HEADER}\nB,2025-04-01,2\n"), connection=connection)
    assert connection.execute("SELECT customer, amount FROM sales").fetchall() == [("B", 2)]
    described = connection.execute("DESCRIBE sales").fetchall()
    assert [(name, kind, null) for name, kind, null, *_ in described] == [
        ("customer", "VARCHAR", "NO"),
        ("day", "DATE", "NO"),
        ("amount", "BIGINT", "NO"),
    ]
