"""The same questions on DuckDB and on Spark give the same document."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from random import Random

import duckdb
import pytest

from goen.analysis import (
    DuckDBEngine,
    SparkEngine,
    make_amounts,
    make_customer_list,
    period_ledger,
    preset,
    rfm,
)
from goen.analysis.cross_table import AXES, cross_table, view_cross_marks
from goen.analysis.engine import question_text
from goen.analysis.marks import view_customer_marks
from goen.analysis.purchase_steps import purchase_steps
from goen.analysis.simulate import year_by_segment
from goen.analysis.two_axis import view_two_axis_ranks
from goen.report.answers import Case, answer, make_tables

AS_OF = date(2026, 11, 20)
START = date(2023, 1, 5)


def made_up_sales(seed: int, customers: int = 300):
    """Sales of a few hundred customers over four years, with returns, ties and same-day slips."""
    random = Random(seed)
    for number in range(customers):
        day = START + timedelta(days=random.randint(0, 1200))
        pace = random.choice([9, 30, 30, 90, 240])
        for _ in range(random.choice([1, 1, 1, 2, 3, 8, 25])):
            amount = random.choice([1000, 1000, 3000, 5400, 12000])
            yield (f"{number:05d}", day, amount, random.choice(["本店", "通販"]), amount * 3 // 10)
            if random.random() < 0.04:
                yield (f"{number:05d}", day + timedelta(days=3), -amount, "本店", -amount // 5)
            day += timedelta(days=random.randint(0, 2 * pace))
    yield ("returns-only", START + timedelta(days=50), -500, "本店", 0)


@pytest.fixture(scope="module")
def sales(tmp_path_factory):
    """A Parquet file of made-up sales that both engines read."""
    path = tmp_path_factory.mktemp("sales") / "sales.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE sales "
            "(customer VARCHAR, day DATE, amount BIGINT, shop VARCHAR, gross_profit BIGINT)"
        )
        rows = [row for row in made_up_sales(seed=7) if row[1] <= AS_OF]
        connection.executemany("INSERT INTO sales VALUES (?, ?, ?, ?, ?)", rows)
        connection.table("sales").write_parquet(str(path))
    return path


@pytest.fixture(scope="module")
def cases(spark, sales):
    """The same sales stood and told on DuckDB and on Spark."""
    thresholds = preset(name="mail_order")
    with duckdb.connect() as connection:
        connection.read_parquet(str(sales)).create("sales")
        on_spark = SparkEngine(spark)
        on_spark.read_parquet(table="sales", path=sales)
        found = []
        for engine in (DuckDBEngine(connection), on_spark):
            case = Case(
                engine=engine,
                as_of=AS_OF,
                data_start=START,
                scheme=thresholds.scheme(),
                thresholds=thresholds,
                rfm_mode="fixed",
                columns=engine.columns(table="sales"),
            )
            make_tables(case, history=True)
            found.append(case)
        yield found


@pytest.mark.spark
def test_every_answer_is_equal_on_both_engines(cases):
    on_duckdb, on_spark = (answer(case, whole=True) for case in cases)
    assert all(told is not None for told in on_duckdb.values())
    for key, told in on_duckdb.items():
        assert on_spark[key] == told, key


@pytest.mark.spark
def test_quantile_scores_are_equal_on_both_engines(cases):
    on_duckdb, on_spark = (
        rfm(engine=case.engine, scheme=case.scheme, thresholds=case.thresholds, mode="quantile")
        for case in cases
    )
    assert on_spark == on_duckdb


@pytest.mark.spark
def test_ledgers_of_a_period_are_equal_on_both_engines(cases):
    on_duckdb, on_spark = (
        period_ledger(
            engine=case.engine, scheme=case.scheme, start=date(2025, 3, 1), end=date(2025, 8, 9)
        )
        for case in cases
    )
    assert on_spark == on_duckdb


@pytest.mark.spark
def test_customer_lists_are_equal_on_both_engines(cases, spark):
    on_duckdb, _ = cases
    for case in cases:
        make_customer_list(
            engine=case.engine,
            as_of=AS_OF,
            scheme=case.scheme,
            thresholds=case.thresholds,
            rfm_mode="quantile",
        )
    listed = on_duckdb.engine.connection.table("customer_list").order("customer").fetchall()
    rows = spark.sql("SELECT * FROM customer_list ORDER BY customer").collect()
    assert [tuple(row) for row in rows] == listed
    assert len(listed) == 301


@pytest.mark.spark
def test_steps_segments_and_crossed_tables_are_equal_on_both_engines(cases):
    found = []
    for case in cases:
        engine, limits = case.engine, case.thresholds
        make_amounts(engine=engine)
        view_customer_marks(engine=engine, thresholds=limits)
        view_two_axis_ranks(engine=engine, as_of=AS_OF, thresholds=limits)
        view_cross_marks(engine=engine, two_axis=True)
        crossed = [
            cross_table(engine=engine, rows=rows, columns=columns, scheme=case.scheme)
            for rows, columns in combinations(AXES, 2)
        ]
        steps = purchase_steps(engine=engine, as_of=AS_OF, data_start=START, thresholds=limits)
        year = year_by_segment(engine=engine, as_of=AS_OF, scheme=case.scheme)
        found.append((crossed, steps, year))
    assert all(table.cells for table in found[0][0])
    assert found[0][1]
    assert found[0][2]
    assert found[0] == found[1]


# Functions that both engines understand alike; anything else needs a look at both manuals first.
PORTABLE = {
    *(
        "abs",
        "cast",
        "coalesce",
        "concat",
        "count",
        "date_diff",
        "floor",
        "greatest",
        "lag",
        "length",
    ),
    *("lead", "least", "max", "min", "month", "ntile", "nullif", "rank_of", "row_number"),
    *("sign", "substr", "sum", "year"),
}
NOT_FUNCTIONS = {
    *("and", "as", "by", "exists", "from", "in", "join", "not", "on", "or", "over", "partition"),
    *(
        "then",
        "using",
        "values",
        "when",
        "where",
        "else",
        "case",
        "select",
        "with",
        "nulls",
        "window",
        "between",
    ),
}


def every_question():
    from importlib.resources import files

    folder = files("goen.analysis") / "questions"
    return sorted(item.name.removesuffix(".sql") for item in folder.iterdir())


@pytest.mark.parametrize("question", every_question())
def test_questions_state_their_grain_and_keep_to_the_portable_subset(question):
    text = question_text(question=question)
    assert text.startswith("-- One row"), "the first line states the grain"
    code = re.sub(r"--[^\n]*", "", text).lower()
    code = re.sub(r"\w+ as \(|with \w+ \(|as \w+ \(", "(", code)  # names of steps, not calls
    called = set(re.findall(r"([a-z_]+)\s*\(", code)) - NOT_FUNCTIONS
    assert called <= PORTABLE, sorted(called - PORTABLE)
    units = set(re.findall(r"date_diff\('(\w+)'", code))
    assert units <= {"day"}
