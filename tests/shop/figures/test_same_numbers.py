"""Screens, `goen analyze` and SQL by hand on PostgreSQL say the same of the same sales."""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg

from tests.shop.figures.by_hand import LEDGER, PRODUCTS, STANDINGS
from tests.shop.run.conftest import on_postgres  # noqa: F401 - a fixture
from tests.shop.run.kit import chance, finish

if TYPE_CHECKING:
    from tests.shop.run.kit import Shop

RANKS = ("first_time", "toddler", "steady", "burst", "loyal")
SEEDS = 3


def test_three_ways_say_the_same(on_postgres: Shop) -> None:  # noqa: F811
    process, thrown = on_postgres.module("tests.shop.figures.work"), chance(31)
    assert process.stdin is not None
    assert process.stdout is not None
    with psycopg.connect(on_postgres.url, autocommit=True) as connection:
        for _ in range(SEEDS):
            process.stdin.write(f"{thrown.randrange(10**9)}\n")
            process.stdin.flush()
            said = process.stdout.readline()
            assert said.startswith("{"), said + process.stdout.read()
            _compare(connection, json.loads(said), thrown.randrange(1, 13))
    finish(process)


def _compare(connection: psycopg.Connection[Any], told: dict[str, Any], month: int) -> None:
    on = date.fromisoformat(told["on"])
    people = connection.execute(STANDINGS, {"on": on}).fetchall()
    assert len(people) > 20
    _standings(people, told["standings"], on)
    for source in ("screens", "analyze"):
        document = told[source]
        _segments(people, document)
        _scores(people, document)
        _deciles(people, document)
        _products(connection, document, on)
        for first in (on.replace(day=1), date(on.year - 1, month, 1)):
            _ledger(connection, document, on, first)


def _standings(people: list[tuple[Any, ...]], rows: list[dict[str, Any]], on: date) -> None:
    shown = [
        (
            *(row[name] for name in ("customer_id", "occasions", "first_on", "last_on")),
            *(row["amount"], row["amount_12m"], RANKS[row["rank"] - 1]),
            date.fromisoformat(row["lapses_on"]) <= on,
            *(row[name] for name in ("r", "f", "m", "decile")),
        )
        for row in rows
    ]
    assert shown == people


def _segments(people: list[tuple[Any, ...]], document: dict[str, Any]) -> None:
    counted, sums = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for person in people:
        segment = person[6], "lapsed" if person[7] else "active"
        counted[segment] += 1
        sums[segment] += person[4]
    assert len(document["cpm"]) == 10
    for row in document["cpm"]:
        segment = row["rank"], row["status"]
        assert (row["customers"], row["sales"]) == (counted[segment], sums[segment])


def _scores(people: list[tuple[Any, ...]], document: dict[str, Any]) -> None:
    counted = Counter(person[8:11] for person in people)
    cells = {(row["r"], row["f"], row["m"]): row["customers"] for row in document["rfm"]["cells"]}
    assert {cell: count for cell, count in cells.items() if count} == counted


def _deciles(people: list[tuple[Any, ...]], document: dict[str, Any]) -> None:
    counted, sums = Counter[int](), Counter[int]()
    for person in people:
        counted[person[11]] += 1
        sums[person[11]] += person[4]
    found = [(row["decile"], row["customers"], row["sales"]) for row in document["decile"]]
    assert found == [(one, counted[one], sums[one]) for one in range(1, 11)]


def _products(connection: psycopg.Connection[Any], document: dict[str, Any], on: date) -> None:
    by_hand = connection.execute(PRODUCTS, {"on": on}).fetchall()
    change = document["sales_change"]
    rows = sorted(change["products"]["rows"], key=lambda row: row["group"])
    assert [(row["group"], row["from"], row["to"]) for row in rows] == [one[:3] for one in by_hand]
    assert len(by_hand) > 3
    assert by_hand[0][0] == ""  # sales that name no product
    for place, year in enumerate(("from", "to"), start=1):
        assert sum(one[place] for one in by_hand) == change[year]["sales"]
    for row, one in zip(rows, by_hand, strict=True):
        _parts_by_hand(row, one)


def _parts_by_hand(row: dict[str, Any], one: tuple[Any, ...]) -> None:
    """Unit price × frequency × people by logarithms, where both years have them."""
    _name, before, after, visits, later_visits, buyers, later_buyers = one
    assert row["unit_price"] + row["frequency"] + row["customers"] == after - before
    if min(before, after) <= 0 or before == after:
        return
    weight = (after - before) / math.log(after / before)
    expected = (
        weight * math.log((after / later_visits) / (before / visits)),
        weight * math.log((later_visits / later_buyers) / (visits / buyers)),
        weight * math.log(later_buyers / buyers),
    )
    for part, value in zip(("unit_price", "frequency", "customers"), expected, strict=True):
        assert abs(row[part] - value) < 1.01


def _ledger(
    connection: psycopg.Connection[Any], document: dict[str, Any], on: date, month: date
) -> None:
    by_hand = connection.execute(LEDGER, {"on": on, "month": month}).fetchall()
    lines = [
        (line["rank"], line["status"], line["opening"], line["in"], line["out"], line["closing"])
        for line in document["ledger"]
        if line["period"] == f"{month:%Y-%m}"
    ]
    assert sorted(line for line in lines if any(line[2:])) == by_hand
