"""Contact days read by DuckDB and by Spark give the same rhythm."""

from __future__ import annotations

from dataclasses import fields

import duckdb
import numpy as np
import pytest

from goen.analysis import DuckDBEngine, SparkEngine
from goen.analysis.rhythm import fit_rhythm, judge, read_contacts
from tests.analysis.rhythm._company import AS_OF, company, tell


@pytest.mark.spark
def test_contacts_are_equal_on_both_engines(spark, tmp_path):
    path = tmp_path / "contacts.parquet"
    rows = company(1, customers=200)
    with duckdb.connect() as connection:
        on_duckdb = DuckDBEngine(connection)
        tell(on_duckdb, [*rows, *rows[:50], (999, AS_OF)])
        connection.table("contacts").write_parquet(str(path))
        on_spark = SparkEngine(spark)
        on_spark.read_parquet(table="contacts", path=path)
        one, other = (read_contacts(engine=engine, as_of=AS_OF) for engine in (on_duckdb, on_spark))
    for field in fields(one):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))
        assert np.asarray(getattr(one, field.name)).dtype == (
            np.asarray(getattr(other, field.name)).dtype
        )
    found, again = (judge(contacts=part, model=fit_rhythm(contacts=part)) for part in (one, other))
    assert found.model == again.model
    np.testing.assert_array_equal(found.state, again.state)
    np.testing.assert_array_equal(found.follow_up_on, again.follow_up_on)
