"""A history that follows the mart step by step is the one that is made at once."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.analysis import DuckDBEngine, make_standing, preset
from goen.shop.portfolio import history
from tests.shop.portfolio.books import FIRST, Books

if TYPE_CHECKING:
    from datetime import date

    import pytest

    from goen.shop.portfolio.history import History

LIMITS = preset(name="mail_order")
STATES = """
    SELECT customer_id, day, next_day, occasion, n, first_day, last_day, prev_day, amount,
        day_amount
    FROM after ORDER BY ALL
"""


def follow(books: Books, before: History | None) -> tuple[History, list[Any], list[Any]]:
    """The history now, its rows, and who was affected."""
    with duckdb.connect() as connection:
        place = books.place / "portfolio"
        made = history.follow(connection, mart=books.mart(), before=before, place=place)
        rows = connection.execute(STATES).fetchall()
        affected = connection.execute("FROM affected ORDER BY 1").fetchall()
    assert history.read(place=place, name=made.name) == made
    return made, rows, [customer for (customer,) in affected]


def test_following_is_making_anew(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(history.following, "_MOST", 0.5)
    chance, books = random.Random(11), Books(tmp_path)
    made, ways = None, set()
    for _step in range(15):
        was = books.days()
        books.change(chance)
        made, rows, affected = follow(books, made)
        _anew, anew, everybody = follow(books, None)
        now = books.days()
        assert rows == anew
        assert affected == sorted(who for who in was | now if was.get(who) != now.get(who))
        assert everybody == sorted(now)
        ways.add(bool(made.renewed))
    assert ways == {True, False}  # with some customers renewed, and all made anew


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 364))
def test_any_evening_is_that_of_the_analysis(
    tmp_path_factory: pytest.TempPathFactory, seed: int, day: int
) -> None:
    books = Books(tmp_path_factory.mktemp("books"))
    books.enter(random.Random(seed), 40)
    evening = FIRST + timedelta(days=day)
    with duckdb.connect() as connection:
        place = books.place / "portfolio"
        history.follow(connection, mart=books.mart(), before=None, place=place)
        engine = history.as_of(
            connection, table="after", day=evening, scheme=LIMITS.scheme(), thresholds=LIMITS
        )
        assert _standing(engine) == _analysed(books, evening)


def _standing(engine: DuckDBEngine) -> list[Any]:
    return engine.connection.execute(
        "SELECT customer, n, tenure, silence, first_day, last_day, amount, amount_12m,"
        " amount_previous_12m, rank, lapsed FROM standing ORDER BY customer"
    ).fetchall()


def _analysed(books: Books, evening: date) -> list[Any]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE sales (customer BIGINT, day DATE, amount BIGINT)")
        if rows := books.counting():
            connection.executemany("INSERT INTO sales VALUES (?, ?, ?)", rows)
        engine = DuckDBEngine(connection)
        make_standing(
            engine=engine,
            scheme=LIMITS.scheme(),
            thresholds=LIMITS,
            as_of=evening,
            data_start=FIRST,
        )
        return _standing(engine)
