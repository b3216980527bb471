"""The engine's tables against the oracle, which makes them day by day in plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis.engine import DuckDBEngine
from goen.analysis.tables import make_moves, make_standing, make_states
from tests.analysis._duck import own_database
from tests.analysis._oracle import COLUMNS, Oracle, insert
from tests.analysis._shops import MAIL_ORDER, START, day, few_sales, shop

if TYPE_CHECKING:
    from datetime import date

    from tests.analysis._oracle import Sale

ORDER = {"customers": "1", "states": "1, 2", "moves": "2, 1", "standing": "1"}


def made_by_the_engine(sales: list[Sale], as_of: date) -> dict[str, list[tuple[object, ...]]]:
    with own_database() as connection:
        connection.execute("CREATE TABLE sales (customer VARCHAR, day DATE, amount BIGINT)")
        insert(connection, "sales", sales)
        engine = DuckDBEngine(connection)
        make_standing(
            engine=engine,
            scheme=MAIL_ORDER.scheme(),
            thresholds=MAIL_ORDER,
            as_of=as_of,
            data_start=START,
        )
        make_states(engine=engine)
        make_moves(engine=engine, thresholds=MAIL_ORDER, as_of=as_of)
        return {
            name: connection.table(name)
            .project(", ".join(part.split()[0] for part in COLUMNS[name].split(", ")))
            .order(order)
            .fetchall()
            for name, order in ORDER.items()
        }


@settings(max_examples=40)
@given(sales=few_sales(), cut=st.integers(0, 1500))
def test_every_table_is_as_the_brute_force_makes_it(sales: list[Sale], cut: int) -> None:
    as_of = day(cut)
    made, oracle = made_by_the_engine(sales, as_of), Oracle(sales, as_of)
    for name in ORDER:
        expected = oracle.table(name)
        key = (lambda row: (row[1], row[0])) if name == "moves" else None
        assert made[name] == sorted(expected, key=key), name


@pytest.mark.parametrize("cut", [700, 1500])
def test_a_shop_is_as_the_brute_force_makes_it(cut: int) -> None:
    sales, as_of = shop(customers=80), START + timedelta(days=cut)
    made, oracle = made_by_the_engine(sales, as_of), Oracle(sales, as_of)
    assert made["states"] == oracle.table("states")
    assert made["standing"] == oracle.table("standing")
