"""What goods are bought together and next, and their grades, is equal on DuckDB and on Spark."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from goen.analysis import SparkEngine, make_standing, preset
from goen.analysis.affinity import affinity, owners, owners_without, sequels
from goen.analysis.grade_up import grade_up, quantities
from tests.analysis._goods import AS_OF, GRADES, Line, ago, told


def made_up_lines():
    """Lines of a hundred customers over two years, some of them returned."""
    random = Random(5)
    for number in range(100):
        customer = f"C{number:03d}" if number else None
        for _ in range(random.randint(1, 14)):
            day = ago(random.randint(0, 700))
            for product in random.choices([*GRADES, "茶筒", None], k=2):
                family, grade = GRADES.get(product or "", (None, None))
                quantity = random.choice([-1, 1, 1, 1, 2, 3, 12])
                yield Line(customer, day, quantity * 900, product, family, grade, quantity)


@pytest.fixture(scope="module")
def engines(spark, tmp_path_factory):
    """The same lines told to both."""
    path = tmp_path_factory.mktemp("goods") / "sales.parquet"
    with told(list(made_up_lines())) as on_duckdb:
        on_duckdb.connection.table("sales").write_parquet(str(path))
        on_spark = SparkEngine(spark)
        on_spark.read_parquet(table="sales", path=path)
        yield on_duckdb, on_spark


@pytest.mark.spark
def test_affinity_is_equal_on_both_engines(engines):
    since = AS_OF - timedelta(days=500)
    for ask in (
        lambda engine: affinity(engine=engine, as_of=AS_OF, since=since),
        lambda engine: affinity(engine=engine, as_of=AS_OF, since=since, window_days=90),
        lambda engine: sequels(engine=engine, as_of=AS_OF, since=since),
    ):
        one, other = map(ask, engines)
        assert one.pairs
        assert one == other
    assert len({str(owners(engine=engine, as_of=AS_OF, since=since)) for engine in engines}) == 1
    one, other = (
        owners_without(engine=engine, as_of=AS_OF, owned="梅茶", missing="海苔")
        for engine in engines
    )
    assert one
    assert one == other


@pytest.mark.spark
def test_grades_and_quantities_are_equal_on_both_engines(engines):
    thresholds = preset(name="mail_order")
    found = []
    for engine in engines:
        make_standing(
            engine=engine,
            scheme=thresholds.scheme(),
            thresholds=thresholds,
            as_of=AS_OF,
            data_start=ago(700),
            history=False,
        )
        grades = grade_up(engine=engine, as_of=AS_OF)
        assert grades.steps
        assert grades.candidates
        found.append((grades, quantities(engine=engine, as_of=AS_OF, since=ago(365))))
    assert found[0] == found[1]
