"""`goen move-to`: everything arrives, is proven equal, and the source stays as it was."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.shop.run.kit import Shop
from tests.shop.run.test_backup import write_some

if TYPE_CHECKING:
    from tests.shop.postgres import Postgres


def count(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    assert row is not None
    return int(row[0])


def tables(shop: Shop) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in shop.rows(query)]


def content(shop: Shop) -> str:
    """All that the database holds; its bytes also change when a log is taken into the file."""
    with closing(sqlite3.connect(shop.database)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def test_every_table_arrives_and_the_shop_goes_on_there(shop: Shop, postgres: Postgres) -> None:
    names = write_some(shop)
    # A customer who was deleted: the number must not be given again.
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        last = connection.execute("SELECT max(id) FROM customers_customer").fetchone()[0]
        connection.execute(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = 'customers_customer'", [last + 5]
        )
    before = content(shop)
    url = postgres.fresh()
    done = shop.goen("move-to", url)
    assert done.returncode == 0, done.stderr
    assert "GOEN_DATABASE_URL" in done.stderr
    assert content(shop) == before
    for table in tables(shop):
        assert (count(url, table), table) == (len(shop.rows(f"SELECT 1 FROM {table}")), table)  # noqa: S608
    there = Shop(shop.folder, url)
    assert there.names == names
    write_some(there, 1)
    numbers = [number for (number,) in there.rows("SELECT id FROM customers_customer ORDER BY id")]
    assert numbers[len(names)] == last + 6
    again = shop.goen("move-to", url)
    assert (again.returncode, "already" in again.stderr) == (3, True)


def test_the_trail_is_append_only_there_too(either: Shop) -> None:
    written = either.rows("SELECT id, label FROM staff_trail")
    assert written
    for change in ("DELETE FROM staff_trail", "UPDATE staff_trail SET label = 'x'"):
        with pytest.raises((sqlite3.Error, psycopg.Error), match=r"append|trail"):
            either.rows(change)
    assert either.rows("SELECT id, label FROM staff_trail") == written


def test_a_row_that_does_not_fit_is_named_and_nothing_is_left(
    shop: Shop, postgres: Postgres
) -> None:
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.execute("UPDATE staff_owncompany SET name = ?", ["長" * 300])
    url = postgres.fresh()
    done = shop.goen("move-to", url)
    assert done.returncode == 4
    assert "staff_owncompany" in done.stderr
    assert "長" not in done.stderr
    with psycopg.connect(url) as connection:
        left = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert left == []


@pytest.mark.parametrize("url", ["mysql://x@y/z", "postgres://nobody", "x"])
def test_another_address_is_told(shop: Shop, url: str) -> None:
    done = shop.goen("move-to", url)
    assert done.returncode == 3
    assert "postgres://user:password@host:port/name" in done.stderr


def test_a_server_that_does_not_answer_is_told_without_the_password(shop: Shop) -> None:
    done = shop.goen("move-to", "postgres://goen:himitsu@127.0.0.1:1/goen")
    assert done.returncode == 4
    assert "himitsu" not in done.stderr
